"""Accepting a newer edition: only what changed since the one that this principal accepted is asked for.

1. The newest acceptance that binds the principal, in the same role, for all the products
   (`installer.session.since`).
2. The edition that it names, by its digest: one that is shipped, or put together from the texts in a
   receipt on this machine. Where neither is there, everything has to be read again.
3. What is different in the edition in force, without the sections of products that are not selected.
4. To be read: the sections that hold a change which asks for an acceptance, and those that apply now
   and did not then.

Where there are only `notify` changes nothing is to be accepted: see `installer.session.covering`. That a
delegate may not accept a `personal` change is for `installer.acceptance.delegation` to see to. An affiliate
or a transferee renews what they accepted themselves, in that role; whose acceptance the role rests on is
another matter (`installer.session.earlier`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from installer.agreement.change_class import ChangeClass
from installer.evidence import predicates
from installer.flow.state import Difference
from installer.session.concerning import concerning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Literal

    from installer.acceptance.parties import Parties
    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition
    from installer.flow.state import State
    from installer.i18n import Language
    from installer.session.ledger import Ledger
    from installer.session.resources import Resources
    from installer.session.since import Since
    from installer.terms.selected import Selection


class Renewal(msgspec.Struct, frozen=True):
    """What somebody is asked who accepted an earlier edition."""

    since: Since
    comparison: Comparison
    """What concerns the selection; it may ask for nothing."""
    to_read: tuple[SectionId, ...]
    """In printed order."""
    receipt: Path | None = None
    """Of the earlier acceptance, where its file is still there."""

    @property
    def changed(self) -> tuple[ClauseId, ...]:
        """The clauses that ask for an acceptance, by their ids of now; one that is gone has none."""
        return tuple(change.new for change in self.comparison.asking().changes if change.new is not None)

    @property
    def items(self) -> tuple[str, ...]:
        """All that changed, each by the name of its `Difference`: parts of the edition, then clauses."""
        return (*self._parts, *self.comparison.clauses)

    @property
    def touched(self) -> frozenset[SectionId]:
        """The sections in which something changed, whatever that asks for."""
        return frozenset(section for change in self.comparison.changes for section in change.sections)

    def differences(self, item: str, languages: Iterable[Language]) -> frozenset[Difference]:
        """What a face says once it has shown what is different in the item, in these languages."""
        return frozenset(Difference(item, language, self.comparison.old_digest) for language in languages)

    def unseen(self, state: State) -> tuple[str, ...]:
        """Those of `items` that were shown as a difference in no language."""
        seen = {found.item for found in self._shown(state.differences)}
        return tuple(item for item in self.items if item not in seen)

    def unshown(self, state: State) -> tuple[str, ...]:
        """What asks for an acceptance, stands nowhere in the text of now, and was not shown yet."""
        asking = self.comparison.asking()
        nowhere = {part.part.value for part in asking.edition_changes}
        nowhere |= {change.clause for change in asking.changes if change.new is None}
        return tuple(item for item in self.unseen(state) if item in nowhere)

    def stated(self, state: State) -> predicates.Changes | None:
        """What the new statement says about it; None where nothing changed that concerns the selection."""
        change_class = self.comparison.change_class
        if change_class is ChangeClass.NONE:
            return None
        said = self.since.accepted.edition
        shown = self._shown(state.differences)
        return predicates.Changes(
            since=predicates.EditionRef(id=said.id, digest=said.digest, date=said.date),
            change_class=cast("Literal['notify', 'required', 'personal']", change_class.value),
            clauses=list(self.comparison.clauses),
            parts=list(self._parts),
            shown=[self._seen_in(name, shown) for name in sorted({found.language for found in shown})],
        )

    @property
    def _parts(self) -> tuple[predicates.PartName, ...]:
        return tuple(part.part.value for part in self.comparison.edition_changes)

    def _shown(self, differences: Iterable[Difference]) -> frozenset[Difference]:
        """Those of this comparison: since another edition, or of what does not concern, are others."""
        items = set(self.items)
        return frozenset(
            found
            for found in differences
            if found.since == self.comparison.old_digest and found.item in items
        )

    def _seen_in(self, language: Language, shown: Iterable[Difference]) -> predicates.DifferenceSeen:
        items = {found.item for found in shown if found.language == language}
        return predicates.DifferenceSeen(
            language=language,
            clauses=[clause for clause in self.comparison.clauses if clause in items],
            parts=[part for part in self._parts if part in items],
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

        Leaves no trace where there is no log yet. Raises as `Log.open` and `read_ledger`, and BadInput
        where the selection names the unknown.
        """
        key = (state.parties, state.selection)
        if self._last is None or self._last[0] != key:
            self._last = (key, self._look(state))
        return self._last[1]

    def _look(self, state: State) -> Renewal | None:
        if not self._resources.issuer.has_log():
            return None
        from installer.session.ledger import read_ledger

        with self._resources.issuer.log() as log:
            return renewal(self._resources, state, read_ledger(log))


def renewal(resources: Resources, state: State, ledger: Ledger) -> Renewal | None:
    """As `Renewals.of`, looked up in what the log says now."""
    from installer.session.since import Asked, since

    current = resources.contract.edition
    determination = resources.meaning.determination(state.selection)
    asked = Asked(state.parties, determination, frozenset(), None, resources.clock())
    last = since(ledger, resources.editions, asked)
    if last is None or last.accepted.edition.digest == current.digest:
        return None
    old = resources.editions.find(last.accepted.edition) or _kept(resources, last)
    if old is None or old.id.partition("/")[0] != current.id.partition("/")[0]:
        return None
    from installer.agreement.compare import compare
    from installer.session.earlier import receipt_of

    products = frozenset(product.id for product in resources.contract.terms.catalogue.products)
    applying = frozenset(determination.sections)
    comparison = concerning(compare(old, current), applying, products)
    wanted = to_read(comparison, applying, frozenset(old.section_ids()) - set(last.accepted.sections))
    return Renewal(
        last,
        comparison,
        tuple(found for found in current.section_ids() if found in wanted),
        receipt_of(resources.state_folder, last.entry.digest),
    )


def to_read(
    comparison: Comparison, applying: frozenset[SectionId], not_accepted: frozenset[SectionId]
) -> frozenset[SectionId]:
    """The sections to be read: those that ask for an acceptance, and those that were not accepted then."""
    touched = {section for change in comparison.asking().changes for section in change.sections}
    return applying & (not_accepted | touched)


def _kept(resources: Resources, last: Since) -> Edition | None:
    from installer.session.kept_texts import find_kept

    return find_kept(resources.state_folder, last.accepted, resources.contract.edition)
