"""How sections and named paragraphs are recognised: by the edition before, and by the recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind

if TYPE_CHECKING:
    from installer.agreement.clause import Section, SectionId
    from installer.agreement.edition import Edition
    from installer.agreement.importing.recipe import Recipe
    from installer.i18n import Language

_OPENING_WORDS: Final = 4
"""How many words tell a paragraph without a heading from others; fewer where it has fewer."""
_NAMED_WORDS: Final = 3
"""How many words an introduction to a product or a grant begins with in every section."""


@dataclass(frozen=True)
class Head:
    """A section in one language: its printed heading, or how its first paragraph begins."""

    section: SectionId
    level: int
    heading: str
    opens: str


@dataclass(frozen=True)
class Outline:
    """One language's sections in the order of the edition before; those of the recipe stand first."""

    heads: tuple[Head, ...]
    openers: tuple[tuple[ClauseKind, str], ...]
    """How an `intro` or a `grant` may begin, the longest first."""


def outline_of(edition: Edition, recipe: Recipe, language: Language) -> Outline:
    """What to look for in the text of this language. An edition that lacks the language gives nothing."""
    text = edition.texts.get(language)
    sections = () if text is None else text.sections
    given = {
        entry.id: Head(entry.id, entry.level, entry.heading.get(language, ""), entry.opens.get(language, ""))
        for entry in recipe.sections
        if language in entry.heading or language in entry.opens
    }
    kept = [_head(section) for section in sections if section.id not in given]
    openers = {(kind, words) for section in sections for kind, words in _named(section)}
    for name, by_language in recipe.openers.items():
        openers |= {(ClauseKind(name), words) for words in by_language.get(language, ())}
    return Outline(
        heads=(*given.values(), *kept),
        openers=tuple(sorted(openers, key=lambda opener: (-len(opener[1]), opener[1]))),
    )


def _head(section: Section) -> Head:
    first = section.clauses[0]
    if first.kind is ClauseKind.HEADING:
        return Head(section.id, section.level, first.text, "")
    return Head(section.id, section.level, "", _words(first.text, _OPENING_WORDS))


def _named(section: Section) -> list[tuple[ClauseKind, str]]:
    kinds = {ClauseKind.INTRO, ClauseKind.GRANT}
    return [
        (clause.kind, _words(clause.text, _NAMED_WORDS)) for clause in section.clauses if clause.kind in kinds
    ]


def _words(text: str, count: int) -> str:
    return " ".join(text.split(" ")[:count])
