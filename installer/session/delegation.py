"""Granting later updates to a delegate, taking that back, and what has become of the grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.acceptance.granting import end_of, is_self_grant, problems
from installer.acceptance.names import same_name
from installer.acceptance.parties import Capacity, bound
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence import predicates
from installer.evidence.personal import DelegateFields
from installer.evidence.predicates import PredicateType
from installer.session import elsewhere
from installer.session.authority import grants
from installer.session.desk import Act, Verdict, named, require_principal, unfit
from installer.session.ledger import Ledger
from installer.session.listed_grants import ListedGrant, state_of, used
from installer.session.people import personal_fields
from installer.session.statements import affirmed, instant, presented, said, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from installer.acceptance.channel import Given
    from installer.acceptance.granting import GrantTerms
    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import DelegationRule
    from installer.agreement.clause import ClauseId
    from installer.evidence.keys import PublicKey
    from installer.session.desk import Desk
    from installer.session.elsewhere import OtherLog
    from installer.session.foreign import Foreign
    from installer.session.issue import Issued
    from installer.session.ledger import Entry
    from installer.session.presentation import Presentation
    from installer.terms.determination import Affirmation


_CLASSES: Final[tuple[Literal["none", "notify", "required"], ...]] = ("none", "notify", "required")


class Grantable(msgspec.Struct, frozen=True):
    """What a principal may grant now."""

    rests_on: str
    """Record digest of their newest own acceptance whose edition holds the clause."""
    products: frozenset[str]
    clause: ClauseId
    affirmations: tuple[Affirmation, ...]


class Delegation:
    """See module. A grant by clause comes with every acceptance; a named one is given here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def grantable(self, parties: Parties, products: tuple[str, ...] = ()) -> Grantable:
        """What the principal may grant, resting on their own acceptance of these products.

        Raises Refused EARLIER_MISSING (role, record, products), citing the delegation clause: the
        principal has not accepted by themself, or that edition has no such clause.
        """
        rule = self._rule(products)
        return self._grantable(self._desk.read(), parties, rule, products)

    def give(
        self,
        parties: Parties,
        terms: GrantTerms,
        given: Mapping[str, Given],
        presentation: Presentation | None = None,
    ) -> Issued:
        """Record the grant. `given` says how each affirmation was given.

        Raises the first problem of the parties and the terms, NOT_PRINCIPAL in another capacity than
        `self`, EARLIER_MISSING as `grantable`, AFFIRMATION_MISSING (affirmation, flags), and the errors
        of key and log.
        """
        state, now = self._desk.state(parties), self._desk.now
        rule = self._rule(terms.products)
        if parties.capacity is not Capacity.SELF:
            raise Refused(
                Code.NOT_PRINCIPAL, cite=(rule.clause,), record="", actor=parties.actor.name.strip()
            )
        delegate = DelegateFields(
            name=terms.delegate.strip(), email=terms.email.strip(), role=terms.role.strip()
        )
        people = personal_fields(parties, delegate=delegate)

        def judge(ledger: Ledger) -> Verdict:
            basis = self._grantable(ledger, parties, rule, terms.products)
            for _, error in problems(terms, basis.products, now):
                raise error
            _require_affirmed(basis.affirmations, given)
            act = Act(
                state,
                people,
                lambda moment: predicates.Grant(
                    **said(moment),
                    products=list(dict.fromkeys(terms.products)),
                    change_classes=[name for name in _CLASSES if ChangeClass(name) in terms.classes],
                    valid_from=instant(now),
                    valid_until=instant(end_of(terms, now)),
                    clause=basis.clause,
                    rests_on=basis.rests_on,
                    self_grant=is_self_grant(terms, parties.actor),
                    by_role=terms.by_role,
                    affirmations=[affirmed(found, given[found.id], moment) for found in basis.affirmations],
                ),
                presentation,
            )
            return self._desk.once(ledger, act)

        (issued,) = self._desk.say(PredicateType.GRANT, judge)
        return issued

    def revoke(
        self, record: str, parties: Parties, how: Given, presentation: Presentation | None = None
    ) -> Issued:
        """Take back a grant: a Grant statement, or the grant by clause of an acceptance.

        Who is bound by it may, and so may its delegate; a grant that was brought from another log is taken
        back here. What was accepted by it before stands, and one that was revoked is not revoked again: the
        first revocation is returned. Raises RECORD_UNFIT (record, expected), NOT_PRINCIPAL (record, actor),
        as `read_others`, and the errors of key and log.
        """
        state, others = self._desk.state(parties), self._others()

        def judge(ledger: Ledger) -> Verdict:
            everywhere = _joined(others, ledger)
            entry = named(everywhere, record, "grant")
            if not isinstance(entry.said, predicates.Grant | predicates.Acceptance):
                raise unfit(record, "grant")
            if entry.people is not None and not _is_delegate(entry, parties):
                require_principal(parties, entry, self._clauses())
            before = everywhere.revocation(entry.digest)
            if before is not None:
                return Verdict(standing=(before,))
            act = Act(
                state,
                personal_fields(parties),
                lambda moment: predicates.Revocation(
                    **stated(moment),
                    of=entry.digest,
                    given=how.value,
                    presentation=None if presentation is None else presented(moment),
                ),
                presentation,
            )
            return Verdict((act,))

        (issued,) = self._desk.say(PredicateType.REVOCATION, judge)
        return issued

    def listed(self) -> tuple[ListedGrant, ...]:
        """All grants: those brought from other logs, then those in this one in its order.

        Raises LOG_BROKEN, and as `read_others`.
        """
        here, others, now = self._desk.read(), self._others(), self._desk.now
        everywhere = _joined(others, here)
        return tuple(
            ListedGrant(granted, state_of(granted, now), used(everywhere, granted.statement))
            for granted in grants(here, self._desk.resources.editions, others)
        )

    def bring(self, path: Path, keys: Iterable[PublicKey] = ()) -> Foreign:
        """Keep a grant, the acceptance behind it, or its revocation, as another computer's log shows it.

        `keys` are trusted from now on where that log is theirs. Raises as `elsewhere.keep`.
        """
        return elsewhere.keep(self._desk.resources.state_folder, path, keys, self._clauses())

    def _others(self) -> tuple[OtherLog, ...]:
        return elsewhere.read_others(self._desk.resources.state_folder)

    def _grantable(
        self, ledger: Ledger, parties: Parties, rule: DelegationRule, products: tuple[str, ...]
    ) -> Grantable:
        principal = bound(parties).name
        own = [
            Grantable(entry.digest, frozenset(accepted.products), clause, rule.affirmations)
            for entry, accepted in ledger.of(predicates.Acceptance)
            if same_name(entry.principal, principal)
            and ledger.is_own(entry.digest)
            and (clause := self._desk.resources.editions.clause(accepted.edition)) is not None
        ]
        if not own:
            raise _missing(rule.clause, products)
        return next((found for found in reversed(own) if found.products.issuperset(products)), own[-1])

    def _rule(self, products: tuple[str, ...]) -> DelegationRule:
        rule = self._desk.resources.contract.rules.delegation
        if rule is None:
            raise _missing(None, products)
        return rule

    def _clauses(self) -> tuple[ClauseId, ...]:
        clause = self._desk.resources.contract.rules.delegation_clause
        return () if clause is None else (clause,)


def _joined(others: Iterable[OtherLog], here: Ledger) -> Ledger:
    """What this log says, after what others say of grants."""
    return Ledger((*(entry for other in others for entry in other.ledger.entries), *here.entries))


def _missing(clause: ClauseId | None, products: tuple[str, ...]) -> Refused:
    cite = () if clause is None else (clause,)
    return Refused(Code.EARLIER_MISSING, cite=cite, role="grant", record="", products=" ".join(products))


def _require_affirmed(needed: tuple[Affirmation, ...], given: Mapping[str, Given]) -> None:
    missing = [found for found in needed if found.id not in given]
    if missing:
        raise Refused(
            Code.AFFIRMATION_MISSING,
            cite=tuple(dict.fromkeys(clause for found in missing for clause in found.cite)),
            affirmation=" ".join(found.id for found in missing),
            flags=" ".join(f"--affirm {found.id}" for found in missing),
        )


def _is_delegate(entry: Entry, parties: Parties) -> bool:
    delegate = entry.people.delegate if entry.people is not None else None
    return delegate is not None and same_name(delegate.name, parties.actor.name)
