"""Voluntary permissions to use personal data: apart from the acceptance, never blocking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance.parties import Capacity

if TYPE_CHECKING:
    from collections.abc import Collection

    from installer.acceptance.rules import AcceptanceRules, ConsentOffer
    from installer.agreement.clause import SectionId


def offers(
    rules: AcceptanceRules, capacity: Capacity, sections: Collection[SectionId]
) -> tuple[ConsentOffer, ...]:
    """The consents that may be asked for; none of a delegate, who cannot give them for a person."""
    if capacity is Capacity.DELEGATE:
        return ()
    return tuple(offer for offer in rules.consents if not offer.sections.isdisjoint(sections))
