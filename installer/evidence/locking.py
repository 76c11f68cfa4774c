"""One process at a time: a lock that the kernel drops when its holder dies, however it dies.

By the same calls as `filelock`, and understood by it; importing that takes longer than all that the lock
is held for.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE_SECONDS: Final = 0.02
"""Between two tries."""
_OPEN: Final[int] = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def holding(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file, which stays when it is let go.

    Raises TimeoutError where another process or thread holds it for longer than `seconds`, and OSError.
    """
    handle = os.open(path, _OPEN, 0o600)
    try:
        _wait(handle, time.monotonic() + seconds)
        yield
    finally:
        os.close(handle)  # with it goes the lock


def _wait(handle: int, until: float) -> None:
    while not _take(handle):
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(_PAUSE_SECONDS)


if sys.platform == "win32":  # pragma: no cover - reached on Windows only

    def _take(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _take(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
