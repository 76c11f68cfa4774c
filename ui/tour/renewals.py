"""What those see who accepted an earlier edition: what changed, what they are told of, a delegate's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea

from installer.agreement.change_class import ChangeClass
from installer.flow.steps import Step
from ui.keyboard import TourFailed
from ui.pages.agreement import AgreementPage
from ui.pages.agreement_parts import CHANGES, TEXT
from ui.tour.editions import make_later
from ui.tour.ground import bring_to
from ui.tour.waiting import expect, settle, until
from ui.tour.world import ADMINISTRATOR, ANNA, DEALER, DIRECTOR, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.tour.ground import Ground
    from ui.tour.walk import Tour
    from ui.tour.world import World

_EVERY: Final = (ChangeClass.REQUIRED, ChangeClass.PERSONAL, ChangeClass.NOTIFY)
_TOLD: Final = (ChangeClass.NOTIFY, ChangeClass.NOTIFY)
_MOST_PAGES: Final = 20
_LOOK_MS: Final = 1_000
"""More than the glance after which a change counts as shown."""


def walk_changes(ground: Ground) -> None:
    """Changes of every class: each of them, and what is asked after them."""
    ground.world.fresh()
    ground.world.said_before(ANNA)
    _publish(ground.world, _EVERY)
    with ground.tour() as tour:
        page = _read_changes(tour)
        for number, change_class in enumerate(_EVERY):
            if number:
                tour.keys.press(Qt.Key.Key_F8)
            _see(tour, number + 1)
            tour.look(f"changes-{change_class}")
            # Where they take turns, the text has gone to where that change stands.
            tour.bring_part(TEXT)
            settle()
        tour.bring_part(CHANGES)
        fold = _fold(page)
        if fold.isVisible():
            tour.keys.activate(fold)
            tour.look("changes-folded")
            tour.keys.activate(fold)
        tour.go_on()
        tour.arrive(Step.ACCEPTANCE)
        tour.look("changes-acceptance")


def walk_told(ground: Ground) -> None:
    """Changes that one need only be told of: before they were shown, and after."""
    ground.world.fresh()
    ground.world.said_before(ANNA)
    _publish(ground.world, _TOLD)
    with ground.tour() as tour:
        _read_changes(tour)
        rely = tour.child(QAbstractButton, "earlier-rely")
        _see(tour, 1)
        expect(not rely.isEnabled(), "what was not shown counts as told")
        tour.look("told-open")
        tour.keys.press(Qt.Key.Key_F8)
        _see(tour, len(_TOLD))
        expect(rely.isEnabled(), "what was shown does not count as told")
        tour.look("told-shown")


def walk_delegate(ground: Ground) -> None:
    """An administrator by a grant: whom they act for, and the change that is not theirs to accept."""
    ground.world.fresh()
    ground.world.said_before(DIRECTOR)
    _publish(ground.world, _EVERY)
    with ground.tour() as tour:
        bring_to(tour, Step.PARTIES, ADMINISTRATOR)
        tour.look("delegate-grant")
        bring_to(tour, Step.AGREEMENT, ADMINISTRATOR)
        settle()
        tour.look("delegate-agreement")


def walk_without_grant(ground: Ground) -> None:
    """An administrator whom nobody granted anything, and one for whose customer a dealer accepted."""
    ground.world.fresh()
    ground.world.said_before(DEALER)
    with ground.tour() as tour:
        bring_to(tour, Step.ACCEPTANCE, ADMINISTRATOR, read=True)
        settle()
        tour.look("delegate-refused")


def _fold(page: AgreementPage) -> QAbstractButton:
    """The button that folds the changes away: the one of them that stays pressed."""
    return next(button for button in page.changes.findChildren(QAbstractButton) if button.isCheckable())


def _publish(world: World, classes: Sequence[ChangeClass]) -> None:
    """A later edition with a change of each class in what applies to what was accepted."""
    session = world.session()
    choose(session, ANNA)
    first, world.editions = world.newest(), world.folder / "editions"
    make_later(first, world.editions, session.determination.sections, classes)


def _read_changes(tour: Tour) -> AgreementPage:
    bring_to(tour, Step.AGREEMENT)
    page = tour.wizard.current()
    tour.bring_part(CHANGES)
    expect(isinstance(page, AgreementPage) and page.changes.isVisible(), "the changes are not shown")
    return cast("AgreementPage", page)


def _see(tour: Tour, count: int) -> None:
    """Until that many changes were on screen to their ends; what is longer than the panel is scrolled."""
    body = tour.child(QScrollArea, "change-body")
    for _ in range(_MOST_PAGES):
        if until(lambda: len({found.item for found in tour.session.state.differences}) >= count, _LOOK_MS):
            return
        tour.keys.go_to(body)
        tour.keys.press(Qt.Key.Key_PageDown)
    msg = f"change {count} does not count as shown"
    raise TourFailed(msg)
