"""The recipe of an import: what a document cannot say about itself, and decisions that no rule makes."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECTION: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BlockEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[blocks]]`: a language and the whole line, spaces at its ends aside, that it begins with."""

    language: str
    starts: str


class ArtefactEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[artefacts]]`: a line of the document that belongs to no clause, with its text."""

    line: int
    text: str


class SectionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[sections]]`: one that the edition before has not, or has under another heading.

    `heading` is the printed one by language. A section without one is found by the words that its
    first paragraph begins with, `opens`.
    """

    id: str
    level: int = 2
    heading: dict[str, str] = {}
    opens: dict[str, str] = {}


class LinesEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[lines]`: numbers of lines, each the exception from a rule."""

    starts: tuple[int, ...] = ()
    """A paragraph begins here, although nothing shows it."""
    continues: tuple[int, ...] = ()
    """The paragraph before goes on here, although it looks as if another began."""
    unhyphenate: tuple[int, ...] = ()
    """The hyphen at the end of the line is the page's, not the word's."""
    each: bool = False
    """The document has no pages: each line is a paragraph, as a word processor writes plain text."""


class Recipe(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`import.toml`, version 1."""

    type: Literal["assent/import"]
    version: Literal[1]
    edition: str
    date: str
    blocks: tuple[BlockEntry, ...]
    """The languages in the order in which they follow each other."""
    licensor: str = ""
    """These three as in the edition before, unless said otherwise; the first edition says them."""
    prevailing: str = ""
    title: dict[str, str] = {}
    artefacts: tuple[ArtefactEntry, ...] = ()
    sections: tuple[SectionEntry, ...] = ()
    openers: dict[str, dict[str, tuple[str, ...]]] = {}
    """By `intro` and `grant`, then by language: how such a paragraph may begin."""
    lines: LinesEntry = LinesEntry()


def read_recipe(path: Path) -> Recipe:
    """The recipe at `path`. Raises BadInput RECIPE_MALFORMED (path, detail)."""
    try:
        recipe = msgspec.convert(tomllib.loads(path.read_bytes().decode("utf-8")), Recipe)
    except (OSError, ValueError, RecursionError) as exc:
        raise BadInput(Code.RECIPE_MALFORMED, path=str(path), detail=str(exc)) from exc
    for detail in _defects(recipe):
        raise BadInput(Code.RECIPE_MALFORMED, path=str(path), detail=detail)
    return recipe


def _defects(recipe: Recipe) -> Iterator[str]:
    languages = [block.language for block in recipe.blocks]
    if not languages or len(set(languages)) != len(languages):
        yield "blocks"
    for section in recipe.sections:
        if not _SECTION.fullmatch(section.id) or not 1 <= section.level <= 6:  # noqa: PLR2004 - of Markdown
            yield f"sections: {section.id}"
        if not section.heading and not section.opens:
            yield f"sections: {section.id}: heading or opens"
    for name, openers in recipe.openers.items():
        if name not in {"intro", "grant"} or any(not words for words in openers.values()):
            yield f"openers: {name}"
    doubled = set(recipe.lines.starts) & set(recipe.lines.continues)
    if doubled:
        yield f"lines: {min(doubled)}"
