"""References inside the agreement: to numbered paragraphs, and to sections by their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.lint.context import bare_heading, pattern
from installer.agreement.lint.finding import Token

if TYPE_CHECKING:
    from collections.abc import Container

    from installer.agreement.clause import ClauseId
    from installer.agreement.lint.context import Context

NO_SECTION: Final = "?"
"""Key of a quoted heading that no section of this language has."""

_QUOTED: Final = re.compile(r"[“„«\"]\s?([^“”„«»\"]+?)\s?[”“»\"]")
_DIGITS: Final = re.compile(r"\d+")


def paragraphs(text: str, context: Context) -> list[Token]:
    """One token a number: `9 below`, `9 above` or `9`."""
    found = []
    for match in pattern(context.known.paragraph).finditer(text):
        direction = " below" if match["below"] else " above" if match["above"] else ""
        found += [
            Token(f"{number}{direction}", match[0], match.start())
            for number in _DIGITS.findall(match["numbers"])
        ]
    return found


def headings(text: str, context: Context) -> list[Token]:
    """The sections that quoted headings name; `NO_SECTION` where none has that heading."""
    before = pattern(f"(?:{context.known.section_before})$")
    after = pattern(context.known.section_after)
    return [
        Token(context.headings.get(bare_heading(match[1]), NO_SECTION), match[1], match.start(1))
        for match in _QUOTED.finditer(text)
        if before.search(text, 0, match.start()) or after.match(text, match.end())
    ]


def leads_nowhere(token: Token, clause: ClauseId, present: Container[ClauseId]) -> bool:
    """Whether a reference of `paragraphs` names no paragraph of its section, or one on the other side."""
    number, _, direction = token.key.partition(" ")
    section, _, own = clause.partition("/")
    if f"{section}/{number}" not in present:
        return True
    if not direction or not own.isdigit():
        return False
    return (int(number) > int(own)) != (direction == "below")
