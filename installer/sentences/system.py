"""What the system says of a file or a disk, in the reader's language.

The facts of an error hold the system's own name (`ENOSPC`) or its own words (`No space left on device`,
`SQLITE_FULL`); a sentence says neither. What has no words here is said as it stands.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator

_WINDOWS: Final = {
    2: errno.ENOENT,
    3: errno.ENOENT,
    4: errno.EMFILE,
    5: errno.EACCES,
    15: errno.ENOENT,  # no such drive
    19: errno.EROFS,
    23: errno.EIO,
    29: errno.EIO,
    30: errno.EIO,
    32: errno.EBUSY,
    33: errno.EBUSY,
    39: errno.ENOSPC,
    80: errno.EEXIST,
    112: errno.ENOSPC,
    145: errno.ENOTEMPTY,
    183: errno.EEXIST,
    206: errno.ENAMETOOLONG,
    223: errno.EFBIG,
    267: errno.ENOTDIR,
    1117: errno.EIO,
    1224: errno.EBUSY,
    1295: errno.EDQUOT,
}
"""Errors of Windows (winerror.h) by what POSIX calls them."""


def said(value: str, tr: Translator) -> str:
    """The value in words, where it is a name or a saying of the system; else as it stands."""
    if value.startswith("SQLITE_"):
        return _database(value, tr)
    by_name = _words(tr)
    if value in by_name:
        return by_name[value]
    spoken = {_plain(os.strerror(number)): name for number, name in errno.errorcode.items()}
    spoken |= _spoken_by_windows()
    return by_name.get(spoken.get(_plain(value), ""), value)


def _plain(text: str) -> str:
    """Without the full stop that Windows ends its sentences with, where Python has left it."""
    return text.strip().removesuffix(".")


def _spoken_by_windows() -> Mapping[str, str]:
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from ctypes import FormatError

        return {_plain(FormatError(code)): errno.errorcode[number] for code, number in _WINDOWS.items()}
    return {}


def _words(tr: Translator) -> Mapping[str, str]:
    return {
        "ENOSPC": tr("the disk is full"),
        "EDQUOT": tr("the space allotted to you on the disk is used up"),
        **dict.fromkeys(("EACCES", "EPERM"), tr("there is no permission for it")),
        "EROFS": tr("the disk can only be read"),
        "ENOENT": tr("there is no such file or folder"),
        "ENOTDIR": tr("a part of the path is no folder"),
        "EISDIR": tr("it is a folder and no file"),
        "EEXIST": tr("something of that name is there already"),
        "ENOTEMPTY": tr("the folder is not empty"),
        "ENAMETOOLONG": tr("the name is too long"),
        "EINVAL": tr("the system does not allow it there"),
        "ELOOP": tr("there is a link in the path"),
        "EFBIG": tr("the file is too large for this disk"),
        "EIO": tr("the disk could not be read or written"),
        **dict.fromkeys(("EBUSY", "ETXTBSY"), tr("another program is using it")),
        **dict.fromkeys(("EMFILE", "ENFILE"), tr("too many files are open")),
        "ENOEXEC": tr("this system cannot run the file"),
        **dict.fromkeys(("EAGAIN", "ENOMEM"), tr("the system is short of memory or of time")),
        **dict.fromkeys(("ENOTSUP", "EOPNOTSUPP"), tr("this system cannot do it")),
        **dict.fromkeys(
            ("ESTALE", "ENODEV", "ENXIO", "ENOTCONN"), tr("the disk or the network folder is gone")
        ),
        "unreadable": tr("it cannot be read"),
        "busy": tr("another program is using it"),
    }


def _database(name: str, tr: Translator) -> str:
    """A result code of SQLite, the extended ones by what they extend."""
    known = {
        "FULL": "ENOSPC",
        "READONLY": "EACCES",
        "CANTOPEN": "EACCES",
        "PERM": "EACCES",
        "BUSY": "EBUSY",
        "LOCKED": "EBUSY",
        "IOERR": "EIO",
        "NOMEM": "EAGAIN",
    }
    kind = name.split("_")[1]
    return _words(tr)[known[kind]] if kind in known else tr("it is no database that can be read")
