"""What was really on this screen, and for how long: collected here, recorded by the core (design §8).

It holds what happened and draws no conclusion from it: a clause that was on screen was on screen.
Nobody can tell whether it was read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from installer.session.presentation import PageVisit, SectionShown, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from installer.agreement.clause import ClauseId, SectionId
    from installer.flow.steps import Step
    from installer.i18n import Language
    from installer.session.presentation import Grab, SavedAs

Sight: TypeAlias = "tuple[ClauseId, Language]"
"""A clause that is on screen, in which language."""


class PresentationLog:
    """Collects while a window is open. `clock` tells the time of day (aware, UTC), `timer` counts seconds.

    Two, since the time of day may be set while somebody reads.
    """

    def __init__(self, clock: Callable[[], datetime], timer: Callable[[], float]) -> None:
        self._clock = clock
        self._timer = timer
        self._pages: list[PageVisit] = []
        self._page: tuple[Step, Language, datetime] | None = None
        self._order: dict[ClauseId, int] = {}
        self._clauses: dict[tuple[SectionId, Language], set[ClauseId]] = defaultdict(set)
        self._seconds: dict[tuple[SectionId, Language], float] = defaultdict(float)
        self._sights: frozenset[Sight] = frozenset()
        self._since = timer()
        self._visible = True
        self._searches = 0
        self._printed = 0
        self._saved: list[SavedAs] = []
        self._labels: dict[str, str] = {}
        self._ticked: tuple[str, ...] | None = None
        self._grabs: list[Grab] = []

    # What happens

    def page_entered(self, step: Step, language: Language) -> None:
        """A page came on screen, or the page on screen speaks another language now."""
        if self._page is not None and self._page[:2] == (step, language):
            return
        self.page_left()
        self._page = (step, language, self._clock())

    def page_left(self) -> None:
        """The page on screen went."""
        if self._page is not None:
            self._pages.append(PageVisit(*self._page, self._clock()))
            self._page = None

    def text_ordered(self, clauses: Iterable[ClauseId]) -> None:
        """The clauses of the text, in its order."""
        self._order = {clause: number for number, clause in enumerate(clauses)}

    def on_screen(self, sights: frozenset[Sight]) -> None:
        """These clauses are on screen from now on, and no others."""
        self._count()
        self._sights = sights
        for clause, language in sights:
            self._clauses[_section_of(clause), language].add(clause)

    def window_seen(self, *, visible: bool) -> None:
        """Somebody looked whether the window is on screen, or minimised, hidden, or covered.

        When it is found away nothing counts since the look before: it may have gone right after it.
        """
        if visible:
            self._count()
        self._since = self._timer()
        self._visible = visible

    def searched(self) -> None:
        """Words were searched for."""
        self._searches += 1

    def printed(self) -> None:
        """The text was sent to a printer."""
        self._printed += 1

    def saved(self, kind: SavedAs) -> None:
        """The text was saved as a file."""
        self._saved.append(kind)

    def acceptance_shown(self, labels: Mapping[str, str], ticked: Iterable[str]) -> None:
        """The page of acceptance is on screen with these labels by control; these boxes are ticked.

        What was ticked counts at its first showing alone: later the person ticks.
        """
        self._labels = dict(labels)
        if self._ticked is None:
            self._ticked = tuple(ticked)

    def grabbed(self, grab: Grab) -> None:
        """A picture of the window was taken; the last one of a step is kept."""
        self._grabs = [kept for kept in self._grabs if kept.step is not grab.step] + [grab]

    # What there is to tell

    def shown(self) -> Shown:
        """All of it, up to now."""
        self._count()
        open_page = () if self._page is None else (PageVisit(*self._page, self._clock()),)
        return Shown(
            pages=(*self._pages, *open_page),
            sections=tuple(self._sections()),
            searches=self._searches,
            printed=self._printed,
            saved=tuple(dict.fromkeys(self._saved)),
            labels=dict(self._labels),
            ticked_by_default=self._ticked or (),
            grabs=tuple(self._grabs),
        )

    def _count(self) -> None:
        """Add the time since the last look to every section that was on screen during it."""
        now = self._timer()
        elapsed, self._since = now - self._since, now
        if not self._visible:
            return
        for key in {(_section_of(clause), language) for clause, language in self._sights}:
            self._seconds[key] += elapsed

    def _sections(self) -> Iterable[SectionShown]:
        def place(clause: ClauseId) -> int:
            return self._order.get(clause, len(self._order))

        firsts = {key: min(map(place, clauses)) for key, clauses in self._clauses.items()}
        for key in sorted(self._clauses, key=lambda key: (firsts[key], key)):
            section, language = key
            clauses = sorted(self._clauses[key], key=lambda clause: (place(clause), clause))
            yield SectionShown(
                section=section,
                language=language,
                clauses=tuple(clause.partition("/")[2] for clause in clauses),
                seconds=int(self._seconds[key]),
            )


def begin() -> PresentationLog:
    """A log that begins now, by the system's clocks."""
    import time

    from installer.session.opening import utc_now

    return PresentationLog(utc_now, time.monotonic)


def _section_of(clause: ClauseId) -> SectionId:
    return clause.partition("/")[0]
