"""Whether this process may change the system itself."""

from __future__ import annotations

import os
import sys


def is_administrator() -> bool:
    """Root, or on Windows a process with an administrator's full token."""
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0
