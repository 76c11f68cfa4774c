"""One published edition of an agreement in all its languages, and which wording governs.

An `Edition` is made by `installer.agreement.load.load_edition`, which fails closed; an object of
this class therefore always holds complete, digest-checked texts.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import Clause, ClauseId, Section, SectionId
    from installer.agreement.history import ChangeStatement, Since
    from installer.agreement.severity import Severity
    from installer.i18n import Language, Words


class Standing(StrEnum):
    """How far a shown wording can be relied on (design §5)."""

    GOVERNS = "governs"
    """The wording of the prevailing language, or any wording where all languages are equal."""
    FAITHFUL = "faithful"
    DIVERGES = "diverges"
    STALE = "stale"
    MISSING = "missing"


class Divergence(msgspec.Struct, frozen=True):
    """A reviewed place where a translation says something else than the prevailing text.

    `phrases` holds the words of each language verbatim; an empty phrase means that this language
    has no counterpart. `difference` explains it in one sentence in every language of the edition.
    """

    clause: ClauseId
    phrases: Words
    difference: Words
    severity: Severity


class Text(msgspec.Struct, frozen=True, dict=True):
    """The whole wording in one language, in printed order."""

    language: Language
    sections: tuple[Section, ...]
    digest: str
    """SHA-256 of the stored file, hex."""
    content: str
    """The stored file, as text; a receipt carries it whole."""

    @cached_property
    def clauses(self) -> dict[ClauseId, Clause]:
        """All clauses by id, in printed order."""
        return {clause.id: clause for section in self.sections for clause in section.clauses}


class Shown(msgspec.Struct, frozen=True):
    """What a reader of `language` is shown for a clause.

    `text` is None when the language lacks the clause. `governing` is the prevailing wording, to be
    shown with it, exactly when `standing` is not FAITHFUL or GOVERNS and the prevailing language
    has the clause.
    """

    clause: ClauseId
    language: Language
    text: str | None
    standing: Standing
    governing: str | None
    divergences: tuple[Divergence, ...]


class Artefact(msgspec.Struct, frozen=True):
    """A line of the source document that belongs to no clause (a page footer, a stray address)."""

    language: Language
    line: int
    text: str


class Source(msgspec.Struct, frozen=True):
    """The printed document inside the edition folder, and the order of the languages in it.

    The words of all clauses, white space aside, equal this document without the artefacts' lines.
    """

    path: str
    digest: str
    languages: tuple[Language, ...]


class Row(msgspec.Struct, frozen=True):
    """The same clause in all languages side by side; None where a language lacks it."""

    clause: ClauseId
    section: SectionId
    wordings: Mapping[Language, Clause | None]


class Edition(msgspec.Struct, frozen=True, dict=True):
    """One published version of an agreement. `id` is `agreement/date`."""

    id: str
    date: str
    licensor: str
    title: Words
    languages: tuple[Language, ...]
    prevailing: Language | None
    """None when all languages are equal (`prevailing = "none"` in `edition.toml`)."""
    texts: Mapping[Language, Text]
    divergences: tuple[Divergence, ...]
    artefacts: tuple[Artefact, ...]
    digest: str
    """SHA-256 over the digests of all texts, hex: what `--accept-eula EDITION@DIGEST` names."""
    separate: tuple[ClauseId, ...] = ()
    """Clauses that must be affirmed separately wherever they apply."""
    translated_from: Mapping[Language, Mapping[ClauseId, str]] = msgspec.field(
        default_factory=lambda: MappingProxyType({})
    )
    """By language and clause: the digest of the prevailing wording that was translated."""
    source: Source | None = None
    """The printed document that the texts were made from, where the edition carries it."""
    personal: tuple[str, ...] = ()
    """Clauses, or whole sections, whose changes are accepted in person: consent, data, authority."""
    history: tuple[Since, ...] = ()
    """What the publisher says about the changes since earlier editions."""
    files: Mapping[str, str] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    """SHA-256 of each sealed document beside the texts, by its name in the edition's folder."""

    def clause(self, clause_id: ClauseId, language: Language) -> Clause | None:
        """The clause in `language`; None where that language lacks it.

        Raises BadInput CLAUSE_UNKNOWN (clause, near) for an id that no language has, and
        LANGUAGE_UNKNOWN (language, known) for a language that the edition has not.
        """
        if language not in self.texts:
            raise BadInput(Code.LANGUAGE_UNKNOWN, language=language, known=" ".join(self.languages))
        found = self._by_language[language].get(clause_id)
        if found is None and clause_id not in self._rows_by_id:
            raise self._unknown(clause_id)
        return found

    def clause_ids(self) -> tuple[ClauseId, ...]:
        """All clauses in printed order; those that only some languages have stand in their place."""
        return tuple(self._rows_by_id)

    def section_ids(self) -> tuple[SectionId, ...]:
        """All sections in printed order."""
        return tuple(dict.fromkeys(row.section for row in self.rows()))

    def section_rows(self, section: SectionId) -> tuple[Row, ...]:
        """The rows of one section. Raises BadInput CLAUSE_UNKNOWN (clause, near)."""
        found = tuple(row for row in self.rows() if row.section == section)
        if not found:
            raise self._unknown(section)
        return found

    @property
    def in_person(self) -> tuple[str, ...]:
        """Clauses and sections that no delegate accepts a change of; each own affirmation is one."""
        return (*self.personal, *self.separate)

    def changes_since(self, edition_id: str, digest: str) -> tuple[ChangeStatement, ...]:
        """What the publisher says about the changes since that edition; empty where nothing is said."""
        for since in self.history:
            if (since.edition, since.digest) == (edition_id, digest):
                return since.changes
        return ()

    def translation_languages(self) -> tuple[Language, ...]:
        """The languages whose wording does not govern; none where all are equal."""
        if self.prevailing is None:
            return ()
        return tuple(language for language in self.languages if language != self.prevailing)

    def rows(self) -> tuple[Row, ...]:
        """Every clause in all languages side by side, in printed order."""
        return tuple(self._rows_by_id.values())

    def governing(self, clause_id: ClauseId) -> str:
        """The wording that governs: that of the prevailing language.

        Where all languages are equal it is the first language's, and where the prevailing language
        lacks the clause it is the only wording there is; `shown` tells these cases apart.
        Raises BadInput CLAUSE_UNKNOWN (clause, near).
        """
        first = self.languages if self.prevailing is None else (self.prevailing, *self.languages)
        wordings = (self.clause(clause_id, language) for language in first)
        return next(clause.text for clause in wordings if clause is not None)

    def shown(self, clause_id: ClauseId, language: Language) -> Shown:
        """What a reader of `language` is shown for this clause, and how far it can be relied on.

        Raises BadInput CLAUSE_UNKNOWN (clause, near) or LANGUAGE_UNKNOWN (language, known).
        """
        clause = self.clause(clause_id, language)
        divergences = tuple(
            found for found in self._divergences_by_clause.get(clause_id, ()) if language in found.phrases
        )
        standing = self._standing(clause_id, language, clause, diverges=bool(divergences))
        original = None if self.prevailing is None else self.clause(clause_id, self.prevailing)
        reliable = standing in {Standing.GOVERNS, Standing.FAITHFUL}
        return Shown(
            clause=clause_id,
            language=language,
            text=None if clause is None else clause.text,
            standing=standing,
            governing=None if reliable or original is None else original.text,
            divergences=divergences,
        )

    def _standing(
        self, clause_id: ClauseId, language: Language, clause: Clause | None, *, diverges: bool
    ) -> Standing:
        if clause is None:
            return Standing.MISSING
        if self.prevailing is None or language == self.prevailing:
            return Standing.GOVERNS
        original = self.clause(clause_id, self.prevailing)
        if original is None:
            # The translation says something and the prevailing text says nothing.
            return Standing.DIVERGES
        translated = self.translated_from.get(language, {}).get(clause_id, original.digest)
        if translated != original.digest:
            # Comes before DIVERGES: the divergences were reviewed against the older wording too.
            return Standing.STALE
        return Standing.DIVERGES if diverges else Standing.FAITHFUL

    def _unknown(self, clause_id: str) -> BadInput:
        # Imported here: difflib is needed only to help somebody who mistyped.
        import difflib

        near = difflib.get_close_matches(clause_id, (*self.section_ids(), *self.clause_ids()), n=3)
        return BadInput(Code.CLAUSE_UNKNOWN, clause=clause_id, near=", ".join(near) or "–")

    @cached_property
    def _by_language(self) -> dict[Language, dict[ClauseId, Clause]]:
        return {language: text.clauses for language, text in self.texts.items()}

    @cached_property
    def _divergences_by_clause(self) -> dict[ClauseId, list[Divergence]]:
        found: dict[ClauseId, list[Divergence]] = {}
        for divergence in self.divergences:
            found.setdefault(divergence.clause, []).append(divergence)
        return found

    @cached_property
    def _rows_by_id(self) -> dict[ClauseId, Row]:
        texts = [self.texts[language].clauses for language in self.languages]
        rows: dict[ClauseId, Row] = {}
        for clause_id in merge_order([list(text) for text in texts]):
            wordings = {
                language: text.get(clause_id) for language, text in zip(self.languages, texts, strict=True)
            }
            section = clause_id.partition("/")[0]
            rows[clause_id] = Row(clause_id, section, MappingProxyType(wordings))
        return rows


def merge_order(orders: list[list[ClauseId]]) -> list[ClauseId]:
    """One printed order from those of the languages; an unpaired clause follows its predecessor."""
    merged = list(orders[0])
    for order in orders[1:]:
        known = set(merged)
        place = 0
        for clause_id in order:
            if clause_id in known:
                # Nearly always the very next one; from the start it takes a millisecond over 300 clauses.
                behind = place < len(merged) and merged[place] == clause_id
                place = (place if behind else merged.index(clause_id)) + 1
            else:
                merged.insert(place, clause_id)
                place += 1
    return merged
