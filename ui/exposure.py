"""Whether a window is on a screen, as far as the system tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LOOK_MS: Final = 500
"""Between two looks. Qt has no signal for a window that others cover, and while it is taken down it
sends more events than one wants to hear."""
_UNSEEN: Final = frozenset({QWindow.Visibility.Hidden, QWindow.Visibility.Minimized})
_AWAY: Final = frozenset({Qt.ApplicationState.ApplicationHidden, Qt.ApplicationState.ApplicationSuspended})


class Exposure(QObject):
    """Looks at one window again and again: on screen is what is exposed, and not hidden or minimised.

    Another window that has the keyboard changes nothing: both can be seen side by side. One that others
    cover whole, or that a locked session covers, is away where the system says so: Qt passes that on
    from Wayland and macOS, and hears nothing of it from X11 and Windows.

    Signals:
        looked(bool): whether it is on screen now.
    """

    looked = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._widget = window
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def visible(self) -> bool:
        """Whether it is on screen now."""
        window: QWindow | None = self._widget.windowHandle()
        return (
            window is not None
            and window.visibility() not in _UNSEEN
            and window.isExposed()
            and QGuiApplication.applicationState() not in _AWAY
        )

    def look(self) -> None:
        """Look now."""
        self.looked.emit(self.visible)
