"""Other situations: folded away, opened by keyboard, told with their state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.delegates import ADMINISTRATOR, DIRECTOR, TERMS, grant
from helpers.journeys import CUSTOMER, EVA, make_ready, open_on, screen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget

from installer.acceptance import form
from installer.acceptance.channel import Given
from installer.acceptance.parties import Capacity, PartyType
from installer.acceptance.roles import Occasion, Role
from installer.errors import Code, UntrustedData
from installer.flow.steps import Step
from installer.session.acts import Acts
from ui.clause_view import ClauseDialog

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage
    from PySide6.QtWidgets import QAbstractButton

    from installer.session.issue import Issued
    from ui.pages.parties import PartiesPage


@pytest.fixture
def language() -> str:
    """One language: that the words change with it is for the tests of the page."""
    return "hu"


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


@pytest.fixture
def bought(tmp_path: Path) -> Issued:
    session = make_ready(open_on(tmp_path), parties=DIRECTOR)
    return session.accept(screen(session))


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


def test_a_role_rests_on_an_acceptance_of_this_computer(page: Stage, bought: Issued) -> None:
    forms.fill(page, replace(DIRECTOR, actor=replace(DIRECTOR.actor, organisation="Testvér Kft.")))
    box = page.find(QComboBox, "rests_on")
    assert not box.isVisibleTo(page.page)
    forms.choose_role(page, Role.AFFILIATE)
    assert box.isVisibleTo(page.page)
    assert [box.itemData(row) for row in range(box.count())] == ["", bought.statement]
    assert box.itemText(1).startswith(CUSTOMER.name)
    assert page.next_button.isEnabled()
    page.keys.go_to(box)
    page.keys.press(Qt.Key.Key_Down)
    assert page.session.state.parties.rests_on == bought.statement
    page.keys.press(Qt.Key.Key_Up)
    assert page.session.state.parties.rests_on == ""


def test_where_there_is_nothing_to_rest_on_it_is_said_at_the_choice(page: Stage) -> None:
    forms.choose_role(page, Role.AFFILIATE)
    box = page.find(QComboBox, "rests_on")
    problem = next(found for found in page.session.problems(Step.PARTIES) if found.field == "rests_on")
    assert problem.error.code is Code.EARLIER_MISSING
    assert box.accessibleDescription()
    assert box.accessibleDescription() in page.words()
    forms.choose_role(page, Role.TRANSFEREE)
    assert box.accessibleDescription() == ""


def test_a_record_that_is_not_there_is_shown_with_what_is_wrong(page: Stage) -> None:
    said = replace(DIRECTOR, role=Role.TRANSFEREE, rests_on="f" * 64)
    forms.fill(page, replace(said, rests_on=""))
    forms.form_of(page)._tell(said)
    box = page.find(QComboBox, "rests_on")
    assert box.currentData() == "f" * 64
    assert "f" * 12 in box.currentText()
    assert box.accessibleDescription()


def test_a_delegate_may_single_out_a_grant(page: Stage, bought: Issued, tmp_path: Path) -> None:
    named = grant(open_on(tmp_path), TERMS)
    forms.fill(page, ADMINISTRATOR)
    box = page.find(QComboBox, "grant")
    assert not box.isVisibleTo(page.page)
    forms.unfold(page)
    assert box.isVisibleTo(page.page)
    assert [box.itemData(row) for row in range(box.count())] == ["", named.statement, bought.statement]
    assert ("Kiss Éva" in box.itemText(1), "Kiss Éva" in box.itemText(2)) == (True, False)
    page.keys.go_to(box)
    page.keys.press(Qt.Key.Key_Down)
    assert page.session.state.parties.grant == named.statement
    page.wizard.go_to(Step.LANGUAGE)
    page.wizard.go_to(Step.PARTIES)
    page.settle()
    assert box.currentData() == named.statement
    assert box.isVisibleTo(page.page), "what was singled out is not folded away"
    forms.choose_capacity(page, Capacity.SELF)
    assert page.session.state.parties.grant == ""


def test_only_grants_that_hold_for_the_principal_are_offered(
    page: Stage, bought: Issued, tmp_path: Path
) -> None:
    open_on(tmp_path).acts.delegation.revoke(bought.statement, DIRECTOR, Given.CLICK)
    forms.fill(page, ADMINISTRATOR)
    assert page.find(QComboBox, "grant").count() == 1
    named = grant(open_on(tmp_path), TERMS)
    forms.unfold(page)
    for name, grants in (("Másik Zrt.", [""]), (CUSTOMER.name, ["", named.statement])):
        forms.write(page, {"principal.name": name})
        page.keys.press(Qt.Key.Key_Tab)
        box = page.find(QComboBox, "grant")
        assert [box.itemData(row) for row in range(box.count())] == grants


def test_the_file_dialogue_imports_what_it_rests_on(
    page: Stage, bought: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([("", ""), (str(bought.receipt), "")])
    monkeypatch.setattr("ui.pages.parties.QFileDialog.getOpenFileName", lambda *_: next(answers))
    forms.choose_role(page, Role.AFFILIATE)
    button = page.find(QPushButton, "import-earlier")
    page.qtbot.waitUntil(button.isVisible)
    page.keys.activate(button)
    assert page.session.state.parties.rests_on == ""
    page.keys.activate(button)
    assert page.session.state.parties.rests_on == bought.statement
    forms.form_of(page).add_earlier(bought.receipt.with_name("missing"))
    assert page.page.notice.error.code is Code.RECEIPT_UNREADABLE
    assert page.session.state.parties.rests_on == bought.statement


def test_an_edition_without_roles_has_no_other_situations(
    page: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = replace(page.session.rules, roles={}, occasions={})
    monkeypatch.setattr(type(page.session), "rules", property(lambda _: rules))
    page.page.speak()
    assert not forms.form_of(page)._situation.isVisibleTo(page.page)


def button_of(page: PartiesPage, choice: str) -> QAbstractButton:
    if isinstance(choice, Capacity):
        return page._choices[choice].button
    if isinstance(choice, PartyType):
        return page._type_buttons[choice]
    if isinstance(choice, Role):
        return page._situation.roles.button(choice)
    return page._situation.occasions.button(Occasion(choice))


CHOICES = st.lists(
    st.one_of(
        st.sampled_from(Capacity),
        st.sampled_from(PartyType),
        st.sampled_from(Role),
        st.sampled_from(Occasion),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(choices=CHOICES)
def test_no_sequence_of_choices_leaves_a_field_of_another_one(page: Stage, choices: list[str]) -> None:
    shown = forms.form_of(page)
    rules = page.session.rules
    shown._tell(FULL)
    for choice in choices:
        button_of(shown, choice).click()
        said = page.session.state.parties
        assert said == form.settled(said, rules)
    # Whatever was tried in between, the last choices alone make the answer.
    said = page.session.state.parties
    last = replace(
        FULL,
        capacity=said.capacity,
        principal=replace(FULL.principal, type=said.principal.type),
        role=shown._draft.role,
        occasion=shown._draft.occasion,
    )
    assert said == form.settled(last, rules)


FULL = replace(
    DIRECTOR,
    principal=CUSTOMER,
    authority=replace(
        EVA.authority,
        basis="megrendelés 17",
        accepted_how="aláírva",
        accepted_on="2026-02-27",
        evidence_name="order.pdf",
        evidence_sha256="0" * 64,
    ),
    role=Role.AFFILIATE,
    occasion=Occasion.REMOTE,
    remote_computers=3,
    rests_on="f" * 64,
    grant="f" * 64,
)
"""Everything that somebody could have typed."""


def test_a_log_that_cannot_be_read_offers_less(page: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_acts: object) -> None:
        raise UntrustedData(Code.LOG_BROKEN, path="log", record="1", detail="")

    monkeypatch.setattr(Acts, "people", broken)
    page.wizard.go_to(Step.LANGUAGE)
    page.wizard.go_to(Step.PARTIES)
    assert page.page.notice.error is None
    assert not page.find(QPushButton, "earlier-actors").isVisibleTo(page.page)


def reachable(stage: Stage) -> list[QWidget]:
    """Everything on the page that the keyboard stops at."""
    found = stage.page.findChildren(QWidget)
    return [
        widget
        for widget in found
        if widget.isVisibleTo(stage.page) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value
    ]


@pytest.mark.parametrize("capacity", Capacity)
def test_a_screen_reader_hears_a_name_at_every_stop(page: Stage, bought: Issued, capacity: Capacity) -> None:
    del bought
    page.wizard.go_to(Step.LANGUAGE)
    page.wizard.go_to(Step.PARTIES)
    page.settle()
    forms.choose_capacity(page, capacity)
    forms.unfold(page)
    if capacity is not Capacity.DELEGATE:
        forms.choose_role(page, Role.AFFILIATE)
    if capacity is not Capacity.ON_BEHALF:
        forms.choose_occasion(page, Occasion.REMOTE)
    stops = reachable(page)
    names = {stop: QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name) for stop in stops}
    assert [stop.objectName() for stop, name in names.items() if not name] == []
    assert {"earlier-actors", "other-situations"} <= {stop.objectName() for stop in stops}
    radios = [name for stop, name in names.items() if isinstance(stop, QRadioButton)]
    assert len(radios) == len(set(radios))
