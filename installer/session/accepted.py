"""The acceptances in this machine's log, each with what has become of it since."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from installer.evidence import predicates

if TYPE_CHECKING:
    from datetime import datetime

    from installer.evidence.personal import PersonalFields
    from installer.session.ledger import Entry, Ledger


class Word(StrEnum):
    """What the one who is bound has said about an acceptance, as far as this log knows."""

    OWN = "own"
    """They gave it themself."""
    OPEN = "open"
    """Somebody else gave it for them, and they have said nothing about it."""
    RATIFIED = "ratified"
    OBJECTED = "objected"


class ListedAcceptance(msgspec.Struct, frozen=True):
    """An acceptance and what has become of it."""

    record: str
    said: predicates.Acceptance
    people: PersonalFields | None
    """None where they were erased."""
    time: datetime
    word: Word
    covered: tuple[datetime, ...]
    """When later installs relied on it without a new acceptance."""

    @property
    def confirmable(self) -> bool:
        """Whether a confirmation by the one who is bound would change something: the last word counts."""
        return self._by_another and self.word is not Word.RATIFIED

    @property
    def objectionable(self) -> bool:
        """Whether an objection by the one who is bound would change something."""
        return self._by_another and self.word is not Word.OBJECTED

    @property
    def _by_another(self) -> bool:
        return self.said.capacity != "self"


def listed(ledger: Ledger) -> tuple[ListedAcceptance, ...]:
    """All of them, in the log's order."""
    return tuple(
        ListedAcceptance(
            record=entry.digest,
            said=said,
            people=entry.people,
            time=entry.stated_at,
            word=_word(ledger, entry, said),
            covered=tuple(
                later.stated_at
                for later, coverage in ledger.of(predicates.Coverage)
                if coverage.of == entry.digest
            ),
        )
        for entry, said in ledger.of(predicates.Acceptance)
    )


def _word(ledger: Ledger, entry: Entry, said: predicates.Acceptance) -> Word:
    if ledger.objected(entry.digest):
        return Word.OBJECTED
    if ledger.ratified(entry.digest):
        return Word.RATIFIED
    return Word.OWN if said.capacity == "self" else Word.OPEN
