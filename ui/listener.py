"""The first window's side of `ui.single`: it waits for a second start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.single import meeting_place

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtNetwork import QLocalServer


class Listener(QObject):
    """Waits for a second start. Of several at the same place the newest is called.

    Signals:
        called(): another start wants this window to come forward.
    """

    called = Signal()

    def __init__(self, state_folder: Path) -> None:
        super().__init__()
        self._server: QLocalServer | None = None
        place = meeting_place(state_folder)
        if place is not None:
            self._listen(place)

    def close(self) -> None:
        """Wait no longer, and clear the place."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _listen(self, place: str) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # What a window that died has left there.
        QLocalServer.removeServer(place)
        if server.listen(place):
            self._server = server
            server.newConnection.connect(self._on_new_connection)

    def _on_new_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().close()
        self.called.emit()
