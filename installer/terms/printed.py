"""The order of the printed agreement, in which all answers stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.agreement.clause import ClauseId, SectionId


def section_of(clause: ClauseId) -> SectionId:
    """The section that a clause stands in (design §2)."""
    return clause.split("/", 1)[0]


class Printed(msgspec.Struct, frozen=True):
    """Positions of clauses and sections, and which sections belong to a product."""

    clauses: Mapping[ClauseId, int]
    sections: Mapping[SectionId, int]
    products: frozenset[SectionId]

    def cited(self, cite: Iterable[ClauseId], selected: frozenset[SectionId]) -> tuple[ClauseId, ...]:
        """The clauses that matter here: those of products that are not selected are left out.

        All of them where nothing would be left, since every answer rests on at least one clause.
        """
        all_of_them = tuple(cite)
        here = tuple(
            clause
            for clause in all_of_them
            if section_of(clause) not in self.products or section_of(clause) in selected
        )
        return here or all_of_them
