"""What the reader is to show: the rows of one edition, in which languages, and which bind."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind
from installer.agreement.edition import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.edition import Edition, Row, Shown
    from installer.i18n import Language

_LEVEL: Final = 2
"""Of the heading of a section that only a translation has."""

_RELIABLE = (Standing.GOVERNS, Standing.FAITHFUL)


def kind_of(row: Row) -> ClauseKind:
    """What the clause is; alike in every language that has it."""
    return next(clause.kind for clause in row.wordings.values() if clause is not None)


@dataclass(frozen=True)
class ReaderContent:
    """One filling of the reader. `translation` and `governing` may be the same language.

    `shown_by` is `Edition.shown`. Sections that are not `applicable` are folded and greyed, never
    left out: the whole text is what is signed. Where no language prevails, `governing` is simply
    the other language, and no clause has a mark.
    """

    rows: tuple[Row, ...]
    shown_by: Callable[[ClauseId, Language], Shown]
    translation: Language
    governing: Language
    applicable: frozenset[SectionId]
    levels: Mapping[SectionId, int] = field(default_factory=dict)
    """Heading level of each section, 1 to 3; 2 where it is not given."""
    title: str = ""
    """How a copied citation names the agreement."""
    prevails: bool = True
    """Whether `governing` is the language that prevails, and the other column its translation."""

    @cached_property
    def with_body(self) -> frozenset[SectionId]:
        """Sections that have more than a heading. Titles and headings of groups have not."""
        return frozenset(row.section for row in self.rows if kind_of(row) is not ClauseKind.HEADING)

    @cached_property
    def with_heading(self) -> frozenset[SectionId]:
        """Sections that have a heading, by which they can be folded."""
        return frozenset(row.section for row in self.rows if kind_of(row) is ClauseKind.HEADING)

    @cached_property
    def headings(self) -> Mapping[ClauseId, int]:
        """The level of each heading."""
        return {
            row.clause: self.levels.get(row.section, _LEVEL)
            for row in self.rows
            if kind_of(row) is ClauseKind.HEADING
        }

    @property
    def bilingual(self) -> bool:
        """Whether there are two columns to show."""
        return self.translation != self.governing

    @cached_property
    def shown(self) -> Mapping[ClauseId, Shown]:
        """What a reader of the translation is shown for each clause."""
        return {row.clause: self.shown_by(row.clause, self.translation) for row in self.rows}

    def is_marked(self, clause: ClauseId) -> bool:
        """Whether the translation of the clause cannot be relied on."""
        return self.bilingual and self.shown[clause].standing not in _RELIABLE

    @classmethod
    def of(
        cls, edition: Edition, translation: Language, applicable: Iterable[SectionId], title: str = ""
    ) -> ReaderContent:
        """The whole `edition`, with `translation` beside the prevailing language.

        Where no language prevails, the edition's first language other than `translation` is
        beside it.
        """
        others = [language for language in edition.languages if language != translation]
        governing = edition.prevailing or (others[0] if others else translation)
        return cls(
            rows=edition.rows(),
            shown_by=edition.shown,
            translation=translation,
            governing=governing,
            applicable=frozenset(applicable),
            levels={section.id: section.level for section in edition.texts[governing].sections},
            title=title or edition.title.get(translation, edition.id),
            prevails=edition.prevailing is not None,
        )
