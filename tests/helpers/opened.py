"""What the program gives to the system's browser or file manager to open."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Opener(QObject):
    """Stands where the other program would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url)


@contextmanager
def opened(scheme: str) -> Iterator[list[QUrl]]:
    """Addresses of this scheme that are opened meanwhile, in order; nothing else opens them."""
    opener = _Opener()
    QDesktopServices.setUrlHandler(scheme, opener, "open")
    try:
        yield opener.opened
    finally:
        QDesktopServices.unsetUrlHandler(scheme)
