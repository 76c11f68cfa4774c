"""Which names a payload may carry: those that mean the same file on every system we install on.

A name that one system takes and another bends (case, trailing dots, device names, Unicode forms)
is refused everywhere, so that a bundle that installs on one machine installs on all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN_FOLDER: Final = ".assent"
"""The folder inside a target that holds lock, journal, stage and inventory; closed to payloads."""

MAX_BYTES: Final = 240
"""Of a whole relative path in UTF-8: leaves room for a target folder within Windows' 260."""

_USTAR_NAME: Final = 100
_USTAR_PREFIX: Final = 155

_FORBIDDEN: Final = frozenset('\\:*?"<>|')
_PLAIN: Final = re.compile(r"[!#-)+-.0-9;=@-\[\]-{}~ ]+(?:/[!#-)+-.0-9;=@-\[\]-{}~ ]+)*")
"""Names of printable ASCII without what `_FORBIDDEN` lists: most of them, checked in one go."""

_UNPRINTABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def check_name(path: str) -> None:
    """Raise UntrustedData(NAME_REFUSED, path, rule) unless `path` is a plain relative file name.

    `rule` names what it broke: `empty`, `absolute`, `character`, `dots`, `trailing`, `reserved`,
    `own-folder`, `normalisation`, `too-long`.
    """
    rule = _broken_rule(path)
    if rule:
        raise UntrustedData(Code.NAME_REFUSED, path=_printable(path), rule=rule)


def _broken_rule(path: str) -> str:
    parts = path.split("/")
    if not path or path.startswith("/"):
        return "absolute" if path else "empty"
    if not _PLAIN.fullmatch(path):
        if any(sign in _FORBIDDEN or unicodedata.category(sign) in _UNPRINTABLE for sign in path):
            return "character"
        if unicodedata.normalize("NFC", path) != path:
            return "normalisation"
    if split_name(path) is None:
        return "too-long"
    if parts[0].casefold() == OWN_FOLDER:
        return "own-folder"
    return next((rule for rule in map(_broken_part, parts) if rule), "")


@lru_cache(maxsize=1024)  # the same few folders stand before thousands of files
def _broken_part(part: str) -> str:
    if part in {"", ".", ".."}:
        return "dots"
    if part[-1] in ". " or part[0] == " ":
        return "trailing"
    if _RESERVED.fullmatch(part.split(".", 1)[0].rstrip(" ")):
        return "reserved"
    return ""


def split_name(path: str) -> tuple[bytes, bytes] | None:
    """The path as the prefix and name fields of a ustar header (POSIX.1-1988), or None: too long."""
    whole = path.encode()
    if len(whole) > MAX_BYTES:
        return None
    if len(whole) <= _USTAR_NAME:
        return b"", whole
    cut = whole.find(b"/", len(whole) - _USTAR_NAME - 1)
    if 0 < cut <= _USTAR_PREFIX and cut + 1 < len(whole):
        return whole[:cut], whole[cut + 1 :]
    return None


def check_names(paths: Iterable[str]) -> None:
    """Raise UntrustedData(NAME_REFUSED, …, rule="clash") where two paths meet on some system.

    They meet when they fold to one spelling (case, Unicode compatibility forms), when one needs as
    a folder what the other is as a file, or when they spell a common folder differently.
    """
    spelling: dict[str, str] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        check_name(path)
        _check_folders(path, folders, files, spelling)
        key = fold(path)
        if key in spelling:
            raise UntrustedData(Code.NAME_REFUSED, path=path, rule="clash")
        spelling[key] = path
        files.add(key)


def _check_folders(path: str, folders: set[str], files: set[str], spelling: dict[str, str]) -> None:
    """Note the folders of `path`; a folder that was met before in this spelling needs no second look.

    A file that would take its name has been refused, or will be when it comes.
    """
    folder = path.rpartition("/")[0]
    while folder and folder not in folders:
        folders.add(folder)
        key = fold(folder)
        if spelling.setdefault(key, folder) != folder or key in files:
            raise UntrustedData(Code.NAME_REFUSED, path=path, rule="clash")
        folder = folder.rpartition("/")[0]


def fold(path: str) -> str:
    """The spelling under which the most forgiving file system would find `path`."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", path).casefold()).casefold()


def _printable(path: str) -> str:
    return path.encode("unicode_escape").decode("ascii") if not path.isprintable() else path
