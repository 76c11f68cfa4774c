"""Signs that a translation keeps: enumerators and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.lint.context import masked
from installer.agreement.lint.finding import Token
from installer.agreement.lint.urls import URL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.lint.context import Context

ENUMERATOR: Final = re.compile(r"(?<![\w(])(?:\((?:[ivx]{1,5}|[a-z])\)|(?:[ivx]{1,5}|[a-z])\))(?!\w)")
BRACKET: Final = "(…)"

_BRACKETED: Final = re.compile(r"(?<!\w)(?:\([^()]*\)|\[[^\[\]]*\])|\uff08[^\uff08\uff09]*\uff09")
_ATTACHED: Final = re.compile(r"(?<=\w)\([^()]*\)")
_ROMAN: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
_LETTERS: Final = [chr(code) for code in range(ord("a"), ord("z") + 1)]


def enumerators(text: str, context: Context) -> list[Token]:
    """`(i)`, `(a)` and `a)`, as they are written."""
    del context
    return [Token(match[0], match[0], match.start()) for match in ENUMERATOR.finditer(text)]


def brackets(text: str, context: Context) -> list[Token]:
    """Words in brackets, counted and not compared. An ending in brackets (`(s)`) may be missing."""
    del context
    clean = masked(text, (ENUMERATOR,))
    own = [
        Token(BRACKET, text[match.start() : match.end()], match.start())
        for match in _BRACKETED.finditer(clean)
    ]
    attached = [
        Token(BRACKET, match[0], match.start(), optional=True)
        for match in _ATTACHED.finditer(masked(text, (URL,)))
    ]
    return own + attached


def out_of_order(tokens: Iterable[Token]) -> list[Token]:
    """The enumerators that neither begin a list nor follow the one before them."""
    wrong: list[Token] = []
    before = ""
    for token in tokens:
        label = token.key.strip("()")
        if label not in {"i", "a"} and not _follows(before, label):
            wrong.append(token)
        before = label
    return wrong


def _follows(before: str, label: str) -> bool:
    return any(
        before in scale[:-1] and label == scale[scale.index(before) + 1] for scale in (_ROMAN, _LETTERS)
    )
