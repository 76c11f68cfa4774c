"""The window of what the log holds: each shelf empty and full, notices, and what is refused there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QApplication

from installer.flow.steps import Step
from ui.acceptances.acting import ActDialog
from ui.acceptances.doorway import Doorway
from ui.acceptances.window import AcceptancesWindow
from ui.keyboard import Keyboard, TourFailed
from ui.tour.above import close, come_back, window_above
from ui.tour.waiting import expect, settle, until
from ui.tour.walk import named
from ui.tour.world import ANNA, DEALER, DIRECTOR, REMOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.acceptance.parties import Parties
    from ui.tour.ground import Ground
    from ui.tour.walk import Tour

_NAMES: Final = ("notices", "given", "grants", "consents", "all")
"""The window's shelves, by the names of its attributes, in the order of the tabs."""
_SMALL: Final = 100_000
"""Bytes: more than the log takes, and less than a receipt, which holds the whole text."""


def walk_empty(ground: Ground) -> None:
    """Each shelf of a log that holds nothing."""
    ground.world.fresh()
    with ground.tour() as tour:
        _door(tour)
        window = _open(tour)
        for name in _NAMES:
            _turn_to(window, name)
            tour.look(f"shelf-{name}-empty", window)
        close(tour, window)


def walk_full(ground: Ground) -> None:
    """Each shelf with what a company, its dealer and an administrator said, and a notice that waits."""
    world = ground.world
    world.fresh()
    world.said_before(DIRECTOR, consenting=True)
    world.said_before(REMOTE)
    # The newest is shown first: one that somebody else gave.
    world.said_before(DEALER)
    world.granted_before(DIRECTOR, DEALER.actor)
    with ground.tour() as tour:
        _door(tour)
        tour.look("notice-waits")
        window = _open(tour)
        _answer_notice(tour, window)
        for name in _NAMES[1:]:
            _turn_to(window, name)
            tour.look(f"shelf-{name}", window)
        _turn_to(window, "given")
        dialog = _begin(window, "object")
        tour.look("accepted-object", dialog)
        close(tour, dialog, window)
        _turn_to(window, "consents")
        _press(window, "withdraw")
        tour.look("consent-withdrawn", window)
        close(tour, window)


def walk_refused(ground: Ground) -> None:
    """A grant by somebody who accepted nothing; and a word whose receipt there is no room for."""
    world = ground.world
    world.fresh()
    world.said_before(DEALER)
    with ground.tour() as tour:
        _door(tour)
        window = _open(tour)
        _turn_to(window, "grants")
        dialog = _begin(window, "grant")
        _fill(dialog, ANNA)
        Keyboard(dialog).activate(dialog.button)
        expect(until(lambda: not dialog.busy), "it was not told what became of the grant")
        expect(dialog.notice.error is not None, "a grant by anybody was recorded")
        settle()
        tour.look("grant-refused", dialog)
        close(tour, dialog, window)
        _turn_to(window, "given")
        dialog = _begin(window, "confirm")
        _fill(dialog, DIRECTOR)
        with _no_room_for_receipts():
            _press_act(dialog, window)
        expect(window.save_receipt.isVisible(), "nobody offers the receipt that is missing")
        tour.look("receipt-unwritten", window)
        window.save_receipt.save_into(world.folder)
        expect(until(lambda: not window.save_receipt.isVisible()), "the receipt was not saved")
        settle()
        tour.look("receipt-saved", window)
        close(tour, window)


def _answer_notice(tour: Tour, window: AcceptancesWindow) -> None:
    """The one that waits is on the shelf that comes first: objected to in the end."""
    expect(window.notices.isVisible(), "the notice that waits does not come first")
    tour.look("shelf-notices", window)
    dialog = _begin(window, "confirm")
    tour.look("notice-confirm", dialog)
    close(tour, dialog, window)
    dialog = _begin(window, "object")
    _fill(dialog, ANNA)
    tour.look("notice-object", dialog)
    _press_act(dialog, window)
    tour.look("notice-objected", window)


def _door(tour: Tour) -> None:
    """The button beside the steps, which an application adds once its first page is on screen."""
    tour.arrive(Step.LANGUAGE)
    doorway = Doorway(tour.wizard, tour.session, tour.translation)
    expect(until(lambda: not doorway.busy), "what waits was not read")
    settle()


def _open(tour: Tour) -> AcceptancesWindow:
    tour.keys.activate(named(tour.wizard, QAbstractButton, "acceptances"))
    above = window_above("acceptances")
    if not isinstance(above, AcceptancesWindow):
        msg = "the window of acceptances did not come up"
        raise TourFailed(msg)
    _wait(above)
    return above


def _wait(window: AcceptancesWindow) -> None:
    """What the log holds is read outside the thread of the screen."""
    expect(until(lambda: not window.busy), "the log was not read")
    settle()


def _turn_to(window: AcceptancesWindow, name: str) -> None:
    Keyboard(window).activate(window.tabs[_NAMES.index(name)])
    _wait(window)


def _press(window: AcceptancesWindow, name: str) -> None:
    """An act of the shelf on screen."""
    buttons = window.findChildren(QAbstractButton, name)
    found = next((button for button in buttons if button.isVisible()), None)
    if found is None:
        msg = f"the shelf does not offer {name}"
        raise TourFailed(msg)
    Keyboard(window).activate(found)
    _wait(window)


def _begin(window: AcceptancesWindow, name: str) -> ActDialog:
    """The dialog of an act."""
    _press(window, name)
    above = window_above(name, window)
    if not isinstance(above, ActDialog):
        msg = f"{name} asks nothing"
        raise TourFailed(msg)
    return above


def _fill(dialog: ActDialog, parties: Parties) -> None:
    """Write who acts into the form."""
    keys, actor = Keyboard(dialog), parties.actor
    values = {"name": actor.name, "email": actor.email, "organisation": actor.organisation}
    for name, value in {**values, "position": actor.position}.items():
        field = dialog.person.fields[f"actor.{name}"].input
        if value:
            keys.go_to(field)
            keys.write(value)
    keys.go_to(dialog.button)
    settle()


def _press_act(dialog: ActDialog, window: AcceptancesWindow) -> None:
    """Its button; it closes."""
    Keyboard(dialog).activate(dialog.button)
    expect(until(lambda: QApplication.activeModalWidget() is window), "the act was refused")
    come_back(window)
    _wait(window)


@contextmanager
def _no_room_for_receipts() -> Iterator[None]:
    """No file of this process may become as large as a receipt."""
    if sys.platform == "win32":
        failed = "no limit can be set to the size of files here"
        raise TourFailed(failed)
    import resource  # not every system has it

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
