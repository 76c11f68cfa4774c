"""Which differences between two editions concern a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.agreement.compare import Comparison


def concerning(
    comparison: Comparison, applying: frozenset[SectionId], products: frozenset[SectionId]
) -> Comparison:
    """Without the changes that lie wholly in the sections of products that do not apply.

    What belongs to no product is everybody's: the title, the general terms, and a section that is gone.
    """
    elsewhere = products - applying
    every = {section for change in comparison.changes for section in change.sections}
    return comparison.touches(every - elsewhere)
