"""What Windows knows of restarts: when the last one was, and what it is to rename at the next one.

Imported there only.
"""

from __future__ import annotations

import ctypes
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

_MINUTE: Final = 60
_REPLACE: Final = 0x1
_AT_RESTART: Final = 0x4


def booted_at() -> str:
    """The minute of the last start, so that a clock that is set by a second is no restart."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetTickCount64.restype = ctypes.c_uint64
    return str(round((time.time() - kernel.GetTickCount64() / 1000) / _MINUTE))


def rename_at_restart(source: Path, to: Path | None) -> None:
    """Let Windows rename a file that is in use at the next start, or remove it. Raises OSError.

    Needs an administrator: the list stands in the machine's registry (`PendingFileRenameOperations`).
    """
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    moved = kernel.MoveFileExW(
        ctypes.c_wchar_p(str(source)),
        ctypes.c_wchar_p(None if to is None else str(to)),
        _AT_RESTART if to is None else _AT_RESTART | _REPLACE,
    )
    if not moved:
        raise ctypes.WinError(ctypes.get_last_error())
