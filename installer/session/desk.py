"""Statements that people make beside a decision: reading the log for them, and writing them into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.acceptance.names import same_name
from installer.acceptance.parties import bound, problems
from installer.acceptance.roles import unknown
from installer.errors import BadInput, Code, Refused
from installer.evidence.personal import seal
from installer.flow.state import State
from installer.session.ledger import Entry, Ledger, read_ledger
from installer.session.once import meanwhile
from installer.session.people import personal_fields
from installer.session.presentation import Presentation
from installer.session.statements import Moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from installer.acceptance.parties import Parties
    from installer.evidence.log import Log
    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import Predicate, PredicateType
    from installer.i18n import Language
    from installer.session.issue import Issued
    from installer.session.resources import Resources

SHORTEST: int = 8
"""Digits of a record's digest that are enough to name it."""


class Act(msgspec.Struct, frozen=True):
    """One statement to be made: who acts, and what it says at that moment."""

    state: State
    people: PersonalFields
    make: Callable[[Moment], Predicate]
    presentation: Presentation | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What follows from what the log says: acts to be recorded, or what says the same already."""

    acts: tuple[Act, ...] = ()
    standing: tuple[Entry, ...] = ()


class Desk:
    """What the acts share. `language` is that of whoever acts; `keep` is told of each statement."""

    def __init__(self, resources: Resources, language: Language, keep: Callable[[Issued], None]) -> None:
        self.resources = resources
        self._language = language
        self._keep = keep

    def with_resources(self, resources: Resources) -> Desk:
        """The same desk on another edition."""
        return Desk(resources, self._language, self._keep)

    @property
    def now(self) -> datetime:
        """Now by the session's clock, whole seconds."""
        return self.resources.clock().replace(microsecond=0)

    def read(self) -> Ledger:
        """What the log says; nothing where there is none. Leaves no trace. Raises as `read_ledger`."""
        if not self.resources.issuer.has_log():
            return Ledger()
        with self.resources.issuer.log() as log:
            return read_ledger(log)

    def say(self, kind: PredicateType, judge: Callable[[Ledger], Verdict]) -> tuple[Issued, ...]:
        """Record what `judge` makes of what the log says, or return what stands in it already.

        Question and record are one step: where somebody else has written in between, `judge` is asked again.
        All statements are durable when this returns, and then their receipts are written. Raises what `judge`
        raises; the errors of key and log, after which nothing is recorded; and RECEIPT_UNWRITABLE, as
        `Issuer.write_receipts`, which leaves the statements standing.
        """
        ledger, issuer = self.read(), self.resources.issuer
        verdict = judge(ledger)
        if not verdict.acts:
            return tuple(map(self.standing, verdict.standing))
        issuer.prepare()
        with issuer.log() as log:
            with log.alone():
                if log.size() != len(ledger.entries):
                    verdict = judge(read_ledger(log))
                issued = tuple(self._append(log, kind, act) for act in verdict.acts)
            for found in issued:
                self._keep(found)
            # Said by another process a moment ago: its receipt, the same to the byte, may be on its way.
            issued = issued or tuple(map(self.standing, verdict.standing))
            issuer.write_receipts(log, issued)
        return issued

    def once(self, ledger: Ledger, act: Act) -> Verdict:
        """The act, or the record of it that another run has made since this one began."""
        said = act.make(self._moment(act, ""))
        before = meanwhile(ledger, said, act.people, self.resources)
        return Verdict((act,)) if before is None else Verdict(standing=(before,))

    def _append(self, log: Log, kind: PredicateType, act: Act) -> Issued:
        sealed = seal(act.people)
        said = act.make(self._moment(act, sealed.commitment))
        return self.resources.issuer.issue(log, kind, said, sealed)

    def standing(self, entry: Entry) -> Issued:
        """What was recorded before, for whoever asks for it once more. Its receipt may be gone."""
        return self.resources.issuer.standing(entry)

    def _moment(self, act: Act, commitment: str) -> Moment:
        return Moment(
            edition=self.resources.contract.edition,
            state=act.state,
            channel=self.resources.channel,
            presentation=act.presentation or Presentation(),
            now=self.now,
            commitment=commitment,
        )

    def state(self, parties: Parties) -> State:
        """A state in which these people act. Raises the first problem of the parties."""
        today = self.resources.clock().astimezone().date()
        for _, error in (*problems(parties, today), *unknown(parties, self.resources.contract.rules)):
            raise error
        return State(language=self._language, parties=parties)

    def people(self, parties: Parties, remarks: str = "") -> PersonalFields:
        """The personal fields of an act."""
        return personal_fields(parties, remarks=remarks)


def named(ledger: Ledger, record: str, expected: str) -> Entry:
    """The record of that digest (its first digits are enough) or index.

    Raises BadInput RECORD_UNFIT (record, expected) where it names none, or several.
    """
    wanted = record.strip().casefold()
    found = [entry for entry in ledger.entries if _names(wanted, entry)]
    if len(found) != 1:
        raise unfit(record, expected)
    return found[0]


def unfit(record: str, expected: str) -> BadInput:
    """The refusal of a record of another kind."""
    return BadInput(Code.RECORD_UNFIT, record=record, expected=expected)


def require_principal(parties: Parties, entry: Entry, cite: tuple[str, ...] = ()) -> None:
    """Refuse everybody but the one whom the record binds. Raises Refused NOT_PRINCIPAL (record, actor)."""
    if not same_name(bound(parties).name, entry.principal):
        raise Refused(
            Code.NOT_PRINCIPAL, cite=cite, record=entry.digest[:SHORTEST], actor=parties.actor.name.strip()
        )


def _names(wanted: str, entry: Entry) -> bool:
    if len(wanted) >= SHORTEST:
        return entry.digest.startswith(wanted)
    return wanted == str(entry.index)
