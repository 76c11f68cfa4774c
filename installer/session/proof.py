"""The proof that the install engine asks for.

It reads the log from disk again: what counts is what is durable, not what this process believes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from installer.evidence.log import Log
    from installer.session.issue import Issued
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection


@dataclass(frozen=True)
class LogProof:
    """Whether the statement of this session covers a component, asked of the log on disk."""

    open_log: Callable[[], AbstractContextManager[Log]]
    issued: Issued
    edition_digest: str
    terms: Terms
    selection: Selection

    def covers(self, component_id: str, /) -> str:
        """The digest of the covering statement's record.

        1. The log opens: its head, tree and newest checkpoint agree.
        2. The record is where it was written, with the same digest, and its signature verifies.
        3. It is an acceptance of the very texts that are in force.
        4. It names the component, and one of the products that the component belongs to.
        5. It covers every section that applies to the component.

        Raises Refused NOT_COVERED (component), UntrustedData LOG_BROKEN, Unavailable LOG_UNWRITABLE.
        """
        from installer.evidence.predicates import Acceptance

        with self.open_log() as log:
            logged = log.statement(self.issued.index)
        said = logged.statement.predicate
        covered = (
            logged.digest == self.issued.statement
            and isinstance(said, Acceptance)
            and said.edition.digest == self.edition_digest
            and component_id in said.components
            and not set(self.terms.products_of(component_id)).isdisjoint(said.products)
            and set(self.terms.sections_for_component(component_id, self.selection)) <= set(said.sections)
        )
        if not covered:
            raise Refused(Code.NOT_COVERED, component=component_id)
        return logged.digest
