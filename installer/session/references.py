"""What an answer to "who accepts?" points to: an earlier acceptance, a customer's receipt.

The decision looks each of them up again when it counts (`installer.session.earlier`). This asks the same
ahead, so that nobody reads and affirms everything before they are told that it cannot be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.acceptance.form import RECEIPT, RESTS_ON
from installer.acceptance.parties import Capacity, bound
from installer.acceptance.roles import Role
from installer.errors import AssentError
from installer.evidence import predicates
from installer.flow.facts import Problem
from installer.session import imported
from installer.session.earlier import proved, rests_on
from installer.session.ledger import Ledger, read_ledger
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from installer.acceptance.parties import Parties
    from installer.flow.state import State
    from installer.session.resources import Resources


class Doubts(msgspec.Struct, frozen=True):
    """What does not hold whatever is selected, and what does not hold for the products selected."""

    parties: tuple[Problem, ...] = ()
    selection: tuple[Problem, ...] = ()


class Earlier(msgspec.Struct, frozen=True):
    """An acceptance that another one may rest on."""

    digest: str
    principal: str
    said: predicates.Acceptance
    imported: bool
    """It comes as a receipt from another computer."""


class References:
    """Looks into log and receipts once for each answer: a face asks at each key."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._last: tuple[Hashable, Doubts] | None = None

    def doubts(self, state: State) -> Doubts:
        """What does not hold. Leaves no trace; what cannot be read is a doubt of its own."""
        parties = state.parties
        who = (parties.capacity, parties.role, bound(parties).name)
        key = (who, parties.rests_on, parties.authority.receipt, state.selection.products)
        if self._last is None or self._last[0] != key:
            self._last = (key, self._look(parties, state.selection))
        return self._last[1]

    def earlier(self, parties: Parties) -> tuple[Earlier, ...]:
        """What the role's acceptance may rest on, newest first, those of this log before imported ones.

        Raises as `read_ledger`.
        """
        ledger = self._read()
        found = (*reversed(tuple(_logged(ledger))), *_imported(self._resources))
        return tuple(each for each in found if self._fits(ledger, replace(parties, rests_on=each.digest)))

    def _look(self, parties: Parties, selection: Selection) -> Doubts:
        whatever = tuple(self._doubts(parties, Selection()))
        return Doubts(whatever, () if whatever else tuple(self._doubts(parties, selection)))

    def _doubts(self, parties: Parties, selection: Selection) -> Iterator[Problem]:
        resources = self._resources
        try:
            if parties.role is not Role.END_USER:
                rests_on(self._read(), resources.state_folder, parties, selection, resources.contract.rules)
        except AssentError as error:
            yield Problem(RESTS_ON, error)
        try:
            if parties.capacity is Capacity.ON_BEHALF:
                proved(resources.state_folder, parties, selection, resources.contract.edition)
        except AssentError as error:
            yield Problem(RECEIPT, error)

    def _fits(self, ledger: Ledger, parties: Parties) -> bool:
        resources = self._resources
        try:
            rests_on(ledger, resources.state_folder, parties, Selection(), resources.contract.rules)
        except AssentError:
            return False
        return True

    def _read(self) -> Ledger:
        if not self._resources.issuer.has_log():
            return Ledger()
        with self._resources.issuer.log() as log:
            return read_ledger(log)


def _logged(ledger: Ledger) -> Iterator[Earlier]:
    for entry, said in ledger.of(predicates.Acceptance):
        yield Earlier(entry.digest, entry.principal, said, imported=False)


def _imported(resources: Resources) -> Iterator[Earlier]:
    for kept in imported.listed(resources.state_folder):
        yield Earlier(kept.digest, kept.people.principal.name, kept.said, imported=True)
