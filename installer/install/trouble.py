"""What the operating system says, in our own codes."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from installer.errors import AssentError, Code, Unavailable
from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED: Final = frozenset(
    {
        errno.EROFS,
        errno.EACCES,
        errno.EPERM,
        errno.ENOTDIR,
        errno.ENOENT,
        errno.EEXIST,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.EINVAL,
    }
)


def free_bytes(path: Path) -> int:
    """Bytes that an unprivileged write may still take where `path` is or would be. Raises OSError."""
    place = path.absolute()
    while not place.exists():
        place = place.parent
    return files.free_bytes(place)


def _free_if_known(path: Path) -> int:
    try:
        return free_bytes(path)
    except OSError:
        return 0


def from_os_error(error: OSError, target: Path, need: int = 0) -> AssentError:
    """The error of ours.

    DISK_FULL(need, free, path), FILE_IN_USE(name, path), TARGET_UNWRITABLE or INSTALL_FAILED(path, reason).
    """
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    if error.errno == errno.EBUSY:
        return Unavailable(Code.FILE_IN_USE, name=str(error.filename or "?"), path=str(target))
    if error.errno in _FULL:
        return Unavailable(Code.DISK_FULL, need=need, free=_free_if_known(target), path=str(target))
    if error.errno in _CLOSED:
        return Unavailable(Code.TARGET_UNWRITABLE, path=str(target), reason=reason)
    return Unavailable(Code.INSTALL_FAILED, path=str(target), reason=reason)


@contextmanager
def as_ours(target: Path, need: int = 0) -> Iterator[None]:
    """Let no OSError out; it becomes what `from_os_error` says of it."""
    try:
        yield
    except OSError as exc:
        raise from_os_error(exc, target, need) from exc
