from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.full_disks import full
from helpers.journeys import FOR_A_CUSTOMER
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser, QWizard

from installer.acceptance.channel import Given
from installer.errors import Code
from installer.evidence.verify import verify
from installer.flow.state import Decision, PartiesEntered
from installer.flow.steps import Step
from ui.clause_view import ClauseDialog
from ui.pages.deciding import presentation
from ui.pages.tick import Tick

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

    from installer.agreement.edition import Edition

CONSENT = "end-user-registration"
SPARE = 32 * 1024


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.ACCEPTANCE)
    return stage


def ticks(stage: Stage) -> dict[str, Tick]:
    return {tick.name: tick for tick in stage.page.findChildren(Tick)}


def decline_button(stage: Stage) -> QAbstractButton:
    return stage.wizard.button(QWizard.WizardButton.CustomButton1)


def predicate(stage: Stage) -> dict[str, Any]:
    receipt = stage.session.issued()[0].receipt.read_bytes()
    assert verify(receipt).valid
    envelope = json.loads(receipt)["record"]
    body = json.loads(base64.b64decode(envelope)) if isinstance(envelope, str) else envelope
    while "predicate" not in body:
        body = json.loads(base64.b64decode(body.get("payload") or body["envelope"]["payload"]))
    found: dict[str, Any] = body["predicate"]
    return found


def wording_digest(edition: Edition, language: str) -> str:
    clauses = [clause.text for section in edition.texts[language].sections for clause in section.clauses]
    return hashlib.sha256("\n".join(clauses).encode()).hexdigest()


def test_nothing_is_ticked_in_advance(page: Stage) -> None:
    assert set(ticks(page)) >= {affirmation.id for affirmation in page.session.affirmations()}
    assert CONSENT in ticks(page)
    assert not any(tick.box.isChecked() for tick in ticks(page).values())
    assert not page.next_button.isEnabled()


def test_the_words_are_those_of_the_core(page: Stage) -> None:
    for affirmation in page.session.affirmations():
        words = affirmation.text[page.translation.language]
        assert ticks(page)[affirmation.id].label.text() == words
        assert ticks(page)[affirmation.id].box.accessibleName() == words


def test_the_space_bar_ticks_and_the_record_says_that_it_was_a_key(page: Stage) -> None:
    first = page.session.affirmations()[0].id
    page.keys.activate(ticks(page)[first].box)
    assert page.session.state.affirmed == {first: Given.KEY}
    page.keys.press(Qt.Key.Key_Space)
    assert page.session.state.affirmed == {}


def test_a_click_on_the_sentence_ticks_and_the_record_says_that_it_was_a_click(page: Stage) -> None:
    first = page.session.affirmations()[0].id
    tick = ticks(page)[first]
    QTest.mouseClick(tick, Qt.MouseButton.RightButton, pos=tick.label.geometry().center())
    assert page.session.state.affirmed == {}
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.label.geometry().center())
    assert page.session.state.affirmed == {first: Given.CLICK}
    QTest.mouseClick(tick.box, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert page.session.state.affirmed == {}


def test_accepting_opens_only_when_every_statement_is_ticked(page: Stage) -> None:
    names = [affirmation.id for affirmation in page.session.affirmations()]
    for name in names:
        assert not page.next_button.isEnabled()
        page.keys.activate(ticks(page)[name].box)
    assert page.next_button.isEnabled()


def test_the_words_above_the_buttons_name_them_exactly(page: Stage) -> None:
    above = page.find(QLabel, "above-button").text()
    for button in (page.next_button, decline_button(page)):
        assert button.text().replace("&", "") in above
        assert button.isVisible()
    assert decline_button(page).isEnabled()
    assert not any(button.isDefault() for button in (page.next_button, decline_button(page)))


def test_what_was_shown_is_recorded(page: Stage) -> None:
    above = page.find(QLabel, "above-button").text()
    label = page.next_button.text().replace("&", "")
    page.accept()
    assert page.page.step is Step.REVIEW
    presented = predicate(page)["presentation"]
    assert presented["button"] == label
    assert presented["above_button"] == above
    assert presented["language"] == page.translation.language
    edition = page.session.edition
    assert presented["read_back"] == {name: wording_digest(edition, name) for name in edition.languages}


def test_a_consent_never_blocks_and_is_a_statement_of_its_own(page: Stage) -> None:
    page.affirm_all()
    page.keys.activate(ticks(page)[CONSENT].box)
    assert page.session.state.consents == {CONSENT: True}
    assert page.session.state.consents_how == {CONSENT: Given.KEY}
    page.keys.activate(ticks(page)[CONSENT].box)
    assert page.session.state.consents == {}
    page.keys.activate(ticks(page)[CONSENT].box)
    page.go_on()
    assert len(page.session.issued()) == 2


def test_a_consent_for_a_third_party_brings_a_statement_with_it_and_takes_it_away(stage: Stage) -> None:
    stage.bring_to(Step.AGREEMENT)
    stage.session.send(PartiesEntered(FOR_A_CUSTOMER))
    stage.wait_for_text()
    for section in stage.session.determination.sections:
        stage.page._on_section_ticked(section, ticked=True)
    stage.go_on()
    before = set(ticks(stage))
    stage.keys.activate(ticks(stage)[CONSENT].box)
    assert set(ticks(stage)) - before == {"principal-consents-to-data"}
    stage.keys.activate(ticks(stage)[CONSENT].box)
    stage.qtbot.waitUntil(lambda: set(ticks(stage)) == before)


def test_declining_records_it_and_installs_nothing(page: Stage) -> None:
    label = decline_button(page).text().replace("&", "")
    page.keys.activate(decline_button(page))
    assert page.page.step is Step.FINISH
    assert page.session.state.decision is Decision.DECLINED
    assert predicate(page)["presentation"]["button"] == label
    assert not page.target.exists()


def test_after_declining_the_refund_rule_and_both_exceptions_are_shown(page: Stage) -> None:
    page.keys.activate(decline_button(page))
    shown = page.find(QTextBrowser, "report").toPlainText()
    language = page.translation.language
    for clause in page.session.rules.refund:
        assert page.session.shown(clause, language).text in shown
    exceptions = page.session.rules.refund_exceptions
    assert len(exceptions) == 2
    assert all(exception.text[language] in shown for exception in exceptions)


def test_a_log_that_cannot_be_written_stops_here_and_says_so(page: Stage, state_folder: Path) -> None:
    (state_folder / "receipts").write_text("in the way")
    page.affirm_all()
    page.keys.activate(page.next_button)
    assert page.page.step is Step.ACCEPTANCE
    assert page.page.notice.error.code is Code.LOG_UNWRITABLE
    assert page.session.state.decision is Decision.OPEN
    (state_folder / "receipts").unlink()
    page.go_on()
    assert page.session.state.decision is Decision.ACCEPTED


@pytest.mark.parametrize("declines", [True, False])
def test_a_receipt_that_cannot_be_written_does_not_undo_the_decision(
    page: Stage, state_folder: Path, *, declines: bool
) -> None:
    page.affirm_all()
    # The pictures of the window lie there too, and come first; one more is taken with the decision. A
    # receipt takes more than SPARE.
    grabs = presentation(page.page, "", "").shown.grabs
    room = sum(len(grab.png) for grab in (*grabs, grabs[-1])) + SPARE
    with full(state_folder / "receipts", room // 4096 * 4096):
        page.keys.activate(decline_button(page) if declines else page.next_button)
        assert page.page.step is (Step.FINISH if declines else Step.REVIEW)
        (issued,) = page.session.issued()
        assert not issued.receipt.exists()
    if not declines:
        page.go_on()
        page.wait_for_install()
        page.go_on()
    report = page.find(QTextBrowser, "report").toPlainText()
    assert str(issued.receipt) in report
    assert f"assent log receipt {issued.index}" in report


def test_a_link_opens_the_clause_beside_the_governing_wording(page: Stage) -> None:
    clause = page.session.affirmations()[0].cite[0]
    page.keys.go_to(page.page.first_focus())
    page.keys.press(Qt.Key.Key_Tab)
    page.keys.press(Qt.Key.Key_Tab)
    page.keys.press(Qt.Key.Key_Return)
    dialogue = page.page.findChild(ClauseDialog)
    text = dialogue.view.toPlainText()
    for language in page.session.edition.languages:
        assert page.session.shown(clause, language).text in text
    QTest.keyClick(dialogue, Qt.Key.Key_Escape)
    assert not dialogue.isVisible()


def test_another_language_takes_back_what_was_said_in_this_one(page: Stage) -> None:
    page.affirm_all()
    page.speak({"hu": "en", "en": "hu"}[page.translation.language])
    assert not any(tick.box.isChecked() for tick in ticks(page).values())
    assert not page.next_button.isEnabled()
