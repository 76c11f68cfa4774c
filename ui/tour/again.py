"""A second walk by whoever has accepted before: what covers it, what has changed since, and a decline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWizard

from installer.flow.steps import Step
from ui.pages.agreement_parts import SECTIONS
from ui.tour.above import look_above
from ui.tour.waiting import expect, settle
from ui.widgets.outline import Outline

if TYPE_CHECKING:
    from ui.tour.walk import Tour

_MOST_SECTIONS: Final = 200


def walk_again(tour: Tour) -> None:
    """As far as the acceptance, and to the end by declining. Raises TourFailed.

    Where the edition is the one that was accepted, nothing has changed since, and the page of the
    agreement is as it always is; with a later one it tells of the changes.
    """
    tour.walk_to(Step.AGREEMENT)
    tour.look("again-agreement")
    _tick_as_read(tour)
    tour.look("again-ticked")
    tour.go_on()
    tour.arrive(Step.ACCEPTANCE)
    tour.look("again-acceptance")
    receipt = tour.wizard.current().findChild(QAbstractButton, "earlier-receipt")
    if isinstance(receipt, QAbstractButton) and receipt.isVisible():
        tour.keys.activate(receipt)
        look_above(tour, "again-earlier")
    tour.keys.activate(tour.wizard.button(QWizard.WizardButton.CustomButton1))
    settle()
    expect(tour.wizard.current().step is Step.FINISH, "declining does not lead to the end")
    tour.arrive(Step.FINISH)
    tour.look("again-declined")
    tour.keys.activate(tour.wizard.button(QWizard.WizardButton.FinishButton))


def _tick_as_read(tour: Tour) -> None:
    """The other way through the agreement: each section ticked in the outline, by Space and arrow."""
    page = tour.wizard.current()
    tour.bring_part(SECTIONS)
    tour.keys.go_to(next(iter(page.findChildren(Outline))))
    tour.keys.press(Qt.Key.Key_Home)
    for _ in range(_MOST_SECTIONS):
        if page.isComplete():
            break
        tour.keys.press(Qt.Key.Key_Down)
        tour.keys.press(Qt.Key.Key_Space)
        settle()
