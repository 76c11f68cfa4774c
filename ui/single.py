"""One window for each person and state folder: a second start raises the first one's window.

It is a convenience and decides nothing: where the meeting place cannot be had, both windows live.
Two installs at a time are kept apart by the lock of the target (design §10). Here is the second start's
side, which comes before anything of Qt; `ui.listener` is the first one's.
"""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path
from typing import Final

from installer import host

_PATIENCE_MS: Final = 500
"""A window that lives answers within that; the rest of one that died never does."""


def hand_over(state_folder: Path) -> bool:
    """Have the window that is already open come forward. False where there is none."""
    place = meeting_place(state_folder)
    if place is None or not (host.is_windows() or os.path.lexists(place)):
        return False
    from PySide6.QtNetwork import QLocalSocket  # only where somebody may be there

    socket = QLocalSocket()
    socket.connectToServer(place)
    answered = socket.waitForConnected(_PATIENCE_MS)
    socket.abort()
    return answered


def meeting_place(state_folder: Path) -> str | None:
    """The name of the socket; None where this user has no folder that is theirs alone."""
    # No digest: this is a name, and the library of digests takes 4 ms of the start.
    name = f"assent-{zlib.crc32(os.fsencode(state_folder.absolute())):08x}"
    if host.is_windows():  # pragma: no cover - reached on Windows only
        return name
    # The system's folder for such things; where it has none, the one with this user's state.
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or state_folder)
    return str(folder / name) if _is_own(folder) else None


def _is_own(folder: Path) -> bool:
    """Whether nobody else can put anything there: no window is raised at a stranger's word."""
    try:
        found = folder.stat()
    except OSError:
        return False
    return sys.platform != "win32" and found.st_uid == os.getuid() and not found.st_mode & 0o022
