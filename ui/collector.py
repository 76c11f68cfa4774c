"""Python's collector runs in the window's thread alone, and between two of Qt's events.

It runs wherever Python just made an object: in the thread that installs, where destroying a widget
crashes Qt, or while Qt walks over a list of its widgets and tells each of a new look, the destroyed as well.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PERIOD_MS: Final = 1000


class Collector(QObject):
    """Takes the place of the automatic collections as long as its parent lives.

    It asks once a second what Python asks at each new object: whether a generation has grown past its
    threshold.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_PERIOD_MS)

    def look(self) -> None:
        """Collect the oldest generation that has grown enough, and the younger ones with it."""
        grown = zip(gc.get_count(), gc.get_threshold(), strict=True)
        full = [generation for generation, (count, limit) in enumerate(grown) if count > limit]
        if full:
            gc.collect(full[-1])


class NoCollection:
    """Keep the collector waiting where there is no `Collector` yet, for a call that tells every widget."""

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, *_raised: object) -> None:
        if self._was_on:
            gc.enable()
