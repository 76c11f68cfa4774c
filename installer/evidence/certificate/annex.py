"""The texts of a receipt, taken apart for printing. Nothing of their wording is changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from installer.agreement.clause import ClauseKind
from installer.agreement.parse import parse
from installer.errors import UntrustedData

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer.evidence.document import TextDocument


@dataclass(frozen=True)
class Block:
    """A heading (`level` from 1) or a paragraph (`level` 0)."""

    level: int
    text: str


@dataclass(frozen=True)
class Annex:
    """One language's text as blocks. `headings` are by section id."""

    language: str
    name: str
    sha256: str
    blocks: tuple[Block, ...]
    headings: Mapping[str, str]

    @cached_property
    def plain(self) -> dict[str, object]:
        """As the template reads it."""
        blocks = [{"level": block.level, "text": block.text} for block in self.blocks]
        return {"language": self.language, "name": self.name, "sha256": self.sha256, "blocks": blocks}


def annexes(texts: Sequence[TextDocument]) -> tuple[Annex, ...]:
    """The annex for every text. One that is no agreement in our Markdown stands there line by line."""
    return tuple(_annex(text) for text in texts)


def _annex(text: TextDocument) -> Annex:
    headings: dict[str, str] = {}
    blocks: list[Block] = []
    try:
        sections = parse(text.content, text.name).sections
    except UntrustedData:
        lines = tuple(Block(0, line) for line in text.content.split("\n") if line)
        return Annex(text.language, text.name, text.sha256, lines, {})
    for section in sections:
        for clause in section.clauses:
            heading = clause.kind is ClauseKind.HEADING
            if heading:
                headings[section.id] = clause.text
            blocks.append(Block(section.level if heading else 0, clause.text))
    return Annex(text.language, text.name, text.sha256, tuple(blocks), headings)
