"""Where a situation plays: a world without a screen, and the wizard on it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.flow.state import SectionTicked
from installer.flow.steps import Step
from ui.pages.agreement import AgreementPage
from ui.tour.waiting import expect, until
from ui.tour.walk import Tour
from ui.tour.world import ANNA, World, choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.acceptance.parties import Parties
    from ui.tour.pictures import Photographer
    from ui.translation import Translation


@dataclass
class Ground:
    """One language's ground at one scale."""

    world: World
    translation: Translation
    photographer: Photographer

    @contextmanager
    def tour(self) -> Iterator[Tour]:
        """A wizard on its first page, in the world's language; gone again whatever happens."""
        self.translation.switch(self.world.language)
        tour = Tour(self.world.session(), self.translation, self.world.language, self.photographer)
        # The largest: as much as may be is on screen at once.
        tour.wizard.resize(self.photographer.views[-1].size)
        tour.open()
        try:
            yield tour
        finally:
            tour.wizard.close_anyway()
            tour.wizard.deleteLater()


def bring_to(tour: Tour, step: Step, parties: Parties = ANNA, *, read: bool = False) -> None:
    """Say what the pages before that one ask for, and go there; `read` ticks every section as read."""
    choose(tour.session, parties)
    for section in tour.session.determination.sections if read else ():
        tour.session.send(SectionTicked(section, ticked=True))
    steps = tour.session.steps()
    if steps.index(step) >= steps.index(Step.AGREEMENT):
        tour.wizard.go_to(Step.AGREEMENT)
        _wait_for_text(tour)
    tour.wizard.go_to(step)
    tour.arrive(step)


def _wait_for_text(tour: Tour) -> None:
    """What scrolls before the text is laid out is put back to where the text was."""
    page = tour.wizard.current()
    languages = set(tour.session.edition.languages)
    if isinstance(page, AgreementPage):
        expect(until(lambda: set(page.read_back()) == languages), "the text is not on screen")
        expect(until(lambda: page.reader.view.pair.is_settled), "the text is not laid out")


def accept(tour: Tour, parties: Parties = ANNA) -> None:
    """By keyboard, from the page of the acceptance to the review."""
    bring_to(tour, Step.ACCEPTANCE, parties, read=True)
    tour.meet(Step.ACCEPTANCE)
    tour.go_on()
    tour.arrive(Step.REVIEW)
