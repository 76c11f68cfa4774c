"""What is done at each stop of the tour: look at the window in every size, and picture it in every look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWizard

from ui.tour.finding import Fault
from ui.tour.focus import check_focus
from ui.tour.geometry import check_window, shown
from ui.tour.waiting import expect, settle, until

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

    from ui.theme import Theme
    from ui.tour.album import Album
    from ui.tour.finding import Finding
    from ui.tour.tongue import Tongue
    from ui.tour.views import View

_LEVELS: Final = 4
"""What one layout finds out, the one around it hears in the next round."""
_TRIES: Final = 8
"""A fault that passes by itself is a layout still on its way, on a machine with much to do."""
_IN_THE_NEXT_TURN: Final = frozenset({Fault.FOCUS_CUT, Fault.OUTSIDE})
"""What areas that scroll mend only when events pass: they follow the focus, and take their bars away."""


@dataclass
class Photographer:
    """Looks at each stop in every view of this process, and pictures it in the looks of the album."""

    theme: Theme
    views: Sequence[View]
    album: Album
    tongue: Tongue | None = None
    """Looks for words of another language; None where the source's own is spoken."""
    findings: dict[Finding, str] = field(default_factory=dict)
    """Each with the first stop, view and look where it was found."""

    def stop(self, name: str, window: QWidget, *, still: bool = False) -> None:
        """Look at `window` as it is now. It has its size and its look again afterwards.

        `still`: no event may pass meanwhile, because what is on screen would go on.
        """
        size, first = window.size(), self.theme.look
        # A dialog has the size that it chose, and fits into the smallest window.
        views = self.views if isinstance(window, QWizard) else self.views[:1]
        for look in self.album.looks(name):
            # To give every widget a look takes a tenth of a second and more.
            if look is not self.theme.look:
                self.theme.force(look)
            for view in views:
                window.resize(view.size if isinstance(window, QWizard) else size.boundedTo(view.size))
                self._look(f"{name} ({view.name}, {look})", window, view, still=still)
                self.album.keep(window.grab(), name, view, look)
        if self.theme.look is not first:
            self.theme.force(first)
        window.resize(size)
        if not still:
            settle()

    def _look(self, where: str, window: QWidget, view: View, *, still: bool) -> None:
        if still:
            # Only what lays the window out, and nothing that another thread has to say.
            for _ in range(_LEVELS):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        else:
            # A part without a parent that is shown is a window of its own, and takes the keyboard away.
            expect(until(window.isActiveWindow), f"{where}: another window of ours took the keyboard away")
            settle()
        found = _patient_check(window, view.size, tries=1 if still else _TRIES)
        self._note(where, [each for each in found if not still or each.fault not in _IN_THE_NEXT_TURN])
        if view is self.views[0] and self.tongue is not None:
            self._note(where, self.tongue.check(window, shown(window)))
        if not still and view is self.views[0]:
            self._note(where, check_focus(window))

    def _note(self, where: str, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.findings.setdefault(finding, where)


def _patient_check(window: QWidget, asked: QSize, tries: int) -> list[Finding]:
    """What is wrong and stays so."""
    found = check_window(window, asked)
    for _ in range(tries - 1):
        if found:
            settle()
            found = check_window(window, asked)
    return found
