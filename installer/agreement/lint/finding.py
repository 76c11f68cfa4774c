"""What the checks find: where, in which languages, and which words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import ClauseId
    from installer.i18n import Language

Keys: TypeAlias = "Mapping[Language, tuple[str, ...]]"
"""By language: facts in a form that is the same in every language (`within 30 day`), sorted."""


class Check(StrEnum):
    """The kinds of checks."""

    NUMBER = "number"
    DATE = "date"
    URL = "url"
    NAME = "name"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ENUMERATOR = "enumerator"
    BRACKET = "bracket"
    ONLY = "only"
    PROHIBITION = "prohibition"
    ANSWER = "answer"
    """The list of answers itself."""


class Problem(StrEnum):
    """What is wrong."""

    DIFFERS = "differs"
    """A language has facts that the other has not."""
    LOOSE = "loose"
    """A divergence explains a difference that is not there, and would hide a later mistake."""
    NOWHERE = "nowhere"
    """A reference leads to nothing in its own language, or in the wrong direction."""
    DISORDER = "disorder"
    """Enumerators of one language do not follow one another."""
    REPEATED = "repeated"
    """A number and its repetition in brackets differ."""
    UNUSED = "unused"
    """An answer that answers no finding."""
    UNKNOWN = "unknown"
    """An answer that names a clause or a check that there is not."""


@dataclass(frozen=True)
class Token:
    """One fact in a wording. `key` is the same in every language; `phrase` stands at `start`.

    An optional token may be missing in the other language (a number word that may be an article).
    """

    key: str
    phrase: str
    start: int
    optional: bool = False

    @property
    def end(self) -> int:
        """The position after the last character."""
        return self.start + len(self.phrase)


@dataclass(frozen=True)
class Finding:
    """One difference, not yet answered.

    `surplus` holds, for the two languages compared (or the one concerned), what it has and the other
    lacks; `phrases` holds every place of the kind, as it stands in the text.
    """

    check: Check
    problem: Problem
    clause: ClauseId
    surplus: Keys
    phrases: Keys
    answered: str = ""
    """Of a finding about an answer: the check that the answer names."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages concerned, the one compared with first."""
        return tuple(self.surplus)


@dataclass(frozen=True)
class Unchecked:
    """Checks that rest on the words of a language that is not known here."""

    language: Language
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Report:
    """The outcome. `findings` are those that nothing answers."""

    findings: tuple[Finding, ...]
    by_divergence: int
    """Findings that the edition's divergences explain in full."""
    by_answer: int
    """Findings that the list of answers answers."""
    unchecked: tuple[Unchecked, ...]
