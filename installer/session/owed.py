"""What the people of this machine's log are asked under the edition in force.

Of each principal in each role the newest acceptances, as long as they cover a product that no newer one
covers. One that the principal objected to binds nobody, and one whose people were erased is nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.acceptance.names import plain
from installer.agreement.change_class import ChangeClass
from installer.agreement.compare import compare
from installer.evidence import predicates
from installer.session.concerning import concerning
from installer.session.kept_texts import find_kept
from installer.session.reacceptance import to_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.agreement.clause import SectionId
    from installer.agreement.compare import Comparison
    from installer.session.ledger import Entry, Ledger
    from installer.session.resources import Resources


class Owed(msgspec.Struct, frozen=True):
    """One acceptance, and what the edition in force asks of whoever it binds, for its products."""

    entry: Entry
    accepted: predicates.Acceptance
    comparison: Comparison | None
    """None where nothing can be compared: it is of the edition in force, or its text is not at hand."""
    asks: ChangeClass
    """PERSONAL where its text is not at hand: everything is to be read and accepted."""
    sections: tuple[SectionId, ...]
    """To be read again."""
    told: str = ""
    """Record digest of the statement by which they were shown what they only had to be told of."""


def owed(resources: Resources, ledger: Ledger, since: str = "") -> tuple[Owed, ...]:
    """What is asked, the newest acceptance first; with `since` only of those who accepted that edition."""
    return tuple(
        _judged(resources, ledger, entry, accepted)
        for entry, accepted in _standing(ledger)
        if since in {"", accepted.edition.id}
    )


def _standing(ledger: Ledger) -> Iterator[tuple[Entry, predicates.Acceptance]]:
    known: dict[tuple[str, str], set[str]] = {}
    for entry, accepted in reversed(tuple(ledger.of(predicates.Acceptance))):
        if not entry.principal or ledger.objected(entry.digest):
            continue
        products = known.setdefault((plain(entry.principal), accepted.role), set())
        if not set(accepted.products) <= products or not accepted.products:
            products.update(accepted.products)
            yield entry, accepted


def _judged(resources: Resources, ledger: Ledger, entry: Entry, accepted: predicates.Acceptance) -> Owed:
    current = resources.contract.edition
    if accepted.edition.digest == current.digest:
        return Owed(entry, accepted, None, ChangeClass.NONE, ())
    old = resources.editions.find(accepted.edition) or find_kept(resources.state_folder, accepted, current)
    there = set(current.section_ids())
    applying = frozenset(accepted.sections) & there
    if old is None or old.id.partition("/")[0] != current.id.partition("/")[0]:
        every = tuple(section for section in current.section_ids() if section in applying)
        return Owed(entry, accepted, None, ChangeClass.PERSONAL, every)
    products = frozenset(product.id for product in resources.contract.terms.catalogue.products)
    comparison = concerning(compare(old, current), frozenset(accepted.sections), products)
    wanted = to_read(comparison, applying, frozenset())
    return Owed(
        entry,
        accepted,
        comparison,
        comparison.change_class,
        tuple(section for section in current.section_ids() if section in wanted),
        _told(ledger, entry, current.digest),
    )


def _told(ledger: Ledger, entry: Entry, digest: str) -> str:
    shown = (
        before.digest
        for before, said in ledger.of(predicates.Coverage)
        if (said.of, said.edition.digest, said.change_class, said.told)
        == (entry.digest, digest, "notify", None)
    )
    return next(shown, "")
