"""The proof that the install engine asks for.

It reads the log from disk again: what counts is what is durable, not what this process believes.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from installer.agreement.clause import SectionId
    from installer.evidence.log import Log
    from installer.evidence.predicates import Acceptance, Coverage, Predicate
    from installer.session.issue import Issued
    from installer.session.ledger import Entry, Ledger
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection


class LogProof(msgspec.Struct, frozen=True, dict=True):
    """Whether the statement of this session covers a component, asked of the log on disk."""

    open_log: Callable[[], AbstractContextManager[Log]]
    issued: Issued
    edition_digest: str
    terms: Terms
    selection: Selection
    change: Callable[[Acceptance, tuple[SectionId, ...]], ChangeClass]
    """What these sections, as they are now, ask of whoever gave that acceptance."""

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        """The digest of the covering statement's record, by component, in one look at the log.

        1. The log opens: its head, tree and newest checkpoint agree.
        2. The record is where it was written, with the same digest, and its signature verifies.
        3. It is an acceptance, or a statement that an earlier acceptance covers the install, of the very
           texts that are in force.
        4. It names each component, and one of the products that the component belongs to.
        5. It covers every section that applies to the component.
        6. An earlier acceptance that it points at is in the log too and verifies; nobody it binds has
           objected to it, no word of these sections has changed since but for what only had to be shown
           and was, and 4 and 5 hold for it, but that it may be older than the component.

        Raises Refused NOT_COVERED (component), UntrustedData LOG_BROKEN, Unavailable LOG_UNWRITABLE.
        """
        from installer.evidence.predicates import Coverage
        from installer.session.ledger import Ledger, read_ledger

        with self.open_log() as log:
            logged = log.statement(self.issued.index)
            said = logged.statement.predicate
            ledger = read_ledger(log) if isinstance(said, Coverage) else Ledger()
        for component_id in component_ids:
            if logged.digest != self.issued.statement or not self._covers(component_id, said, ledger):
                raise Refused(Code.NOT_COVERED, component=component_id)
        return dict.fromkeys(component_ids, logged.digest)

    def _covers(self, component_id: str, said: Predicate, ledger: Ledger) -> bool:
        """Steps 3 to 6, of one component."""
        from installer.evidence.predicates import Acceptance, Coverage

        return (
            isinstance(said, Acceptance | Coverage)
            and said.edition.digest == self.edition_digest
            and component_id in said.components
            and self._within(component_id, said)
            and (isinstance(said, Acceptance) or self._earlier(component_id, said, ledger))
        )

    def _within(self, component_id: str, said: Acceptance | Coverage) -> bool:
        """Whether the component belongs to what the statement names, with all the sections it needs."""
        products = set(self.terms.products_of(component_id))
        return not products.isdisjoint(said.products) and set(self._sections(component_id)) <= set(
            said.sections
        )

    def _earlier(self, component_id: str, said: Coverage, ledger: Ledger) -> bool:
        from installer.evidence.predicates import Acceptance

        entry = ledger.find(said.of)
        if entry is None or not isinstance(entry.said, Acceptance) or ledger.objected(said.of):
            return False
        products = set(self.terms.products_of(component_id)) & set(said.products)
        change = self.change(entry.said, self._sections(component_id))
        return (
            not products.isdisjoint(entry.said.products)
            and change.rank <= ChangeClass(said.change_class).rank
            and (said.told is None or _was_shown(said, ledger.find(said.told)))
        )

    def _sections(self, component_id: str) -> tuple[SectionId, ...]:
        if component_id not in self._known:
            found = self.terms.sections_for_component(component_id, self.selection)
            self._known[component_id] = tuple(found)
        return self._known[component_id]

    @cached_property
    def _known(self) -> dict[str, tuple[SectionId, ...]]:
        """What each component needs: only the log can change between two questions."""
        return {}


def _was_shown(said: Coverage, before: Entry | None) -> bool:
    """Whether that statement says of the same texts and the same acceptance that the changes were shown.

    That it names all of them a statement cannot leave out (`installer.evidence.predicates.renewing`).
    """
    from installer.evidence.predicates import Coverage

    shown = None if before is None else before.said
    return isinstance(shown, Coverage) and (
        shown.of,
        shown.edition.digest,
        shown.change_class,
        shown.told,
    ) == (said.of, said.edition.digest, said.change_class, None)
