"""What the importer decided, for somebody to read before the texts are sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.i18n import Language


class Kind(StrEnum):
    """The kinds of decisions. None of them drops a word that is not listed."""

    BLOCK = "block"
    """A language begins here."""
    ARTEFACT = "artefact"
    """A line that belongs to no clause, as the recipe says."""
    CHARACTER = "character"
    """A character that no text may hold was replaced by a space or left out."""
    HYPHEN = "hyphen"
    """A line ends in a hyphen: the words were joined, the hyphen kept."""
    UNHYPHENATED = "unhyphenated"
    """A line ends in a hyphen of the page: the words were joined, the hyphen left out."""
    CONTINUES = "continues"
    """Text goes on after an empty line."""
    STARTS = "starts"
    """A paragraph begins in the middle of lines, as the recipe says."""
    UNFINISHED = "unfinished"
    """A numbered paragraph begins after one that ends in no sign that ends a sentence."""
    SPLIT = "split"
    """An introduction and a grant stand on one line."""
    RUN_IN = "run-in"
    """A heading stands at the beginning of its paragraph's line."""
    ORDER = "order"
    """A section stands elsewhere than in the edition before."""
    ABSENT = "absent"
    """A section of the edition before was not found."""
    DOUBTFUL = "doubtful"
    """A short paragraph without a full stop, which may be the heading of a section that is not known."""


@dataclass(frozen=True)
class Decision:
    """One of them. `line` counts from 1 in the document; 0 where no line is concerned."""

    kind: Kind
    language: Language
    line: int
    text: str


@dataclass
class Journal:
    """Takes the decisions of one language."""

    language: Language
    decisions: list[Decision] = field(default_factory=list)

    def note(self, kind: Kind, line: int, text: str) -> None:
        """Remember one."""
        self.decisions.append(Decision(kind, self.language, line, text))
