"""What a principal says about an acceptance that somebody else gave for them (evidence-facts: agents).

An acceptance that the principal objected to grants nothing and covers nothing afterwards; what was
installed by then stays, and so does the record. One that they ratified counts as their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.acceptance.names import same_name
from installer.acceptance.parties import Capacity, bound
from installer.errors import Code, Refused
from installer.evidence import predicates
from installer.evidence.predicates import PredicateType
from installer.session.desk import Act, Verdict, named, require_principal, unfit
from installer.session.statements import said

if TYPE_CHECKING:
    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.agreement.clause import ClauseId
    from installer.flow.state import State
    from installer.session.desk import Desk
    from installer.session.issue import Issued
    from installer.session.ledger import Entry, Ledger
    from installer.session.notices import Pending
    from installer.session.presentation import Presentation


class _Word(msgspec.Struct, frozen=True):
    """What is said about an acceptance, and how."""

    kind: PredicateType
    how: Given
    presentation: Presentation | None = None
    remarks: str = ""


class Standing:
    """See module."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ratify(
        self, record: str, parties: Parties, how: Given, presentation: Presentation | None = None
    ) -> Issued:
        """The principal confirms what somebody else accepted for them.

        Their last word counts: what it says already is not recorded again, and is returned. Raises
        RECORD_UNFIT (record, expected): no acceptance, one that they gave themselves, or one of another
        edition than the session's; NOT_PRINCIPAL (record, actor); the errors of key and log.
        """
        return self._about(record, parties, _Word(PredicateType.RATIFICATION, how, presentation))

    def object(
        self,
        record: str,
        parties: Parties,
        how: Given,
        *,
        presentation: Presentation | None = None,
        remarks: str = "",
    ) -> Issued:
        """The principal objects to it, or adds remarks to that. Raises as `ratify`."""
        return self._about(record, parties, _Word(PredicateType.OBJECTION, how, presentation, remarks))

    def answer(  # noqa: PLR0913 - keywords of one act
        self,
        pending: Pending,
        parties: Parties,
        how: Given,
        *,
        confirm: bool,
        presentation: Presentation | None = None,
        remarks: str = "",
    ) -> Issued:
        """Whoever is at this computer confirms a pending notice, or objects to it; once, as `ratify`.

        Raises RECORD_UNFIT where it is of another edition, NOT_PRINCIPAL in another capacity than
        `self`, and the errors of key and log.
        """
        cite = tuple(dict.fromkeys(clause for found in pending.notice.undertakings for clause in found.cite))
        state = self._own_word(parties, pending.acceptance.digest, cite)
        self._require_edition(pending.acceptance.said, pending.acceptance.digest)
        kind = PredicateType.RATIFICATION if confirm else PredicateType.OBJECTION
        word, of = _Word(kind, how, presentation, remarks), pending.acceptance.digest
        (issued,) = self._desk.say(kind, lambda ledger: self._judge(ledger, of, state, word))
        return issued

    def _about(self, record: str, parties: Parties, word: _Word) -> Issued:
        def judge(ledger: Ledger) -> Verdict:
            state, of = self._fit(ledger, record, parties)
            return self._judge(ledger, of, state, word)

        (issued,) = self._desk.say(word.kind, judge)
        return issued

    def _fit(self, ledger: Ledger, record: str, parties: Parties) -> tuple[State, str]:
        """Who speaks, and the acceptance that it is about."""
        entry = named(ledger, record, "acceptance")
        accepted = entry.said
        if not isinstance(accepted, predicates.Acceptance):
            raise unfit(record, "acceptance")
        if accepted.capacity == "self":
            raise unfit(record, "acceptance-by-another")
        self._require_edition(accepted, record)
        rule = self._desk.resources.contract.rules.capacities.get(Capacity(accepted.capacity))
        cite = () if rule is None else rule.cite
        state = self._own_word(parties, record, cite)
        require_principal(parties, entry, cite)
        return state, entry.digest

    def _own_word(self, parties: Parties, record: str, cite: tuple[ClauseId, ...]) -> State:
        if parties.capacity is not Capacity.SELF:
            raise Refused(Code.NOT_PRINCIPAL, cite=cite, record=record, actor=parties.actor.name.strip())
        return self._desk.state(parties)

    def _require_edition(self, accepted: predicates.Acceptance, record: str) -> None:
        """The statement is about the text that was accepted, so that text has to be at hand."""
        edition = self._desk.resources.contract.edition
        if accepted.edition.digest != edition.digest:
            raise unfit(record, f"{accepted.edition.id}@{accepted.edition.digest}")

    def _judge(self, ledger: Ledger, of: str, state: State, word: _Word) -> Verdict:
        model = predicates.Ratification if word.kind is PredicateType.RATIFICATION else predicates.Objection
        before = _last_word(ledger, of, state)
        if before is not None and isinstance(before.said, model) and word.remarks.strip() in _remarks(before):
            return Verdict(standing=(before,))
        act = Act(
            state,
            self._desk.people(state.parties, word.remarks),
            lambda moment: model(**said(moment), of=of, given=word.how.value),
            word.presentation,
        )
        return Verdict((act,))


def _last_word(ledger: Ledger, of: str, state: State) -> Entry | None:
    """What this principal said last about the record."""
    words = (
        entry
        for entry in reversed(ledger.entries)
        if isinstance(entry.said, predicates.Ratification | predicates.Objection)
        and entry.said.of == of
        and same_name(entry.principal, bound(state.parties).name)
    )
    return next(words, None)


def _remarks(entry: Entry) -> tuple[str, ...]:
    """Remarks that add nothing to it."""
    return ("",) if entry.people is None else ("", entry.people.remarks)
