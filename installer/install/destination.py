"""The target folder, by handle: no name, link or race leads a write out of it.

Every folder below the target is opened relative to its parent's handle with `O_NOFOLLOW`, so a
link planted at any depth, even between two calls, is refused and never followed (`openat(2)`).
Paths given here are relative, with `/`, and already checked by `names.check_name` or made by us.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from installer.errors import Code, Refused
from installer.install import durable

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_EXISTING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

KEPT_SUFFIX: Final = ".assent-kept"
"""Added to the name of somebody's file that is in the way of ours."""

_MOST_HANDLES: Final = 64
"""Folder handles kept open; more than this and all are closed and opened again when needed."""

_BLOCK: Final = 1 << 20


@dataclass(frozen=True)
class Found:
    """A regular file as it is now. `stamp` changes when somebody writes to it or replaces it."""

    sha256: str
    mode: int
    stamp: tuple[int, ...]


class Root:
    """An open target folder.

    All methods raise OSError, or Refused(TARGET_FOREIGN, path) where something other than a plain
    file or folder of the target stands in the way.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # The target itself may be reached through a link: that is the person's own choice.
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        self._folders: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.forget_handles()
        os.close(self._handle)

    def forget_handles(self) -> None:
        """Close the handles of all folders but the target's own."""
        while self._folders:
            os.close(self._folders.popitem()[1])

    def folder(self, path: str) -> int:
        """A handle of an existing folder, valid until the next call."""
        if len(self._folders) >= _MOST_HANDLES:
            self.forget_handles()
        return self._open_folder(path)

    def _open_folder(self, path: str) -> int:
        if not path:
            return self._handle
        if path not in self._folders:
            parent, _, name = path.rpartition("/")
            try:
                self._folders[path] = os.open(name, _FOLDER, dir_fd=self._open_folder(parent))
            except OSError as exc:
                if exc.errno in {errno.ENOTDIR, errno.ELOOP}:
                    raise self._foreign(path) from exc
                raise
        return self._folders[path]

    def _foreign(self, path: str) -> Refused:
        return Refused(Code.TARGET_FOREIGN, path=str(self.path / path))

    def exists(self, path: str) -> bool:
        """Whether anything at all has this name."""
        parent, _, name = path.rpartition("/")
        try:
            os.lstat(name, dir_fd=self.folder(parent))
        except FileNotFoundError:
            return False
        return True

    def has_folder(self, path: str) -> bool:
        """Whether this is a folder; a file or link of that name is refused."""
        try:
            self.folder(path)
        except FileNotFoundError:
            return False
        return True

    def look(self, path: str) -> Found | None:
        """What regular file is there now, or None. Reads it whole."""
        handle = self._open_file(path)
        if handle is None:
            return None
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                raise self._foreign(path)
            digest = hashlib.sha256()
            while block := os.read(handle, _BLOCK):
                digest.update(block)
            return Found(digest.hexdigest(), stat.S_IMODE(before.st_mode), _stamp(before))
        finally:
            os.close(handle)

    def _open_file(self, path: str) -> int | None:
        parent, _, name = path.rpartition("/")
        try:
            return os.open(name, _EXISTING, dir_fd=self.folder(parent))
        except FileNotFoundError:
            return None
        except OSError as exc:
            if exc.errno in {errno.ELOOP, errno.ENXIO}:
                raise self._foreign(path) from exc
            raise

    def is_still(self, path: str, found: Found) -> bool:
        """Whether nobody touched the file since `look`, without reading it again."""
        parent, _, name = path.rpartition("/")
        try:
            return _stamp(os.lstat(name, dir_fd=self.folder(parent))) == found.stamp
        except FileNotFoundError:
            return False

    def kept_name(self, path: str) -> str:
        """A free name beside a file under which it can be kept."""
        name, number = path + KEPT_SUFFIX, 1
        while self.exists(name):
            number += 1
            name = f"{path}{KEPT_SUFFIX}-{number}"
        return name

    def read(self, path: str) -> bytes | None:
        """The bytes of a small file of ours, or None when there is none."""
        handle = self._open_file(path)
        if handle is None:
            return None
        with open(handle, "rb") as file:  # noqa: PTH123 - a handle, not a path
            return file.read()

    def create(self, path: str) -> int:
        """A handle to write a new file with; an existing one of that name is an error."""
        parent, _, name = path.rpartition("/")
        return os.open(name, _NEW_FILE, 0o600, dir_fd=self.folder(parent))

    def move(self, source: str, to: str) -> None:
        """Rename within the target; both folders exist."""
        parent, _, name = source.rpartition("/")
        new_parent, _, new_name = to.rpartition("/")
        self.folder(parent)
        destination = self.folder(new_parent)
        # Asked again because the second call may have closed the first handle.
        os.rename(name, new_name, src_dir_fd=self._open_folder(parent), dst_dir_fd=destination)

    def make_folder(self, path: str) -> None:
        """Make a folder whose parent exists."""
        parent, _, name = path.rpartition("/")
        os.mkdir(name, 0o755, dir_fd=self.folder(parent))

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder; one that is in use by somebody's files, or gone, is left alone.

        Gone is also one whose name, or whose parent's, is now a file's.
        """
        parent, _, name = path.rpartition("/")
        self._forget(path)
        try:
            os.rmdir(name, dir_fd=self.folder(parent))
        except Refused:
            return
        except OSError as exc:
            if exc.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR}:
                raise

    def _forget(self, path: str) -> None:
        handle = self._folders.pop(path, None)
        if handle is not None:
            os.close(handle)

    def remove(self, path: str) -> None:
        """Remove a file of ours; one that is gone already is fine."""
        parent, _, name = path.rpartition("/")
        try:
            os.unlink(name, dir_fd=self.folder(parent))
        except FileNotFoundError:
            return

    def empty_and_remove(self, path: str) -> None:
        """Remove a flat folder of ours with the files in it; one that is gone already is fine."""
        if self.has_folder(path):
            for name in os.listdir(self.folder(path)):  # noqa: PTH208 - a handle, not a path
                self.remove(f"{path}/{name}")
            self.remove_folder(path)

    def sync(self) -> None:
        """Make everything written below the target durable."""
        durable.sync_file_system(self._handle)

    def sync_folder(self, path: str) -> None:
        """Make the names in one folder durable."""
        os.fsync(self.folder(path))


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, stat.S_IMODE(found.st_mode)


def make_target(path: Path) -> int:
    """Make the target folder if it is not there. How many levels of folders that took. Raises OSError."""
    missing = []
    place = path.absolute()
    while not place.exists():
        missing.append(place)
        place = place.parent
    made = 0
    try:
        for place in reversed(missing):
            place.mkdir()
            made += 1
    except OSError:
        unmake_target(place.parent, made)
        raise
    return made


def unmake_target(path: Path, made: int) -> None:
    """Remove what `make_target` made, as far as it is empty."""
    place = path.absolute()
    for _ in range(made):
        try:
            place.rmdir()
        except OSError:
            return
        place = place.parent
