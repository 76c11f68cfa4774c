"""Other situations: folded away, opened by keyboard, told with their state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.journeys import EVA
from helpers.wizards import ONE_LANGUAGE
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion
from installer.flow.steps import Step
from ui.clause_view import ClauseDialog

if TYPE_CHECKING:
    from helpers.wizards import Stage


pytestmark = ONE_LANGUAGE


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


def offered(stage: Stage, kind: str) -> list[str]:
    group = (
        forms.form_of(stage)._situation.roles if kind == "role" else forms.form_of(stage)._situation.occasions
    )
    found = [button for button in group.buttons.buttons() if button.isVisibleTo(stage.page)]
    return [button.objectName().removeprefix(f"{kind}-") for button in found]


def test_it_is_folded_until_it_is_opened_by_keyboard_and_says_so(page: Stage) -> None:
    button = page.find(forms.QToolButton, "other-situations")
    folded = button.accessibleName()
    assert offered(page, "role") == []
    forms.unfold(page)
    assert offered(page, "role") == ["end-user", "affiliate", "transferee"]
    assert button.accessibleName() != folded
    assert all(button.text() in name for name in (folded, button.accessibleName()))
    page.keys.press(Qt.Key.Key_Space)
    assert button.accessibleName() == folded
    assert offered(page, "role") == []
    for expected in (True, False):
        page.keys.press(Qt.Key.Key_Return)
        assert forms.form_of(page)._situation.disclosure.is_open is expected
    assert page.page.step is Step.PARTIES


def test_each_capacity_offers_what_the_edition_has_for_it(page: Stage) -> None:
    forms.unfold(page)
    assert offered(page, "occasion") == ["install", "before-purchase", "hand-over", "remote"]
    forms.choose_capacity(page, Capacity.ON_BEHALF)
    assert offered(page, "role") == ["end-user", "affiliate", "transferee"]
    assert offered(page, "occasion") == ["install", "before-purchase"]
    forms.choose_capacity(page, Capacity.DELEGATE)
    assert offered(page, "role") == []
    assert offered(page, "occasion") == ["install", "remote"]


def test_the_words_are_the_editions_with_the_products_that_they_are_for(page: Stage) -> None:
    language = page.translation.language
    forms.unfold(page)
    rule = page.session.rules.occasions["before-purchase"]
    button = forms.radio(page, "occasion-before-purchase")
    assert button.text() == rule.title[language]
    husky = page.session.catalogue.product("husky-m-series").name[language]
    assert rule.text[language] in button.accessibleDescription()
    assert husky in button.accessibleDescription()


def test_other_computers_are_counted_and_a_notice_is_announced(page: Stage) -> None:
    assert not forms.is_asked(page, "remote_computers")
    forms.write(page, {"actor.name": EVA.actor.name, "actor.email": EVA.actor.email})
    forms.choose_occasion(page, Occasion.REMOTE)
    assert forms.is_asked(page, "remote_computers")
    assert not page.next_button.isEnabled()
    field = page.find(QLineEdit, "remote_computers")
    forms.write(page, {"remote_computers": "x0"})
    assert field.text() == "0"
    page.keys.press(Qt.Key.Key_Tab)
    assert field.accessibleDescription() == page.translation.tr("Fill this in.")
    forms.write(page, {"remote_computers": "12"})
    assert field.accessibleDescription() == ""
    assert page.session.state.parties.remote_computers == 12
    assert page.next_button.isEnabled()
    cite = page.session.rules.occasions["remote"].cite
    links = next(label for label in page.page.findChildren(QLabel, "links") if label.isVisibleTo(page.page))
    assert all(clause in links.text() for clause in cite)
    links.linkActivated.emit(cite[0])
    assert page.page.findChild(ClauseDialog).view.toPlainText()


def test_what_was_chosen_is_named_while_it_is_folded_away(page: Stage) -> None:
    button = forms.unfold(page)
    forms.choose_occasion(page, Occasion.HAND_OVER)
    title = page.session.rules.occasions["hand-over"].title[page.translation.language]
    page.keys.activate(button)
    assert title in button.accessibleDescription()
    assert any(title in words for words in page.words())


def test_an_edition_without_roles_has_no_other_situations(
    page: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = replace(page.session.rules, roles={}, occasions={})
    monkeypatch.setattr(type(page.session), "rules", property(lambda _: rules))
    page.page.speak()
    assert not forms.form_of(page)._situation.isVisibleTo(page.page)
