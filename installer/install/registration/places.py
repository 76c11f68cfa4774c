"""Where entries are kept: a folder of `.desktop` files, or Windows' list of programs.

A place holds small texts by name. It is outside the target, so it is written by the engine's own steps,
from the journal alone, and put back the same way.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from installer.errors import Code, UntrustedData
from installer.install import durable
from installer.install.destination import make_target
from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Callable

Kind: TypeAlias = Literal["desktop", "program-list"]

APPLICATIONS: Final = "applications"
NOT_OURS: Final = "\0"
"""No entry reads so: neither of the two formats may hold it."""

_NAME: Final = r"assent-[a-z0-9][a-z0-9.-]{0,80}"
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_MAX_TEXT: Final = 1 << 16


class Place(Protocol):
    """A place of entries. All methods raise OSError."""

    def read(self, name: str) -> str | None:
        """The entry of that name, None when there is none. What is no plain file reads as NOT_OURS."""
        ...

    def write(self, name: str, text: str) -> None:
        """Make or replace the entry, durably and all at once."""
        ...

    def remove(self, name: str) -> None:
        """Remove the entry; one that is gone already is fine."""
        ...

    def where(self, name: str) -> str:
        """What to call the entry in a plan."""
        ...


Open: TypeAlias = "Callable[[Kind, str], Place]"


def check_entry(kind: str, folder: str, name: str) -> None:
    """A journal and an inventory are obeyed, so they may name entries of ours and nothing else.

    Raises UntrustedData(NAME_REFUSED, path, rule).
    """
    path = Path(folder)
    fits = kind != "desktop" or (path.is_absolute() and path.name == APPLICATIONS and ".." not in path.parts)
    if not fits or not re.fullmatch(_NAME, name):
        raise UntrustedData(Code.NAME_REFUSED, path=f"{folder}/{name}", rule="not-an-entry")


def open_place(kind: Kind, folder: str) -> Place:
    """The place, for a folder that `folder_for` named or a journal remembers. Raises OSError elsewhere."""
    if sys.platform == "win32" and kind == "program-list":  # pragma: no cover - reached on Windows only
        from installer.install.registration.windows import ProgramList

        return ProgramList(folder)
    if kind != "desktop":
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), kind)
    return DesktopFiles(Path(folder))


def folder_for(target: Path) -> tuple[Kind, str]:
    """Which place a component in this target belongs to.

    The machine's where an administrator installs outside the own home folder, else the person's.
    """
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.install.registration.windows import hive

        return "program-list", hive()
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if os.geteuid() == 0 and not target.is_relative_to(home):
        shared = os.environ.get("XDG_DATA_DIRS", "").split(":")[0] or "/usr/local/share"
        return "desktop", str(Path(shared) / APPLICATIONS)
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return "desktop", str(Path(own) / APPLICATIONS)


class DesktopFiles:
    """`.desktop` files of one folder (Desktop Base Directory Specification)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def where(self, name: str) -> str:
        """See `Place`."""
        return str(self._folder / f"{name}.desktop")

    def read(self, name: str) -> str | None:
        """See `Place`."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            handle = os.open(self.where(name), flags)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            if Path(self.where(name)).is_symlink():
                return NOT_OURS
            raise
        try:
            text = os.read(handle, _MAX_TEXT).decode("utf-8", "replace")
        except IsADirectoryError:
            return NOT_OURS
        finally:
            os.close(handle)
        return text

    def write(self, name: str, text: str) -> None:
        """See `Place`. The folder is made where there is none yet."""
        make_target(self._folder)
        waiting = self._waiting(name)
        handle = os.open(waiting, _NEW_FILE, 0o644)
        try:
            durable.write_all(handle, text.encode("utf-8"))
            files.finish(handle, 0o644)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.rename(waiting, self.where(name))  # noqa: PTH104 - the calls are those of the engine
        self._sync()

    def remove(self, name: str) -> None:
        """See `Place`."""
        for path in (self._waiting(name), self.where(name)):
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(path)  # noqa: PTH108 - as above
                self._sync()

    def _waiting(self, name: str) -> str:
        # Not called .desktop: a menu must not show half an entry.
        return str(self._folder / f".{name}.new")

    def _sync(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
