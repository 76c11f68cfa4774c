"""The silent path with nothing to carry: each run is a process of its own, from its start to its end.

Beside each stands Python that does nothing: what a process costs here before a line of ours runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benches import payload
from benches.rows import PYTHON, Programs, Row
from benches.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AIM: Final = 150
"""Milliseconds of a silent acceptance, a plan, or an install with next to no payload."""

PLAIN: Final = "python -c pass"
ALREADY_INSTALLED: Final = 102
NOT_ACCEPTED: Final = 172


def rows(scratch: Path) -> list[Row]:
    """All rows."""
    runs = Runs(scratch / "silent")
    return [
        runs.row("assent install --quiet, one small file", runs.install),
        runs.row("assent install --quiet, covered by an earlier acceptance", runs.covered),
        runs.row("assent install --quiet, already installed", runs.again),
        runs.row("assent install --quiet, nothing accepted", runs.refused),
        runs.row("assent accept, a machine's first", runs.accept),
        runs.row("assent accept, one more", runs.accept_again),
        runs.row("assent plan", runs.plan),
    ]


class Runs:
    """Runs of one machine that has installed and accepted already, and of machines that never have."""

    def __init__(self, scratch: Path) -> None:
        scratch.mkdir()
        self._machine, self._nobody = Programs(scratch), Programs(scratch / "nobody")
        self._site = Site(scratch, self._machine)
        self._bundle, self._installed = scratch / "bundle", scratch / "installed"
        payload.make_small_bundle(self._bundle, scratch / "trees")
        self._machine.timed(self._site.install(self._installed, self._bundle))

    def row(self, name: str, ours: Callable[[], float]) -> Row:
        """One of them beside Python alone."""
        return Row(
            name, ours, PLAIN, lambda: self._machine.timed([PYTHON, "-c", "pass"]), most_milliseconds=AIM
        )

    def install(self) -> float:
        """On a machine that has never seen one: key and log are made too."""
        return self._new_machine().timed(self._site.install(self._site.fresh("target"), self._bundle))

    def covered(self) -> float:
        """Into another folder of the machine that has accepted: nothing is named, nothing is asked."""
        command = self._site.install(self._site.fresh("target"), self._bundle, accept=False)
        return self._machine.timed(command)

    def again(self) -> float:
        """What is there already."""
        command = self._site.install(self._installed, self._bundle)
        return self._machine.timed(command, status=ALREADY_INSTALLED)

    def refused(self) -> float:
        """The way to the refusal where nothing was ever accepted."""
        command = self._site.install(self._site.fresh("target"), self._bundle, accept=False)
        return self._nobody.timed(command, status=NOT_ACCEPTED)

    def accept(self) -> float:
        """The first acceptance: key and log are made."""
        return self._new_machine().timed(self._site.accept())

    def accept_again(self) -> float:
        """An acceptance where there are some already."""
        return self._machine.timed(self._site.accept())

    def plan(self) -> float:
        """What would be done."""
        return self._machine.timed(self._site.plan(self._site.fresh("target"), self._bundle))

    def _new_machine(self) -> Programs:
        return Programs(self._site.fresh("machine"))
