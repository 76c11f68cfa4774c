"""Closing asks only where somebody would lose something, and Cancel stands only where it means something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWizard

from installer.flow.steps import Step
from ui.closing import ClosingQuestion

if TYPE_CHECKING:
    from helpers.wizards import Stage


def question(stage: Stage) -> ClosingQuestion | None:
    found = stage.wizard.findChild(ClosingQuestion)
    return found if isinstance(found, ClosingQuestion) and found.isVisible() else None


def cancel(stage: Stage) -> bool:
    button = stage.wizard.button(QWizard.WizardButton.CancelButton)
    return button is not None and button.isVisible()


def test_before_an_entry_the_window_simply_closes(stage: Stage) -> None:
    stage.bring_to(Step.PARTIES)
    stage.wizard.close()
    assert question(stage) is None
    assert not stage.wizard.isVisible()


def test_entries_are_not_lost_without_a_question(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    stage.wizard.close()
    asked = question(stage)
    assert asked is not None
    assert stage.wizard.isVisible()
    # Enter and Escape stay.
    stage.qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert stage.wizard.isVisible()
    assert question(stage) is None


def test_the_answer_closes(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    stage.wizard.reject()
    asked = question(stage)
    assert asked is not None
    asked.leave.click()
    stage.qtbot.waitUntil(lambda: not stage.wizard.isVisible())


def test_after_the_acceptance_it_says_that_this_stays(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    stage.wizard.reject()
    before = question(stage)
    assert before is not None
    entries = before.sentence.text()
    before.stay.click()
    before.deleteLater()
    stage.qtbot.waitUntil(lambda: stage.wizard.findChild(ClosingQuestion) is None)
    stage.bring_to(Step.REVIEW)
    stage.wizard.reject()
    after = question(stage)
    assert after is not None
    assert after.sentence.text() != entries
    assert len(stage.session.issued()) == 1


def test_at_the_end_the_window_simply_closes(stage: Stage) -> None:
    stage.bring_to(Step.FINISH)
    stage.wizard.close()
    assert not stage.wizard.isVisible()


def test_cancel_is_there_until_all_is_in_place(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    assert cancel(stage)
    stage.go_on()
    assert stage.page.step is Step.PROGRESS
    stage.wait_for_install()
    stage.qtbot.waitUntil(lambda: not cancel(stage))
    stage.go_on()
    assert stage.page.step is Step.FINISH
    assert not cancel(stage)
