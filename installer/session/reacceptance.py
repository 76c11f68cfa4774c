"""Accepting a newer edition: only what changed since the one that this principal accepted is asked for.

1. The newest acceptance that binds the principal, in the same role, for all the products
   (`installer.session.authority.since`).
2. The edition that it names, by its digest: one that is shipped, or put together from the texts in a
   receipt on this machine. Where neither is there, everything has to be read again.
3. What is different in the edition in force, without the sections of products that are not selected.
4. To be read: the sections that hold a change which asks for an acceptance, and those that apply now
   and did not then.

Under a `notify` change nothing is to be read again and no affirmation of its own is asked. The new text
is accepted all the same: a statement of coverage would say that no wording changed. That a delegate may
not accept a `personal` change is for `installer.acceptance.delegation` to see to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from installer.acceptance.roles import Role
from installer.agreement.change_class import ChangeClass
from installer.evidence import predicates
from installer.session.concerning import concerning

if TYPE_CHECKING:
    from typing import Literal

    from installer.acceptance.parties import Parties
    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition
    from installer.evidence.log import Log
    from installer.flow.state import State
    from installer.session.authority import Since
    from installer.session.resources import Resources
    from installer.terms.selected import Selection


@dataclass(frozen=True)
class Renewal:
    """What somebody is asked who accepted an earlier edition."""

    since: Since
    comparison: Comparison
    """What concerns the selection; it may ask for nothing."""
    to_read: tuple[SectionId, ...]
    """In printed order."""

    @property
    def changed(self) -> tuple[ClauseId, ...]:
        """The clauses that ask for an acceptance, by their ids of now; one that is gone has none."""
        return tuple(change.new for change in self.comparison.asking().changes if change.new is not None)

    def stated(self) -> predicates.Changes | None:
        """What the new acceptance says about it; None where nothing changed that concerns the selection."""
        change_class = self.comparison.change_class
        if change_class is ChangeClass.NONE:
            return None
        said = self.since.accepted.edition
        return predicates.Changes(
            since=predicates.EditionRef(id=said.id, digest=said.digest, date=said.date),
            change_class=cast("Literal['notify', 'required', 'personal']", change_class.value),
            clauses=list(self.comparison.clauses),
        )


class Renewals:
    """Looks into the log once for each person and selection: a face asks often.

    What another process writes meanwhile is not seen; the decision itself looks again.
    """

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._last: tuple[tuple[Parties, Selection], Renewal | None] | None = None

    def of(self, state: State) -> Renewal | None:
        """None where nothing was accepted that could be renewed: everything is to be read.

        Leaves no trace where there is no log yet. Raises as `Log.open` and `read_ledger`.
        """
        key = (state.parties, state.selection)
        if self._last is None or self._last[0] != key:
            self._last = (key, self._look(state))
        return self._last[1]

    def changes(self, state: State) -> Comparison | None:
        """What changed since the edition that the principal accepted, as far as it concerns the selection.

        None where there is no such acceptance, or its text is not at hand: then everything is new to
        them. It may hold nothing, or nothing that asks for an acceptance. Raises as `of`, and BadInput
        where the selection names the unknown.
        """
        found = self.of(state)
        return None if found is None else found.comparison

    def _look(self, state: State) -> Renewal | None:
        if state.parties.role is not Role.END_USER or not self._resources.issuer.has_log():
            return None
        with self._resources.issuer.log() as log:
            return renewal(self._resources, state, log)


def renewal(resources: Resources, state: State, log: Log) -> Renewal | None:
    """As `Renewals.of`, looked up now in an open log."""
    from installer.session.authority import Asked, since
    from installer.session.ledger import read_ledger

    current = resources.contract.edition
    determination = resources.meaning.determination(state.selection)
    asked = Asked(state.parties, determination, frozenset(), None, resources.clock())
    last = since(read_ledger(log), resources.editions, asked)
    if last is None or last.accepted.edition.digest == current.digest:
        return None
    old = resources.editions.find(last.accepted.edition) or _kept(resources, last)
    if old is None or old.id.partition("/")[0] != current.id.partition("/")[0]:
        return None
    from installer.agreement.compare import compare

    products = frozenset(product.id for product in resources.contract.terms.catalogue.products)
    applying = frozenset(determination.sections)
    comparison = concerning(compare(old, current), applying, products)
    new_to_them = applying & set(old.section_ids()) - set(last.accepted.sections)
    touched = {section for change in comparison.asking().changes for section in change.sections}
    wanted = new_to_them | (touched & applying)
    return Renewal(last, comparison, tuple(found for found in current.section_ids() if found in wanted))


def _kept(resources: Resources, last: Since) -> Edition | None:
    from installer.session.kept_texts import find_kept

    return find_kept(resources.state_folder, last.accepted, resources.contract.edition)
