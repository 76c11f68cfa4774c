"""From bytes to a wording that a screen can give back unchanged: the rules on characters.

What a widget returns must equal what was signed (design §5). Text widgets turn no-break spaces,
line separators and carriage returns into something else, and no eye sees a soft hyphen or a
zero-width space. So none of them may stand in a text; each refusal names the line. Two signs without
a width of their own are letters' business in Arabic and Indic scripts, and stand there between letters:
U+200C and U+200D.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_FORBIDDEN: Final = (
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters other than the line feed
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # spaces that are not U+0020
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"  # unseen, zero-width
    "\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffd"  # separators, directions, specials
    "\ue000-\uf8ff\U000e0000-\U0010ffff"  # private use, tags
    "]"
)


_JOINERS: Final = ("\u200c", "\u200d")
_JOINED: Final = "\u0600-\u06ff\u0750-\u077f\u0900-\u0dff"
_STRAY_JOINER: Final = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"

_PRINTED_UNSEEN: Final = (
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\ufffc\ufffd",
    *map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))),
)
"""What may stand nowhere, though `str.isprintable` takes it for something to be seen."""


def read_text_file(path: Path) -> str:
    """The text of one file of an edition. Raises TEXT_MISSING (path), and as `read_wording`."""
    return read_wording(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of one file of an edition. Raises UntrustedData TEXT_MISSING (path)."""
    try:
        return path.read_bytes()
    except OSError as exc:
        raise UntrustedData(Code.TEXT_MISSING, path=str(path)) from exc


def read_wording(data: bytes, path: str) -> str:
    """The text in `data`, when it is UTF-8 without a mark, NFC, with LF and no hidden character.

    Raises UntrustedData TEXT_NOT_UTF8 (path, offset) or TEXT_MALFORMED (path, line, detail) with
    detail `byte-order-mark`, `carriage-return`, `not-nfc` or `forbidden-character`.
    """
    if data.startswith(_BYTE_ORDER_MARK):
        raise UntrustedData(Code.TEXT_MALFORMED, path=path, line=1, detail="byte-order-mark")
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise UntrustedData(Code.TEXT_NOT_UTF8, path=path, offset=exc.start) from exc
    if hidden := _hidden(content):
        detail = "carriage-return" if hidden[0] == "\r" else "forbidden-character"
        raise UntrustedData(
            Code.TEXT_MALFORMED,
            path=path,
            line=line_of(content, hidden.start()),
            detail=detail,
            character=f"U+{ord(hidden[0]):04X}",
        )
    if not unicodedata.is_normalized("NFC", content):
        line = _first_line_not_nfc(content)
        raise UntrustedData(Code.TEXT_MALFORMED, path=path, line=line, detail="not-nfc")
    return content


def forbidden(content: str) -> str | None:
    """The first character in `content` that no text may hold; None where all may stand."""
    hidden = _hidden(content)
    return None if hidden is None else hidden[0]


def _hidden(content: str) -> re.Match[str] | None:
    if _is_plain(content):
        return None
    # Looked for apart: together the two expressions take three times as long.
    stray = any(joiner in content for joiner in _JOINERS)
    return re.search(_FORBIDDEN, content) or (re.search(_STRAY_JOINER, content) if stray else None)


def _is_plain(content: str) -> bool:
    """A quick look: whether each character but the line feed is one to be seen, as nearly always.

    Half as long as the expressions take, and they take a millisecond to be made. Of a no they say the reason.
    """
    printed = content.replace("\n", "").isprintable()
    return printed and not any(unseen in content for unseen in _PRINTED_UNSEEN)


def line_of(content: str, position: int) -> int:
    """The number, from 1, of the line that holds the character at `position`."""
    return content.count("\n", 0, position) + 1


def _first_line_not_nfc(content: str) -> int:
    # A combining mark never joins to a line feed, so each line can be judged alone.
    lines = content.split("\n")
    return next(n for n, line in enumerate(lines, start=1) if not unicodedata.is_normalized("NFC", line))
