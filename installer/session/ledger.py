"""What the machine's log says, read once and every statement checked: who said what about what.

A name that was erased, or that does not open its commitment, is empty: nobody's authority rests on it.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from installer.acceptance.names import same_name
from installer.evidence import predicates
from installer.evidence.predicates.models import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from installer.evidence.log import Log
    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import Predicate, PredicateType

Kind = TypeVar("Kind", bound="Predicate")


class Entry(msgspec.Struct, frozen=True):
    """One statement of the log."""

    index: int
    digest: str
    """Of its record: how other statements name it."""
    time: datetime
    """When it was stored."""
    said: Predicate
    people: PersonalFields | None
    """None where they were erased."""

    @property
    def principal(self) -> str:
        """Who is bound, as stated; empty where erased."""
        return "" if self.people is None else self.people.principal.name

    @property
    def kind(self) -> PredicateType:
        """What it is."""
        return kind_of(self.said)

    @property
    def stated_at(self) -> datetime:
        """When it was made, by its own word."""
        return read_instant(self.said.time.at)


class Ledger(msgspec.Struct, frozen=True, dict=True):
    """All statements in the log's order."""

    entries: tuple[Entry, ...] = ()

    @property
    def newest(self) -> datetime | None:
        """The latest time that any record has; None for an empty log."""
        return max((entry.time for entry in self.entries), default=None)

    def of(self, kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
        """The statements of one kind, oldest first."""
        for entry in self.entries:
            if isinstance(entry.said, kind):
                yield entry, entry.said

    def find(self, digest: str) -> Entry | None:
        """The record of that digest, if it is in the log."""
        return self._by_digest.get(digest)

    def revocation(self, digest: str) -> Entry | None:
        """The first revocation of the grant, by whomever it was recorded: what is doubtful ends."""
        return next((entry for entry, said in self.of(predicates.Revocation) if said.of == digest), None)

    def withdrawal(self, digest: str) -> Entry | None:
        """The first withdrawal of the consent."""
        return next((entry for entry, said in self.of(predicates.Withdrawal) if said.of == digest), None)

    def objected(self, digest: str) -> bool:
        """Whether the principal's last word about the acceptance is an objection."""
        return self._last_words.get(digest) is predicates.Objection

    def ratified(self, digest: str) -> bool:
        """Whether the principal's last word about the acceptance is a ratification."""
        return self._last_words.get(digest) is predicates.Ratification

    def is_own(self, digest: str) -> bool:
        """Whether it is an acceptance that the principal gave, proved by a receipt, or ratified."""
        entry = self.find(digest)
        if entry is None or not isinstance(entry.said, predicates.Acceptance) or self.objected(digest):
            return False
        proved = entry.said.authority is not None and entry.said.authority.receipt is not None
        return entry.said.capacity == "self" or proved or self.ratified(digest)

    @cached_property
    def _by_digest(self) -> Mapping[str, Entry]:
        return {entry.digest: entry for entry in self.entries}

    @cached_property
    def _last_words(self) -> Mapping[str, type[Predicate]]:
        """Record digest to the kind of the last ratification or objection by its principal.

        Whoever is not the principal changes nothing. Where a name was erased an objection counts and a
        ratification does not.
        """
        found: dict[str, type[Predicate]] = {}
        for entry in self.entries:
            said = entry.said
            if not isinstance(said, predicates.Ratification | predicates.Objection):
                continue
            about = self.find(said.of)
            erased = about is None or not about.principal or not entry.principal
            known = about is not None and same_name(about.principal, entry.principal)
            if known or (erased and isinstance(said, predicates.Objection)):
                found[said.of] = type(said)
        return found


def read_ledger(log: Log) -> Ledger:
    """Everything in the log. Raises UntrustedData LOG_BROKEN: one bad record and nothing is known."""
    entries = []
    for logged in log.statements():
        said = logged.statement.predicate
        sealed = log.personal(logged.index)
        opened = sealed is not None and sealed.opens(said.personal.commitment)
        entries.append(
            Entry(
                index=logged.index,
                digest=logged.digest,
                time=read_instant(logged.record.time),
                said=said,
                people=sealed.fields if sealed is not None and opened else None,
            )
        )
    return Ledger(tuple(entries))


def read_instant(text: str) -> datetime:
    """The moment of an `Instant`: RFC 3339, UTC, whole seconds."""
    return datetime.fromisoformat(text)
