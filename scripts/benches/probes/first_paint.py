"""Report when a widget is first painted. Shared by the probes of `scripts/bench`.

A probe is started with the environment variable `BENCH_START`, the monotonic clock's nanoseconds
just before its process was made; that clock is one for all processes of a machine.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class FirstPaint(QObject):
    """Prints the time of a widget's first paint and ends the event loop; `quiet` only keeps it.

    A paint counts once `when` holds. The time runs from `since`, nanoseconds of the monotonic clock, by
    default from the process's start.
    """

    def __init__(
        self, widget: QWidget, since: int | None = None, when: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(widget)
        self._when = when
        self.quiet = False
        self.milliseconds = 0.0
        self._since = int(os.environ["BENCH_START"]) if since is None else since
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at the paint event and let it go on."""
        if watched is self._widget and event.type() == QEvent.Type.Paint and self._when():
            self._widget.removeEventFilter(self)
            # After the whole window has painted, not in the midst of it.
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.milliseconds = (time.monotonic_ns() - self._since) / 1e6
        if not self.quiet:
            print(self.milliseconds, flush=True)
        QApplication.exit()  # `quit` would close the window first
