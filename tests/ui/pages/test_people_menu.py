"""Who is known from before fills the fields; who was erased is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.delegates import DIRECTOR, accept_for
from helpers.journeys import CUSTOMER, EVA, FOR_A_CUSTOMER
from helpers.wizards import ONE_LANGUAGE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from installer.acceptance.parties import Capacity, PartyType
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.upkeep import By
from installer.flow.steps import Step
from installer.session.people import personal_fields
from ui.pages.people_menu import PeopleMenu

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

pytestmark = ONE_LANGUAGE


@pytest.fixture
def known(tmp_path: Path, stage: Stage) -> Stage:
    """A page on a computer where a dealer and the customer's director accepted before."""
    for parties in (FOR_A_CUSTOMER, DIRECTOR):
        accept_for(parties, tmp_path)
    stage.bring_to(Step.PARTIES)
    return stage


def menu(stage: Stage, name: str) -> PeopleMenu:
    button = stage.find(QPushButton, name)
    assert isinstance(button, PeopleMenu)
    return button


def choose(stage: Stage, name: str, place: int = 1) -> None:
    """Open the menu and take an entry, all by keyboard."""
    button = menu(stage, name)
    stage.qtbot.waitUntil(button.isVisible)
    stage.keys.activate(button)
    shown = QApplication.activePopupWidget()
    assert shown is button.people
    while shown.activeAction() is not shown.actions()[place - 1]:
        stage.qtbot.keyClick(shown, Qt.Key.Key_Down)
    stage.qtbot.keyClick(shown, Qt.Key.Key_Return)


def entries(button: PeopleMenu) -> list[str]:
    return [action.text() for action in button.people.actions()]


def test_on_a_fresh_computer_there_is_no_menu(stage: Stage, state_folder: Path) -> None:
    stage.bring_to(Step.PARTIES)
    forms.choose_capacity(stage, Capacity.ON_BEHALF)
    for name in ("earlier-actors", "earlier-principals"):
        assert not menu(stage, name).isVisibleTo(stage.page)
    assert not (state_folder / "log.sqlite3").exists()


def test_somebody_from_before_fills_in_who_acts(known: Stage) -> None:
    button = menu(known, "earlier-actors")
    assert button.accessibleName()
    assert entries(button) == ["Nagy Pál · Vevő Zrt.", "Kiss Éva · eva@example.com"]
    choose(known, "earlier-actors")
    said = known.session.state.parties
    assert (said.actor, said.principal.type) == (DIRECTOR.actor, PartyType.ORGANISATION)
    assert known.find(QLineEdit, "actor.position").text() == "igazgató"
    assert known.next_button.isEnabled()
    choose(known, "earlier-actors", 2)
    said = known.session.state.parties
    assert (said.actor, said.principal.type) == (EVA.actor, PartyType.INDIVIDUAL)


def test_somebody_from_before_fills_in_who_is_bound(known: Stage) -> None:
    button = menu(known, "earlier-principals")
    assert not button.isVisibleTo(known.page)
    forms.choose_capacity(known, Capacity.ON_BEHALF)
    assert entries(button) == ["Vevő Zrt. · pal@vevo.example"]
    choose(known, "earlier-principals")
    said = known.session.state.parties.principal
    assert (said.type, said.name) == (CUSTOMER.type, CUSTOMER.name)
    assert known.find(QLineEdit, "principal.contact").text() == "pal@vevo.example"


def test_who_was_erased_meanwhile_is_gone_at_the_next_visit(known: Stage, state_folder: Path) -> None:
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        log.erase([0, 1], "request", By(seal(personal_fields(EVA)), channel="console"))
    known.wizard.go_to(Step.LANGUAGE)
    known.wizard.go_to(Step.PARTIES)
    for name in ("earlier-actors", "earlier-principals"):
        assert entries(menu(known, name)) == []
        assert not menu(known, name).isVisibleTo(known.page)


def test_a_mark_in_a_name_is_no_key(known: Stage) -> None:
    button = menu(known, "earlier-actors")
    button.offer([("Kiss & Nagy Bt.", "who")])
    assert entries(button) == ["Kiss && Nagy Bt."]
