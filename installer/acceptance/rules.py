"""What an edition asks of those who accept it: the data of its `acceptance.toml`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

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
    CHANGED = "changed"
    """The principal accepted an earlier edition, and clauses have changed since."""
    CONSENT = "consent"
    """One of the affirmation's consents was given."""


class CapacityRule(msgspec.Struct, frozen=True):
    """How a capacity is presented, and the clauses it comes from."""

    capacity: Capacity
    cite: tuple[ClauseId, ...]
    title: Words
    text: Words


class Earlier(StrEnum):
    """Whether a role's acceptance rests on an earlier one by somebody else."""

    NONE = "none"
    OPTIONAL = "optional"
    NEEDED = "needed"


class RoleRule(msgspec.Struct, frozen=True):
    """A role or an occasion: in which capacities, on which clauses, for which products.

    Without `products` it is for all. `extensions` are covered where one of `products` is there too;
    whether `undecided` ones are covered the text leaves open.
    """

    id: str
    cite: tuple[ClauseId, ...]
    capacities: frozenset[Capacity]
    title: Words
    text: Words
    products: frozenset[SectionId] = frozenset()
    extensions: frozenset[SectionId] = frozenset()
    undecided: frozenset[SectionId] = frozenset()
    earlier: Earlier = Earlier.NONE


class AffirmationRule(msgspec.Struct, frozen=True):
    """An affirmation, in which capacities, roles and occasions it is needed, and when.

    No roles: in every role; no occasions: on every occasion.
    """

    affirmation: Affirmation
    capacities: frozenset[Capacity]
    when: When
    consents: frozenset[str]
    names_edition: bool
    """The "yes" to the agreement itself. Naming edition and digest on a command line gives it."""
    roles: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()


class ConsentOffer(msgspec.Struct, frozen=True):
    """A voluntary permission, apart from the acceptance, unticked, never blocking.

    The fields are those of ISO/IEC TS 27560, filled from what the agreement says.
    """

    id: str
    cite: tuple[ClauseId, ...]
    text: Words
    purpose: Words
    withdrawal: Words
    controller: str
    notice: str
    """Address of the privacy notice."""
    data: tuple[Words, ...]
    """Categories of the personal data."""
    sections: frozenset[SectionId]
    """It is offered where one of these applies."""
    storage: Words
    retention: Words
    recipients: tuple[Words, ...]


class RefundException(msgspec.Struct, frozen=True):
    """A case in which nothing may be returned after a decline."""

    id: str
    cite: tuple[ClauseId, ...]
    text: Words


class DelegationRule(msgspec.Struct, frozen=True):
    """By which clause later acceptances may be left to somebody, and what who does that affirms."""

    clause: ClauseId
    affirmations: tuple[Affirmation, ...] = ()


class AcceptanceRules(msgspec.Struct, frozen=True):
    """All of it. Every citation has been found in the edition."""

    capacities: Mapping[Capacity, CapacityRule]
    affirmations: tuple[AffirmationRule, ...]
    consents: tuple[ConsentOffer, ...]
    refund: tuple[ClauseId, ...]
    refund_exceptions: tuple[RefundException, ...]
    delegation: DelegationRule | None
    """None where no clause lets a principal leave later acceptances to a delegate."""
    roles: Mapping[str, RoleRule]
    occasions: Mapping[str, RoleRule]

    @property
    def delegation_clause(self) -> ClauseId | None:
        """The clause by which a principal lets a delegate accept later updates, if there is one."""
        return None if self.delegation is None else self.delegation.clause
