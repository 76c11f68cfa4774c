"""Signs that a translation keeps: enumerators and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.lint.context import masked
from installer.agreement.lint.finding import Token
from installer.agreement.lint.urls import URL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.agreement.lint.context import Context

_ALPHABETS: Final = (
    "أبجدهوزحطي",  # the order in which Arabic counts with letters
    "אבגדהוזחטי",
    "абвгдежзик",
    "αβγδεζηθικ",
)
"""Letters that number lists in other scripts; each stands for the Latin letter in its place."""
_LATIN: Final = {
    letter: chr(ord("a") + place) for alphabet in _ALPHABETS for place, letter in enumerate(alphabet)
}
_LABEL: Final = rf"(?:[ivx]{{1,5}}|[a-z]|[{''.join(_ALPHABETS)}])"
ENUMERATOR: Final = re.compile(rf"(?<![\w(])(?:\({_LABEL}\)|{_LABEL}\))(?!\w)")
BRACKET: Final = "(…)"

_BRACKETED: Final = re.compile(r"(?<!\w)(?:\([^()]*\)|\[[^\[\]]*\])|\uff08[^\uff08\uff09]*\uff09")
_ATTACHED: Final = re.compile(r"(?<=\w)\([^()]*\)")
_FIRST: Final = frozenset({"i", "a"})
_ROMAN: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
_LETTERS: Final = [chr(code) for code in range(ord("a"), ord("z") + 1)]


def enumerators(text: str, context: Context) -> list[Token]:
    """`(i)`, `(a)` and `a)`; letters of other scripts as the Latin ones in their place."""
    del context
    return [
        Token("".join(_LATIN.get(sign, sign) for sign in match[0]), match[0], match.start())
        for match in ENUMERATOR.finditer(text)
    ]


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


class Lists:
    """The lists of a section. An item may be a paragraph of its own, and the next one goes on with it."""

    def __init__(self) -> None:
        self._open: list[str] = []
        """The last label of each list whose items begin paragraphs."""

    def out_of_order(self, tokens: Sequence[Token]) -> list[Token]:
        """The enumerators of the next paragraph that neither begin a list nor follow the one before them."""
        wrong: list[Token] = []
        before = self._gone_on(tokens[0]) if tokens and tokens[0].start == 0 else ""
        for token in tokens:
            label = _label(token)
            if label not in _FIRST and not _follows(before, label):
                wrong.append(token)
            before = label
        return wrong

    def _gone_on(self, first: Token) -> str:
        """The label that the paragraph's own one follows; where there is none, a list begins."""
        label = _label(first)
        before = next((last for last in reversed(self._open) if _follows(last, label)), "")
        if before:
            # What stood inside the item before has ended with it.
            del self._open[self._open.index(before) :]
        self._open.append(label)
        return before


def _label(token: Token) -> str:
    return token.key.strip("()")


def _follows(before: str, label: str) -> bool:
    return any(
        before in scale[:-1] and label == scale[scale.index(before) + 1] for scale in (_ROMAN, _LETTERS)
    )
