"""`port.Files` for Windows: names relative to the handle of a folder, by the kernel's own calls.

`NtCreateFile` opens a name relative to a folder's handle as `openat` does, and with
FILE_OPEN_REPARSE_POINT opens a link or junction itself; whatever is one is then refused. Windows keeps
no permission bits: a file has the access list of the folder that it is made in.
"""

from __future__ import annotations

import errno
import msvcrt
import os
import shutil
import stat
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from installer.install import restart_windows
from installer.install.files import nt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

_MODE: Final = 0o644
"""Said of every file, so that a bundle's permission bits never look changed."""

_LOCKED_BYTE: Final = 1 << 30
"""Far behind the end: what is locked cannot be read by others, and they are to read the process id."""


_PAUSES: Final = (0.01, 0.03, 0.06, 0.1)
"""Seconds between tries; all of them together are less than the 200 ms in which a cancel must be seen."""


def open_top(path: Path) -> int:
    """See `Files`."""
    return _number(nt.open_path(path), os.O_RDONLY)


def open_folder(name: str, parent: int) -> int:
    """See `Files`."""
    handle = _number(nt.open_at(_of(parent), name, nt.LIST, nt.FOLDER), os.O_RDONLY)
    return _no_link(handle)


def open_file(name: str, parent: int) -> int:
    """See `Files`."""
    return _no_link(_number(nt.open_at(_of(parent), name, nt.READ), os.O_RDONLY))


def open_again(name: str, parent: int) -> int:
    """See `Files`."""
    return _no_link(_number(nt.open_at(_of(parent), name, nt.READ | nt.WRITE, nt.FILE), os.O_RDWR))


def open_or_create(name: str, parent: int) -> int:
    """See `Files`."""
    handle = nt.open_at(_of(parent), name, nt.READ | nt.WRITE, nt.FILE, nt.OPEN_OR_CREATE)
    return _no_link(_number(handle, os.O_RDWR))


def create(name: str, parent: int) -> int:
    """See `Files`."""
    return _number(nt.open_at(_of(parent), name, nt.READ | nt.WRITE, nt.FILE, nt.CREATE), os.O_RDWR)


def lstat(name: str, parent: int) -> os.stat_result:
    """See `Files`."""
    handle = _number(nt.open_at(_of(parent), name, nt.READ_ATTRIBUTES), os.O_RDONLY)
    try:
        return os.fstat(handle)
    finally:
        os.close(handle)


def names(folder: int) -> list[str]:
    """See `Files`."""
    return nt.names(_of(folder))


def rename(name: str, parent: int, new_name: str, new_parent: int) -> None:
    """See `Files`. Written through: the change of names is on the disk before this returns."""

    def move() -> None:
        with _open(name, parent, nt.DELETE, nt.FILE | nt.WRITE_THROUGH) as handle:
            nt.rename(handle, _of(new_parent), new_name)

    _patiently(move)


def make_folder(name: str, parent: int) -> None:
    """See `Files`."""
    nt.close(nt.open_at(_of(parent), name, nt.LIST, nt.FOLDER, nt.CREATE))


def remove_folder(name: str, parent: int) -> None:
    """See `Files`."""
    with _open(name, parent, nt.DELETE, nt.FOLDER) as handle:
        nt.delete(handle)


def remove_file(name: str, parent: int) -> None:
    """See `Files`."""

    def remove() -> None:
        with _open(name, parent, nt.DELETE, nt.FILE) as handle:
            nt.delete(handle)

    _patiently(remove)


def remove_tree(name: str, parent: int) -> None:
    """See `Files`."""
    try:
        folder = open_folder(name, parent)
    except OSError as exc:
        if exc.errno not in {errno.ENOTDIR, errno.ELOOP}:
            raise
        with _open(name, parent, nt.DELETE) as handle:
            nt.delete(handle)
        return
    try:
        for inner in names(folder):
            remove_tree(inner, folder)
    finally:
        os.close(folder)
    remove_folder(name, parent)


def remove_at_restart(path: Path) -> None:
    """See `Files`: only an administrator may arrange it."""
    with suppress(OSError):
        restart_windows.rename_at_restart(path, None)


def kept_mode(mode: int) -> int:  # noqa: ARG001 - see `Files`
    """See `Files`."""
    return _MODE


def mode_of(found: os.stat_result) -> int:  # noqa: ARG001 - see `Files`
    """See `Files`."""
    return _MODE


def finish(handle: int, mode: int) -> None:  # noqa: ARG001 - see `Files`
    """See `Files`. Only an administrator may flush a whole volume, so each file is flushed."""
    os.fsync(handle)


def set_folder_mode(handle: int, mode: int) -> None:
    """See `Files`: Windows keeps none."""


def set_direct(handle: int, *, on: bool) -> bool:  # noqa: ARG001 - see `Files`
    """See `Files`: there is no way to switch an open file."""
    return False


def sync_file_system(handle: int) -> None:
    """See `Files`. Files were flushed one by one; what is left are names, which NTFS logs in order."""
    sync_folder(handle)


def sync_folder(handle: int) -> None:
    """See `Files`. The handle itself may only list, so that a folder can be looked at without rights."""
    writing = nt.open_at(_of(handle), "", nt.ADD, nt.FOLDER)
    try:
        nt.flush(writing)
    finally:
        nt.close(writing)


def try_lock(handle: int) -> bool:
    """See `Files`."""
    return nt.lock(_of(handle), _LOCKED_BYTE)


def free_bytes(place: Path) -> int:
    """See `Files`."""
    return shutil.disk_usage(place).free


def takes_files(place: Path) -> bool:  # noqa: ARG001 - see `Files`
    """See `Files`: Windows has no such file system."""
    return True


def _patiently(call: Callable[[], None]) -> None:
    """Again where a file is in use: whoever looks for viruses or indexes has it for a moment."""
    for pause in _PAUSES:
        try:
            call()
        except OSError as exc:
            if exc.errno != errno.EBUSY:
                raise
            time.sleep(pause)
        else:
            return
    call()


def _of(number: int) -> int:
    return msvcrt.get_osfhandle(number)


def _number(handle: int, flags: int) -> int:
    """The number by which `os` knows a handle; it owns the handle from now on."""
    try:
        return msvcrt.open_osfhandle(handle, flags | os.O_BINARY | os.O_NOINHERIT)
    except OSError:
        nt.close(handle)
        raise


def _no_link(number: int) -> int:
    """The handle again. Closes it and raises ELOOP where it is that of a link or a junction."""
    is_link = True
    try:
        is_link = bool(os.fstat(number).st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
    finally:
        if is_link:
            os.close(number)
    if is_link:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return number


@contextmanager
def _open(name: str, parent: int, access: int, options: int = 0) -> Iterator[int]:
    handle = nt.open_at(_of(parent), name, access, options)
    try:
        yield handle
    finally:
        nt.close(handle)
