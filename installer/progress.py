"""How long work tells what it is doing, without knowing who listens.

There is one stream of `Progress`. The wizard, the console and `--json` show the same moments of it;
`Spaced` leaves out what nobody could read.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from installer.errors import Cancelled, Code

if TYPE_CHECKING:
    from collections.abc import Callable

SETTLED: Final = 2.0
"""Seconds of data before a time left is named: earlier ones would jump about."""

WINDOW: Final = 10.0
"""Seconds over which the pace is taken: long enough to be calm, short enough to follow a change."""

SPACING: Final = 0.1
"""Seconds between two moments that are shown; the eye takes no more."""

_NOTED: Final = 0.2
"""Seconds between two notes of the pace."""


class Progress(NamedTuple):
    """A moment of an install. Bytes and files count what is verified and staged or committed."""

    phase: str
    """`check`, `stage`, `flush` (what was written is made durable), `commit`, `remove`; `external` while
    another installer runs."""
    component: str
    done_bytes: int
    total_bytes: int
    """0 in a phase that moves files and copies nothing."""
    done_files: int
    total_files: int
    seconds_left: int | None = None
    """Until the phase ends, at the pace of the last seconds. None while that is not known."""

    @property
    def fraction(self) -> float:
        """How much of the phase is done, from 0 to 1: by bytes, by files where no bytes are counted."""
        done, total = (
            (self.done_bytes, self.total_bytes) if self.total_bytes else (self.done_files, self.total_files)
        )
        return min(done / total, 1.0) if total else 0.0

    def to_document(self) -> dict[str, object]:
        """One line of the stream for machines: `{"progress": {…}}`."""
        return {"progress": self._asdict()}


class Report(Protocol):
    """Called with each `Progress`, from the thread that does the work."""

    def __call__(self, progress: Progress, /) -> None:
        """Take note of it; must be quick and must not raise."""
        ...


class Cancel:
    """A request to stop, set from any thread and looked at between blocks of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def request(self) -> None:
        """Ask the work to stop at the next safe point."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled(CANCELLED) when somebody asked."""
        if self.requested:
            raise Cancelled(Code.CANCELLED)


def ignore(_progress: Progress, /) -> None:
    """A `Report` that listens to nothing."""


class Pace:
    """How long the rest will take, from what was done in the last seconds.

    It is the pace between the oldest and the newest note of the window, so one stall or one burst
    moves it little. `clock` gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._notes: deque[tuple[float, int]] = deque()
        self._start: float | None = None

    def restart(self) -> None:
        """Forget everything: something else is counted from now on."""
        self._notes.clear()
        self._start = None

    def seconds_left(self, done: int, total: int) -> int | None:
        """Note that `done` of `total` is done; the whole seconds that the rest takes, rounded up.

        None before `SETTLED` seconds of data, and while nothing moves.
        """
        now = self._clock()
        if self._start is None:
            self._start = now
        if not self._notes or now - self._notes[-1][0] >= _NOTED:
            self._notes.append((now, done))
        while now - self._notes[0][0] > WINDOW and len(self._notes) > 1:
            self._notes.popleft()
        since, before = self._notes[0]
        if now - self._start < SETTLED or done <= before or total <= 0:
            return None
        return int(-(-max(total - done, 0) * (now - since) // (done - before)))


class Spaced:
    """A `Report` that passes on what people and scripts can follow.

    That is the first moment of each phase and component, the last one of a phase, and of those
    between one in `SPACING` seconds.
    """

    def __init__(self, report: Report, clock: Callable[[], float] = time.monotonic) -> None:
        self._report = report
        self._clock = clock
        self._last: Progress | None = None
        self._told = 0.0

    def __call__(self, progress: Progress, /) -> None:
        """Pass it on, or leave it out."""
        now = self._clock()
        last = self._last
        is_first = last is None or (last.phase, last.component) != (progress.phase, progress.component)
        is_end = progress.done_files == progress.total_files
        if is_first or (progress != last and (is_end or now - self._told >= SPACING)):
            self._last, self._told = progress, now
            self._report(progress)
