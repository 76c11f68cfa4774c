"""A file system on which programs hold files, as on Windows: some may not be renamed, some not removed."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from installer.install.files import files

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


@dataclass
class Holding:
    """The real port but for this. `at_restart` is what the system was asked to remove at its next start."""

    opened: set[str] = field(default_factory=set)
    """Names that somebody has opened for himself: neither renamed nor removed."""
    running: bool = False
    """Whether a program runs from what was set aside: renamed, but not removed."""
    at_restart: list[Path] = field(default_factory=list)

    def rename(self, name: str, parent: int, new_name: str, new_parent: int) -> None:
        self._refuse(name, held=name in self.opened)
        self._rename(name, parent, new_name, new_parent)

    def remove_file(self, name: str, parent: int) -> None:
        self._refuse(name, held=name in self.opened or (self.running and name.isdigit()))
        self._remove_file(name, parent)

    def remove_at_restart(self, path: Path) -> None:
        self.at_restart.append(path)

    @staticmethod
    def _refuse(name: str, *, held: bool) -> None:
        if held:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), name)

    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the three calls."""
        self._rename, self._remove_file = files.rename, files.remove_file
        for name in ("rename", "remove_file", "remove_at_restart"):
            monkeypatch.setattr(files, name, getattr(self, name))
