"""The smallest citable units of an agreement, and the headed parts that hold them."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

import msgspec

ClauseId: TypeAlias = str
"""`section/…`, the same in every language: `termination/p1` (design §2)."""

SectionId: TypeAlias = str


class ClauseKind(StrEnum):
    """What a clause is in the printed document."""

    HEADING = "heading"
    INTRO = "intro"
    GRANT = "grant"
    PARAGRAPH = "paragraph"
    NUMBERED = "numbered"


class Clause(msgspec.Struct, frozen=True, dict=True):
    """One clause in one language. `text` keeps the printed number: `"4. The Product …"`."""

    id: ClauseId
    section: SectionId
    kind: ClauseKind
    text: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of `text` in UTF-8, 64 lower-case hex digits."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


class Section(msgspec.Struct, frozen=True):
    """A headed part. `level` is 1 for the title, 2 for general sections and groups, 3 for products."""

    id: SectionId
    level: int
    clauses: tuple[Clause, ...]
