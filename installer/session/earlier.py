"""The earlier acceptance by somebody else that an acceptance rests on, and receipts of earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.acceptance.names import same_name
from installer.acceptance.parties import Capacity, bound
from installer.acceptance.rules import Earlier
from installer.errors import Code, Refused
from installer.evidence import predicates
from installer.session import imported

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.session.ledger import Ledger
    from installer.terms.selected import Selection


def receipt_of(state_folder: Path, record: str) -> Path | None:
    """The receipt file of a record of this machine's log; None where it is not there any more."""
    from installer.session.issue import RECEIPTS

    return next(iter((state_folder / RECEIPTS).glob(f"*-{record[:12]}.assent.json")), None)


class _Found(msgspec.Struct, frozen=True):
    digest: str
    said: predicates.Acceptance
    principal: str


def rests_on(
    ledger: Ledger, state_folder: Path, parties: Parties, selection: Selection, rules: AcceptanceRules
) -> str:
    """The record digest that the role's acceptance rests on; empty where it rests on none.

    It must be an end-user's acceptance of all the products, by somebody else, in this log or in an
    imported receipt. Raises Refused EARLIER_MISSING (role, record, products), citing the role's clauses.
    """
    rule = rules.roles.get(parties.role.value)
    if rule is None or (rule.earlier is Earlier.NONE and not parties.rests_on):
        return ""
    candidates = _candidates(ledger, state_folder, parties.rests_on)
    wanted = set(selection.products)
    for found in reversed(candidates):
        other = not same_name(found.principal, bound(parties).name)
        if other and found.said.role == "end-user" and wanted <= set(found.said.products):
            return found.digest
    if rule.earlier is Earlier.OPTIONAL and not parties.rests_on:
        return ""
    raise Refused(
        Code.EARLIER_MISSING,
        cite=rule.cite,
        role=parties.role.value,
        record=parties.rests_on,
        products=" ".join(selection.products),
    )


def _candidates(ledger: Ledger, state_folder: Path, named: str) -> list[_Found]:
    found = [
        _Found(entry.digest, said, entry.principal)
        for entry, said in ledger.of(predicates.Acceptance)
        if entry.principal and not ledger.objected(entry.digest) and named in {"", entry.digest}
    ]
    kept = imported.find(state_folder, named) if named and not found else None
    if kept is not None:
        found.append(_Found(kept.digest, kept.said, kept.people.principal.name))
    return found


def proved(state_folder: Path, parties: Parties, selection: Selection, edition: Edition) -> Parties:
    """The parties with what the principal's own receipt says, where one is named.

    Raises Refused RECEIPT_UNFIT (path, detail): no such receipt was imported, or it is of another text,
    of fewer products or of somebody else.
    """
    authority = parties.authority
    if parties.capacity is not Capacity.ON_BEHALF or not authority.receipt:
        return parties
    found = imported.find(state_folder, authority.receipt)
    if found is None:
        raise imported.unfit(authority.receipt, "not-imported")
    doubts = {
        "edition": found.said.edition.digest != edition.digest,
        "products": not set(selection.products) <= set(found.said.products),
        "principal": not same_name(found.people.principal.name, parties.principal.name),
    }
    for detail, wrong in doubts.items():
        if wrong:
            raise imported.unfit(found.path, detail)
    accepted_on = authority.accepted_on.strip() or found.said.time.at[:10]
    return replace(parties, authority=replace(authority, accepted_on=accepted_on))
