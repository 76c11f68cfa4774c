"""The system's own calls on a target, one implementation per system, chosen here and nowhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if sys.platform == "win32":
    from installer.install.files import windows as files
else:
    from installer.install.files import posix as files

if TYPE_CHECKING:
    from installer.install.files.port import Files

    _: Files = files

__all__ = ["files"]
