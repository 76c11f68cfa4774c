"""The target folder, by handle: no name, link or race leads a write out of it.

Every folder below the target is opened relative to its parent's handle and nothing is followed, so a
link planted at any depth, even between two calls, is refused (`files.port` says how).
Paths given here are relative, with `/`, and already checked by `names.check_name` or made by us.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

import msgspec

from installer.errors import Code, Refused
from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType

KEPT_SUFFIX: Final = ".assent-kept"
"""Added to the name of somebody's file that is in the way of ours."""

_MOST_HANDLES: Final = 64
"""Folder handles kept open; more than this and all are closed and opened again when needed."""

_BLOCK: Final = 1 << 20


class Found(msgspec.Struct, frozen=True):
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
        self._handle = files.open_top(path)
        self._folders: dict[str, int] = {}
        self._between: Callable[[], None] = _nothing
        self.in_use: list[str] = []
        """Files of ours that could not be removed because programs still run from them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.forget_handles()
        os.close(self._handle)

    @contextmanager
    def pausing(self, between: Callable[[], None]) -> Iterator[None]:
        """Within it `look` calls `between` after each block; what that raises comes out of `look`."""
        self._between = between
        try:
            yield
        finally:
            self._between = _nothing

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
                self._folders[path] = files.open_folder(name, self._open_folder(parent))
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
            files.lstat(name, self.folder(parent))
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
                self._between()
            return Found(digest.hexdigest(), files.mode_of(before), _stamp(before))
        finally:
            os.close(handle)

    def _open_file(self, path: str) -> int | None:
        parent, _, name = path.rpartition("/")
        try:
            return files.open_file(name, self.folder(parent))
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
            return _stamp(files.lstat(name, self.folder(parent))) == found.stamp
        except FileNotFoundError:
            return False

    def names(self, path: str) -> list[str]:
        """What is in an existing folder."""
        return files.names(self.folder(path))

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
        return files.create(name, self.folder(parent))

    def move(self, source: str, to: str) -> None:
        """Rename within the target; both folders exist."""
        parent, _, name = source.rpartition("/")
        new_parent, _, new_name = to.rpartition("/")
        self.folder(parent)
        destination = self.folder(new_parent)
        # Asked again because the second call may have closed the first handle.
        files.rename(name, self._open_folder(parent), new_name, destination)

    def make_folder(self, path: str) -> None:
        """Make a folder whose parent exists."""
        parent, _, name = path.rpartition("/")
        files.make_folder(name, self.folder(parent))

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder; one that is in use by somebody's files, or gone, is left alone.

        Gone is also one whose name, or whose parent's, is now a file's.
        """
        parent, _, name = path.rpartition("/")
        self._forget(path)
        try:
            files.remove_folder(name, self.folder(parent))
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
            files.remove_file(name, self.folder(parent))
        except FileNotFoundError:
            return

    def empty_and_remove(self, path: str) -> None:
        """Remove a flat folder of ours with the files in it; one that is gone already is fine.

        A file that is in use stays until the computer restarts, and is then in `in_use`.
        """
        if not self.has_folder(path):
            return
        staying = [name for name in self.names(path) if not self._is_removed(f"{path}/{name}")]
        self.in_use += [f"{path}/{name}" for name in staying]
        self.remove_folder(path)
        if staying:
            # The folders last, and each only where it is empty then.
            for place in (*(f"{path}/{name}" for name in staying), path, path.rpartition("/")[0]):
                files.remove_at_restart(self.path.absolute() / place)

    def _is_removed(self, path: str) -> bool:
        try:
            self.remove(path)
        except OSError as exc:
            if exc.errno != errno.EBUSY:
                raise
            return False
        return True

    def sync(self) -> None:
        """Make everything written below the target durable."""
        files.sync_file_system(self._handle)

    def sync_folder(self, path: str) -> None:
        """Make the names in one folder durable."""
        files.sync_folder(self.folder(path))


def _nothing() -> None:
    """Nobody waits for anything between two blocks."""


def _stamp(found: os.stat_result) -> tuple[int, ...]:
    return found.st_ino, found.st_size, found.st_mtime_ns, files.mode_of(found)


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
