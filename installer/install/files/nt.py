"""The few calls of the Windows kernel that are not in Python's library, typed. Imported there only.

They are documented in the driver kit (`ntifs.h`), and what `CreateFileW` and its like are made of. Handles
are numbers of the kernel. Everything is opened so that others may read, write, rename and remove it
meanwhile, as on POSIX.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Final

from installer.install.files import nt_calls

if TYPE_CHECKING:
    from pathlib import Path

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

LIST: Final = 0x0001 | 0x0020 | 0x0080  # FILE_LIST_DIRECTORY, FILE_TRAVERSE, FILE_READ_ATTRIBUTES
ADD: Final = 0x0002 | 0x0004  # FILE_ADD_FILE, FILE_ADD_SUBDIRECTORY
READ: Final = 0x0001 | 0x0080  # FILE_READ_DATA, FILE_READ_ATTRIBUTES
WRITE: Final = 0x0002 | 0x0004 | 0x0100  # FILE_WRITE_DATA, FILE_APPEND_DATA, FILE_WRITE_ATTRIBUTES
READ_ATTRIBUTES: Final = 0x0080
DELETE: Final = 0x00010000 | 0x0080

FOLDER: Final = 0x0001  # FILE_DIRECTORY_FILE
FILE: Final = 0x0040  # FILE_NON_DIRECTORY_FILE
WRITE_THROUGH: Final = 0x0002

OPEN, CREATE, OPEN_OR_CREATE = 1, 2, 3

_SYNCHRONIZE: Final = 0x00100000
_SYNCHRONOUS: Final = 0x0020  # FILE_SYNCHRONOUS_IO_NONALERT
_NO_FOLLOW: Final = 0x00200000  # FILE_OPEN_REPARSE_POINT
_SHARE_ALL: Final = 0x7
_NORMAL: Final = 0x80
_CASE_INSENSITIVE: Final = 0x40
_OPEN_EXISTING: Final = 3
_BACKUP_SEMANTICS: Final = 0x02000000  # without it CreateFileW opens no folder
_NOT_A_HANDLE: Final = ctypes.c_void_p(-1).value

_RENAME, _RENAME_POSIX = 10, 65  # FileRenameInformation, …Ex
_DISPOSE, _DISPOSE_POSIX = 13, 64  # FileDispositionInformation, …Ex
_NAMES: Final = 12  # FileNamesInformation
_REPLACE: Final = 0x1
_POSIX: Final = 0x2
_IGNORE_READONLY_REPLACED: Final = 0x40
_DELETE: Final = 0x1
_IGNORE_READONLY: Final = 0x10

_NO_MORE_FILES: Final = 0x80000006
_NO_SUCH_FILE: Final = 0xC000000F
_OLDER: Final = frozenset({0xC0000002, 0xC0000003, 0xC000000D, 0xC00000BB})
"""What a system or file system says that does not know the …Ex kinds: before Windows 10 1709, FAT, Wine 8."""

_ERRNO: Final = {
    0xC0000056: errno.ENOENT,  # STATUS_DELETE_PENDING: gone, but for a handle that somebody still has
    0xC0000103: errno.ENOTDIR,  # STATUS_NOT_A_DIRECTORY
    0xC00000BA: errno.EISDIR,  # STATUS_FILE_IS_A_DIRECTORY
    0xC0000101: errno.ENOTEMPTY,  # STATUS_DIRECTORY_NOT_EMPTY
    0xC0000035: errno.EEXIST,  # STATUS_OBJECT_NAME_COLLISION
    0xC0000033: errno.EINVAL,  # STATUS_OBJECT_NAME_INVALID
    0xC0000043: errno.EBUSY,  # STATUS_SHARING_VIOLATION
    0xC0000054: errno.EBUSY,  # STATUS_FILE_LOCK_CONFLICT
    0xC0000121: errno.EBUSY,  # STATUS_CANNOT_DELETE: a program that runs
    0xC0000243: errno.EBUSY,  # STATUS_USER_MAPPED_FILE
}

_AT_ONCE: Final = 0x1  # LOCKFILE_FAIL_IMMEDIATELY
_EXCLUSIVE: Final = 0x2
_LOCK_VIOLATION: Final = 33
_IO_PENDING: Final = 997

_BUFFER: Final = 64 * 1024


def open_path(path: Path) -> int:
    """The handle of a folder by its path; links are followed.

    Raises OSError, ENOTDIR for a file and for what would be below one.
    """
    handle = nt_calls.kernel.CreateFileW(
        str(path), LIST | _SYNCHRONIZE, _SHARE_ALL, None, _OPEN_EXISTING, _BACKUP_SEMANTICS, None
    )
    error = ctypes.WinError(ctypes.get_last_error())
    there = next((place for place in (path.absolute(), *path.absolute().parents) if place.exists()), None)
    if there is not None and not there.is_dir():
        error = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    elif handle is not None and handle != _NOT_A_HANDLE:
        return int(handle)
    if handle is not None and handle != _NOT_A_HANDLE:
        close(handle)
    raise error


def open_at(folder: int, name: str, access: int, options: int = 0, how: int = OPEN) -> int:
    """The handle of what has a name in a folder, not followed; an empty name is the folder itself.

    Raises OSError.
    """
    size = len(name.encode("utf-16-le", "surrogatepass"))
    text = nt_calls.Text(size, size + 2, name)
    attributes = nt_calls.Attributes(
        ctypes.sizeof(nt_calls.Attributes), folder, ctypes.pointer(text), _CASE_INSENSITIVE, None, None
    )
    handle = wintypes.HANDLE()
    status = nt_calls.ntdll.NtCreateFile(
        ctypes.byref(handle),
        access | _SYNCHRONIZE,
        ctypes.byref(attributes),
        ctypes.byref(nt_calls.Done()),
        None,
        _NORMAL,
        _SHARE_ALL,
        how,
        options | _SYNCHRONOUS | _NO_FOLLOW,
        None,
        0,
    )
    if status:
        raise _error(status, name)
    return int(handle.value or 0)


def rename(handle: int, folder: int, name: str) -> None:
    """Move what was opened with DELETE into a folder under a name; a file of that name is replaced.

    Raises OSError.
    """
    size = len(name.encode("utf-16-le", "surrogatepass"))

    class _Rename(ctypes.Structure):
        _fields_ = (
            ("flags", wintypes.ULONG),
            ("root", wintypes.HANDLE),
            ("size", wintypes.ULONG),
            ("name", ctypes.c_wchar * (size // 2 + 1)),
        )

    wanted = _Rename(_REPLACE | _POSIX | _IGNORE_READONLY_REPLACED, folder, size, name)
    status = _set(handle, wanted, _RENAME_POSIX)
    if status in _OLDER:
        wanted.flags = _REPLACE
        status = _set(handle, wanted, _RENAME)
    if status:
        raise _error(status, name)


def delete(handle: int) -> None:
    """Remove what was opened with DELETE: its name goes now, or with the last handle. Raises OSError."""
    status = _set(handle, wintypes.ULONG(_DELETE | _POSIX | _IGNORE_READONLY), _DISPOSE_POSIX)
    if status in _OLDER:
        status = _set(handle, wintypes.BOOLEAN(_DELETE), _DISPOSE)
    if status:
        raise _error(status, "")


def names(folder: int) -> list[str]:
    """What is in a folder. Raises OSError."""
    found: list[str] = []
    buffer = ctypes.create_string_buffer(_BUFFER)
    restart = True
    while True:
        status = nt_calls.ntdll.NtQueryDirectoryFile(
            folder, None, None, None, ctypes.byref(nt_calls.Done()), buffer, _BUFFER, _NAMES, 0, None, restart
        )
        if status in {_NO_MORE_FILES, _NO_SUCH_FILE}:
            return [name for name in found if name not in {".", ".."}]
        if status:
            raise _error(status, "")
        found += _entries(buffer.raw)
        restart = False


def _entries(block: bytes) -> list[str]:
    """FILE_NAMES_INFORMATION: where the next one begins, an index, bytes of the name, the name."""
    found, at = [], 0
    while True:
        after = int.from_bytes(block[at : at + 4], "little")
        size = int.from_bytes(block[at + 8 : at + 12], "little")
        found.append(block[at + 12 : at + 12 + size].decode("utf-16-le", "surrogatepass"))
        if not after:
            return found
        at += after


def flush(handle: int) -> None:
    """Wait until what was written through a handle is on the disk. Raises OSError."""
    if not nt_calls.kernel.FlushFileBuffers(handle):
        raise ctypes.WinError(ctypes.get_last_error())


def lock(handle: int, at: int) -> bool:
    """Lock one byte for this handle alone, at once; False: somebody else has. Raises OSError."""
    where = nt_calls.Overlapped(offset=at & 0xFFFFFFFF, offset_high=at >> 32)
    if nt_calls.kernel.LockFileEx(handle, _EXCLUSIVE | _AT_ONCE, 0, 1, 0, ctypes.byref(where)):
        return True
    number = ctypes.get_last_error()
    if number in {_LOCK_VIOLATION, _IO_PENDING}:
        return False
    raise ctypes.WinError(number)


def close(handle: int) -> None:
    """Close a handle that `os` does not own."""
    nt_calls.kernel.CloseHandle(handle)


def _set(handle: int, value: ctypes.Structure | wintypes.ULONG | wintypes.BOOLEAN, kind: int) -> int:
    done = nt_calls.Done()
    return int(
        nt_calls.ntdll.NtSetInformationFile(
            handle, ctypes.byref(done), ctypes.byref(value), ctypes.sizeof(value), kind
        )
    )


def _error(status: int, name: str) -> OSError:
    if status in _ERRNO:
        return OSError(_ERRNO[status], os.strerror(_ERRNO[status]), name)
    found = ctypes.WinError(nt_calls.ntdll.RtlNtStatusToDosError(status))
    found.filename = name
    return found
