"""Python's collector runs in the window's thread alone, and between two of Qt's events.

It runs wherever Python just made an object: in the thread that installs, where destroying a widget
crashes Qt, or while Qt walks over a list of its widgets and tells each of a new look, the destroyed as well.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector waiting where there is no `Collector` yet, for a call that tells every widget."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
