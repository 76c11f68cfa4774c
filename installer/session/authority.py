"""What a delegate wants, put to the earlier acceptances in the machine's log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from installer.acceptance.delegation import Acceptance, Wish, grant_for
from installer.acceptance.parties import Capacity, bound
from installer.evidence.predicates import Acceptance as Accepted
from installer.install.plan import Action

if TYPE_CHECKING:
    from installer.acceptance.delegation import Grant
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.clause import SectionId
    from installer.evidence.log import Log
    from installer.install.bundle import Bundle
    from installer.install.plan import Plan
    from installer.session.statements import Moment
    from installer.terms.determination import Determination
    from installer.terms.selected import Selection


def find_grant(
    log: Log,
    moment: Moment,
    determination: Determination,
    rules: AcceptanceRules,
    updates: frozenset[SectionId],
) -> Grant:
    """The grant by clause that the delegate's wish rests on. Raises as `grant_for` and the log."""
    known, newest = acceptances(log)
    parties = moment.state.parties
    wish = Wish(
        actor=parties.actor.name.strip(),
        principal=bound(parties).name.strip(),
        edition_digest=moment.edition.digest,
        products=frozenset(determination.selection.products),
        sections=frozenset(determination.sections),
        updates=updates,
        clause=rules.delegation_clause,
        now=moment.now,
        last_seen=newest,
    )
    return grant_for(wish, known)


def acceptances(log: Log) -> tuple[tuple[Acceptance, ...], datetime | None]:
    """All acceptances in the log, every statement verified, and the time of the newest record.

    A principal's name that was erased, or that does not open its commitment, is empty: nobody's
    authority can rest on it.
    """
    found = []
    newest: datetime | None = None
    for logged in log.statements():
        time = _read_instant(logged.record.time)
        newest = time if newest is None else max(newest, time)
        said = logged.statement.predicate
        if isinstance(said, Accepted):
            found.append(
                Acceptance(
                    statement=logged.digest,
                    time=time,
                    edition_digest=said.edition.digest,
                    capacity=Capacity(said.capacity),
                    principal=_principal(log, logged.index, said.personal.commitment),
                    products=frozenset(said.products),
                    sections=frozenset(said.sections),
                )
            )
    return tuple(found), newest


def updated_products(bundle: Bundle, plan: Plan, selection: Selection) -> frozenset[SectionId]:
    """The selected products all of whose components are in the target already."""
    new = {planned.id for planned in plan.components if planned.action is Action.INSTALL}
    theirs = {
        product: {found.id for found in bundle.components if product in found.products}
        for product in selection.products
    }
    return frozenset(product for product, ids in theirs.items() if ids and not ids & new)


def _principal(log: Log, index: int, commitment: str) -> str:
    sealed = log.personal(index)
    return sealed.fields.principal.name if sealed is not None and sealed.opens(commitment) else ""


def _read_instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
