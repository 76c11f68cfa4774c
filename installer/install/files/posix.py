"""`port.Files` for POSIX: the `…at` calls of POSIX.1-2008 with `O_NOFOLLOW`, and what Linux adds to them."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

assert sys.platform != "win32"  # noqa: S101 - tells the type checker where this runs

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_READ: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_WRITE: Final = os.O_WRONLY | os.O_NOFOLLOW
_LOCK: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW

_DIRECT: Final[int] = getattr(os, "O_DIRECT", 0)


def open_top(path: Path) -> int:
    """See `Files`."""
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY)


def open_folder(name: str, parent: int) -> int:
    """See `Files`."""
    return os.open(name, _FOLDER, dir_fd=parent)


def open_file(name: str, parent: int) -> int:
    """See `Files`."""
    return os.open(name, _READ, dir_fd=parent)


def open_again(name: str, parent: int) -> int:
    """See `Files`."""
    return os.open(name, _WRITE, dir_fd=parent)


def open_or_create(name: str, parent: int) -> int:
    """See `Files`."""
    return os.open(name, _LOCK, 0o644, dir_fd=parent)


def create(name: str, parent: int) -> int:
    """See `Files`."""
    return os.open(name, _NEW, 0o600, dir_fd=parent)


def lstat(name: str, parent: int) -> os.stat_result:
    """See `Files`."""
    return os.lstat(name, dir_fd=parent)


def names(folder: int) -> list[str]:
    """See `Files`."""
    return os.listdir(folder)


def rename(name: str, parent: int, new_name: str, new_parent: int) -> None:
    """See `Files`."""
    os.rename(name, new_name, src_dir_fd=parent, dst_dir_fd=new_parent)


def make_folder(name: str, parent: int) -> None:
    """See `Files`."""
    os.mkdir(name, 0o755, dir_fd=parent)


def remove_folder(name: str, parent: int) -> None:
    """See `Files`."""
    os.rmdir(name, dir_fd=parent)


def remove_file(name: str, parent: int) -> None:
    """See `Files`."""
    os.unlink(name, dir_fd=parent)


def remove_tree(name: str, parent: int) -> None:
    """See `Files`."""
    import shutil  # few transactions have such a folder

    shutil.rmtree(name, dir_fd=parent)


def remove_at_restart(path: Path) -> None:
    """See `Files`: a file that is in use can be removed at once."""


def kept_mode(mode: int) -> int:
    """See `Files`."""
    return mode


def mode_of(found: os.stat_result) -> int:
    """See `Files`."""
    return stat.S_IMODE(found.st_mode)


def finish(handle: int, mode: int) -> None:
    """See `Files`. One `syncfs` for all of them is left to `sync_file_system`."""
    os.fchmod(handle, mode)


def set_folder_mode(handle: int, mode: int) -> None:
    """See `Files`."""
    os.fchmod(handle, mode)


def set_direct(handle: int, *, on: bool) -> bool:
    """See `Files`: `O_DIRECT`, of Linux."""
    if not _DIRECT:
        return False
    flags = fcntl.fcntl(handle, fcntl.F_GETFL)
    try:
        fcntl.fcntl(handle, fcntl.F_SETFL, flags | _DIRECT if on else flags & ~_DIRECT)
    except OSError:
        return False
    return on


def sync_file_system(handle: int) -> None:
    """See `Files`.

    One `syncfs` (Linux 2.6.39) costs far less than an fsync for each of two thousand files.
    """
    import ctypes  # a plan makes nothing durable

    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        os.sync()
        return
    if syncfs(handle) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def sync_folder(handle: int) -> None:
    """See `Files`."""
    os.fsync(handle)


def try_lock(handle: int) -> bool:
    """See `Files`."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        if exc.errno not in {errno.EAGAIN, errno.EACCES}:
            raise
        return False
    return True


def free_bytes(place: Path) -> int:
    """See `Files`."""
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


def takes_files(place: Path) -> bool:
    """See `Files`."""
    found = os.statvfs(place)
    return found.f_blocks != 0 or found.f_files != 0
