"""What a comparison of two editions says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.agreement.change_class import ChangeClass, highest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.compare.words import Run
    from installer.i18n import Language, Words


class ChangeKind(StrEnum):
    """What has happened to a clause, by the wordings that govern."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    TYPOGRAPHY = "typography"
    """Only spaces, quotation marks, dashes, apostrophes or dots differ; the place may differ too."""
    MOVED = "moved"
    """The same words under another number or in another section."""
    TRANSLATION = "translation"
    """What governs is the same to the letter; a translation is not."""


class Ground(StrEnum):
    """Why a change has its class."""

    STATED = "stated"
    """The publisher says so in `changes.toml`, with a reason."""
    UNSTATED = "unstated"
    """The publisher says nothing, so it is what its kind asks for."""
    LIFTED = "lifted"
    """The publisher states less than a change of this kind may have at least."""
    IN_PERSON = "in-person"
    """The clause is one that is accepted in person (`personal` or `separate` of an edition)."""


class EditionPart(StrEnum):
    """What an edition says of itself beside its clauses."""

    PREVAILING = "prevailing"
    LICENSOR = "licensor"
    LANGUAGES = "languages"
    SEPARATE = "separate"


class Wording(msgspec.Struct, frozen=True):
    """One language of a changed clause. None where the edition has no such clause in it.

    `runs` joined without the removed ones is `new`, and without the added ones `old`.
    """

    old: str | None
    new: str | None
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ at all."""
        return self.old != self.new


class ClauseChange(msgspec.Struct, frozen=True):
    """One clause that is not as it was. `old` is None when it was added, `new` when it was removed."""

    kind: ChangeKind
    old: ClauseId | None
    new: ClauseId | None
    change_class: ChangeClass
    ground: Ground
    reason: Words
    """The publisher's, by language; empty where nothing was stated."""
    stated: ChangeClass | None
    wordings: Mapping[Language, Wording]
    """Every language of both editions, in the new one's order."""

    @property
    def clause(self) -> ClauseId:
        """How the clause is called: by its new id, or its last one."""
        return self.new or self.old or ""

    @property
    def sections(self) -> frozenset[SectionId]:
        """Where it stands and where it stood."""
        return frozenset(found.partition("/")[0] for found in (self.old, self.new) if found)


class EditionChange(msgspec.Struct, frozen=True):
    """A difference that lies in no clause and concerns everybody."""

    part: EditionPart
    old: tuple[str, ...]
    new: tuple[str, ...]
    change_class: ChangeClass


class Comparison(msgspec.Struct, frozen=True):
    """All differences between two editions of one agreement, in printed order."""

    old: str
    old_digest: str
    new: str
    new_digest: str
    edition_changes: tuple[EditionChange, ...]
    changes: tuple[ClauseChange, ...]
    unused: tuple[ClauseId, ...] = ()
    """Clauses that the publisher's `changes.toml` states and that did not change."""

    @property
    def change_class(self) -> ChangeClass:
        """What all of it together asks for; NONE where nothing changed."""
        whole = (found.change_class for found in self.edition_changes)
        return highest([*whole, *(found.change_class for found in self.changes)])

    @property
    def clauses(self) -> tuple[ClauseId, ...]:
        """The changed clauses by `ClauseChange.clause`."""
        return tuple(change.clause for change in self.changes)

    def touches(self, sections: Collection[SectionId]) -> Comparison:
        """What concerns these sections alone: name those that apply now and those that applied before.

        Changes that lie in no clause stay.
        """
        kept = tuple(change for change in self.changes if change.sections & set(sections))
        return replace(self, changes=kept)

    def asking(self) -> Comparison:
        """Only what asks for an acceptance: REQUIRED and PERSONAL."""
        floor = ChangeClass.REQUIRED.rank
        return replace(
            self,
            edition_changes=tuple(
                found for found in self.edition_changes if found.change_class.rank >= floor
            ),
            changes=tuple(found for found in self.changes if found.change_class.rank >= floor),
        )
