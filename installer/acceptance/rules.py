"""What an edition asks of those who accept it: the data of its `acceptance.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.acceptance.parties import Capacity
    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Words
    from installer.terms.determination import Affirmation


class When(StrEnum):
    """The circumstance under which an affirmation is needed."""

    ALWAYS = "always"
    TRANSLATION_SHOWN = "translation-shown"
    THIRD_PARTY_TERMS = "third-party-terms"
    """The selection brings terms of third parties with it."""
    ORGANISATION = "organisation"
    """A legal entity is bound."""
    CONSENT = "consent"
    """One of the affirmation's consents was given."""


@dataclass(frozen=True)
class CapacityRule:
    """How a capacity is presented, and the clauses it comes from."""

    capacity: Capacity
    cite: tuple[ClauseId, ...]
    title: Words
    text: Words


@dataclass(frozen=True)
class AffirmationRule:
    """An affirmation, in which capacities it is needed, and when."""

    affirmation: Affirmation
    capacities: frozenset[Capacity]
    when: When
    consents: frozenset[str]
    names_edition: bool
    """The "yes" to the agreement itself. Naming edition and digest on a command line gives it."""


@dataclass(frozen=True)
class ConsentOffer:
    """A voluntary permission, apart from the acceptance, unticked, never blocking.

    Beside the words: what for, who gets the data, how to take it back, which data.
    """

    id: str
    cite: tuple[ClauseId, ...]
    text: Words
    purpose: Words
    withdrawal: Words
    controller: str
    notice: str
    """Address of the privacy notice."""
    data: tuple[str, ...]
    """Categories of the personal data."""
    sections: frozenset[SectionId]
    """It is offered where one of these applies."""


@dataclass(frozen=True)
class RefundException:
    """A case in which nothing may be returned after a decline."""

    id: str
    cite: tuple[ClauseId, ...]
    text: Words


@dataclass(frozen=True)
class AcceptanceRules:
    """All of it. Every citation has been found in the edition."""

    capacities: Mapping[Capacity, CapacityRule]
    affirmations: tuple[AffirmationRule, ...]
    consents: tuple[ConsentOffer, ...]
    refund: tuple[ClauseId, ...]
    refund_exceptions: tuple[RefundException, ...]
    delegation_clause: ClauseId | None
    """The clause by which a principal lets a delegate accept later updates, if there is one."""
