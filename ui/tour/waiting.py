"""Waits for what the event loop brings, and hears what goes wrong meanwhile."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler

from ui.keyboard import TourFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QMessageLogContext

_NOT_OURS: Final = "This plugin does not support "
"""Qt's screenless platform says so of some window functions."""
_POLL: Final = 10
"""Milliseconds between two looks at a condition."""
_LIMIT: Final = 60_000
"""Milliseconds after which a condition will not come true any more."""


@contextmanager
def listening(complaints: list[str]) -> Iterator[None]:
    """Whatever Qt warns of, and whatever a slot raises, is added to `complaints`."""

    def on_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not text.startswith(_NOT_OURS):
            complaints.append(f"Qt: {text}")

    def on_exception(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        complaints.append(f"{kind.__name__}: {error}")

    hook, handler = sys.excepthook, qInstallMessageHandler(on_message)
    sys.excepthook = on_exception
    try:
        yield
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(handler)


def settle() -> None:
    """Let everything that is due happen: layouts, paints, single-shot timers."""
    until(lambda: False, limit=3 * _POLL)


def until(holds: Callable[[], bool], limit: int = _LIMIT) -> bool:
    """Run the event loop until the condition holds; False when it never did in `limit` milliseconds."""
    loop, timer, deadline = QEventLoop(), QTimer(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if holds() else None)
    deadline.setSingleShot(True)
    deadline.timeout.connect(loop.quit)
    timer.start(_POLL)
    deadline.start(limit)
    loop.exec()
    return holds()


def expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the thing that is asked
    """Raise TourFailed with `otherwise` unless the thing holds."""
    if not holds:
        raise TourFailed(otherwise)
