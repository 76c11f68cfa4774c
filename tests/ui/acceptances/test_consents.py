"""A consent is withdrawn in one click, and answered later on by whoever it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import CONSENT, answered, fill, nameless
from helpers.delegates import DIRECTOR
from helpers.journeys import EVA
from helpers.records import recorded
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from installer.acceptance.channel import Given
from installer.evidence.predicates import Consent, Withdrawal
from installer.evidence.verify import verify
from ui.acceptances.consent_dialog import ConsentDialog
from ui.keyboard import Keyboard

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk


def test_one_click_withdraws_a_consent_and_asks_nothing(desk: Desk, state_folder: Path) -> None:
    shelf = desk.turn_to(desk.window.consents)
    (given,) = shelf.records
    assert given.state == "given"
    desk.qtbot.mouseClick(desk.button(shelf, "withdraw"), Qt.MouseButton.LeftButton)
    desk.settle()
    said = recorded(state_folder)[-1]
    assert isinstance(said, Withdrawal)
    assert (said.of, said.consent, said.given, said.channel) == (given.record, CONSENT, "click", "wizard")
    (listed,) = shelf.records
    assert listed.state == "withdrawn"
    receipt = desk.session.issued()[-1].receipt
    assert verify(receipt.read_bytes()).valid
    assert str(receipt) in desk.window.status.text()
    assert desk.button(shelf, "withdraw").isHidden()
    assert desk.window.focusWidget() is shelf.list


def test_a_withdrawal_by_key_is_recorded_as_such(desk: Desk, state_folder: Path) -> None:
    shelf = desk.turn_to(desk.window.consents)
    desk.keys.activate(desk.button(shelf, "withdraw"))
    desk.settle()
    said = recorded(state_folder)[-1]
    assert isinstance(said, Withdrawal)
    assert said.given == "key"


def test_the_fields_of_the_consent_are_shown_in_the_exact_words(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.consents)
    text = shelf.details.toPlainText()
    said = shelf.records[0].consent
    language = desk.window.clerk.tr.language
    for words in (said.words, said.purpose, said.storage, said.retention, said.withdrawal):
        assert words[language] in text


@pytest.mark.parametrize(("answer", "state"), [("give", "given"), ("refuse", "refused")])
def test_a_request_can_be_answered_later_on(
    directors: Desk, state_folder: Path, answer: str, state: str
) -> None:
    directors.session.acts.consenting.withdraw(CONSENT, Given.CLICK)
    shelf = directors.turn_to(directors.window.consents)
    dialog = directors.begin(shelf, "answer-consent")
    assert nameless(dialog) == []
    button = dialog.findChild(QAbstractButton, f"{answer}-{CONSENT}")
    label = button.text().replace("&", "")
    with directors.qtbot.waitSignal(dialog.recorded):
        Keyboard(dialog).activate(button)
    directors.settle()
    said = recorded(state_folder)[-1]
    assert isinstance(said, Consent)
    assert (said.state, said.given, said.presentation.button) == (state, "key", label)
    assert said.presentation.above_button == said.words[directors.window.clerk.tr.language]
    assert shelf.records[0].state == state


def test_only_whoever_is_bound_here_is_asked(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.consents)
    dialog = desk.begin(shelf, "answer-consent")
    assert isinstance(dialog, ConsentDialog)
    assert not dialog.asked
    fill(dialog, DIRECTOR)
    assert dialog.asked == (CONSENT,)
    Keyboard(dialog).go_to(dialog.person.fields["actor.organisation"].input)
    Keyboard(dialog).write("Senki Kft.")
    Keyboard(dialog).go_to(dialog.cancel)
    answered(dialog)
    assert not dialog.asked


def test_somebody_without_an_address_is_asked_for_it_at_the_field(desk: Desk, state_folder: Path) -> None:
    before = len(recorded(state_folder))
    shelf = desk.turn_to(desk.window.consents)
    dialog = desk.begin(shelf, "answer-consent")
    keys = Keyboard(dialog)
    keys.go_to(dialog.person.fields["actor.name"].input)
    keys.write(EVA.actor.name)
    keys.go_to(dialog.cancel)
    answered(dialog)
    button = dialog.findChild(QAbstractButton, f"give-{CONSENT}")
    desk.qtbot.waitUntil(button.isVisible)
    keys.activate(button)
    answered(dialog)
    assert dialog.focusWidget() is dialog.person.fields["actor.email"].input
    assert dialog.person.fields["actor.email"].input.accessibleDescription()
    assert len(recorded(state_folder)) == before


def test_answers_that_come_do_not_take_the_keyboard(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.consents)
    dialog = desk.begin(shelf, "answer-consent")
    fill(dialog, DIRECTOR)
    assert isinstance(dialog, ConsentDialog)
    assert dialog.give.isVisible()
    assert dialog.focusWidget() is dialog.cancel


def test_the_exact_words_stand_directly_above_the_answers(directors: Desk) -> None:
    shelf = directors.turn_to(directors.window.consents)
    dialog = directors.begin(shelf, "answer-consent")
    assert isinstance(dialog, ConsentDialog)
    language = directors.window.clerk.tr.language
    (offer,) = (each for each in directors.session.rules.consents if each.id == CONSENT)
    assert dialog.above_button.isVisible()
    assert dialog.above_button.text() == offer.text[language]
    # Not in what scrolls: they are in view as long as the answers are.
    assert dialog.layout().indexOf(dialog.above_button) == dialog.layout().indexOf(dialog.buttons) - 1


def test_one_request_is_asked_after_the_other(directors: Desk) -> None:
    shelf = directors.turn_to(directors.window.consents)
    dialog = directors.begin(shelf, "answer-consent")
    assert isinstance(dialog, ConsentDialog)
    step = dialog.findChild(QAbstractButton, "next-request")
    assert step.isHidden()
    offers = tuple(directors.session.rules.consents)
    dialog.show_read(offers)
    assert dialog.asked == tuple(offer.id for offer in offers)
    assert len(offers) > 1
    language = directors.window.clerk.tr.language
    for offer in (*offers, offers[0]):
        assert dialog.above_button.text() == offer.text[language]
        assert dialog.refuse.objectName() == f"refuse-{offer.id}"
        Keyboard(dialog).activate(step)
