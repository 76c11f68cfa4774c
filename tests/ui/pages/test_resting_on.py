"""What an answer points to, chosen by keyboard: an earlier acceptance, or a grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.delegates import ADMINISTRATOR, DIRECTOR, TERMS, accept_for, grant
from helpers.journeys import CUSTOMER, open_on
from helpers.wizards import ONE_LANGUAGE
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton, QWidget

from installer.acceptance.channel import Given
from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion, Role
from installer.errors import Code, UntrustedData
from installer.flow.steps import Step
from installer.session.acts import Acts

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

    from installer.session.issue import Issued

pytestmark = ONE_LANGUAGE


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


@pytest.fixture
def bought(tmp_path: Path) -> Issued:
    return accept_for(DIRECTOR, tmp_path)


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


def test_a_log_that_cannot_be_read_offers_less(page: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_acts: object) -> None:
        raise UntrustedData(Code.LOG_BROKEN, path="log", record="1", detail="")

    monkeypatch.setattr(Acts, "people", broken)
    page.wizard.go_to(Step.LANGUAGE)
    page.wizard.go_to(Step.PARTIES)
    assert page.page.notice.error is None
    assert not page.find(QPushButton, "earlier-actors").isVisibleTo(page.page)
