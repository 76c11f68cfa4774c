"""What a system cannot do is said where a test needs it, with the reason."""

from __future__ import annotations

import os
import sys

import pytest

IS_WINDOWS = sys.platform == "win32"

keeps_modes = pytest.mark.skipif(IS_WINDOWS, reason="Windows keeps no permission bits")
has_posix_links = pytest.mark.skipif(IS_WINDOWS, reason="links need a right on Windows, and Wine bends them")
has_posix_files = pytest.mark.skipif(IS_WINDOWS, reason="devices, pipes, user ids and statvfs are of POSIX")
has_desktop_files = pytest.mark.skipif(
    IS_WINDOWS, reason=".desktop files are of Linux; tests/windows has its own"
)
starts_scripts = pytest.mark.skipif(IS_WINDOWS, reason="starts shell scripts; tests/windows starts programs")
needs_root = pytest.mark.skipif(IS_WINDOWS or os.geteuid() != 0, reason="only root can be somebody else")
"""Marks for tests of what Windows does otherwise, or only root may do."""
