"""What a reader may know besides the words in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from installer.agreement.clause import ClauseKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.agreement.clause import Clause, SectionId
    from installer.agreement.lint.vocabulary import Vocabulary


@dataclass(frozen=True)
class Context:
    """One language of one edition, compared with one other.

    `words` is None where the language is not known. `names` maps the written form of a product's
    name to what it is counted as; `translated` are identifiers that the translation renders in words.
    `headings` maps a heading without its full stop to its section.
    """

    words: Vocabulary | None
    names: Mapping[str, str]
    translated: frozenset[str]
    headings: Mapping[str, SectionId]

    @property
    def known(self) -> Vocabulary:
        """The vocabulary; only readers that rest on words ask, and those run where it is known."""
        assert self.words is not None  # noqa: S101 - `run` never calls such a reader otherwise
        return self.words


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """The compiled expression, case ignored."""
    return re.compile(expression, re.IGNORECASE)


def masked(text: str, expressions: Iterable[re.Pattern[str]]) -> str:
    """`text` with every match made unreadable, all positions kept."""
    for expression in expressions:
        text = expression.sub(lambda found: "¤" * len(found[0]), text)
    return text


def bare_heading(text: str) -> str:
    """A heading as it is quoted: without its closing full stop or colon."""
    return text.rstrip(" .:")


def wording(clause: Clause) -> str:
    """The words of a clause without its own printed number."""
    return clause.text.partition(" ")[2] if clause.kind is ClauseKind.NUMBERED else clause.text
