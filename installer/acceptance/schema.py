"""The form of `acceptance.toml`, version 1: strict, unknown keys are refused."""

from typing import Literal

import msgspec

from installer.acceptance.parties import Capacity
from installer.acceptance.rules import Earlier, When


class Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Plain data that knows its keys."""


class CapacityDocument(Strict):
    """A capacity in which one may accept."""

    id: Capacity
    cite: tuple[str, ...]
    title: dict[str, str]
    text: dict[str, str]


class RoleDocument(Strict):
    """A role beside that of the end-user."""

    id: Literal["affiliate", "transferee"]
    cite: tuple[str, ...]
    capacities: frozenset[Capacity]
    title: dict[str, str]
    text: dict[str, str]
    products: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()
    earlier: Earlier = Earlier.NONE


class OccasionDocument(Strict):
    """An occasion beside that of installing on this computer."""

    id: Literal["before-purchase", "hand-over", "remote"]
    cite: tuple[str, ...]
    capacities: frozenset[Capacity]
    title: dict[str, str]
    text: dict[str, str]
    products: frozenset[str] = frozenset()
    extensions: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


class AffirmationDocument(Strict):
    """One "yes"."""

    id: str
    capacities: frozenset[Capacity]
    when: When
    cite: tuple[str, ...]
    text: dict[str, str]
    consents: frozenset[str] = frozenset()
    names_edition: bool = False
    roles: frozenset[str] = frozenset()
    occasions: frozenset[str] = frozenset()


class ConsentDocument(Strict):
    """One voluntary permission, with the fields of ISO/IEC TS 27560."""

    id: str
    cite: tuple[str, ...]
    sections: frozenset[str]
    controller: str
    notice: str
    data: tuple[dict[str, str], ...]
    recipients: tuple[dict[str, str], ...]
    text: dict[str, str]
    purpose: dict[str, str]
    storage: dict[str, str]
    retention: dict[str, str]
    withdrawal: dict[str, str]


class ExceptionDocument(Strict):
    """A case in which nothing may be returned."""

    id: str
    cite: tuple[str, ...]
    text: dict[str, str]


class DeclineDocument(Strict):
    """What whoever declines is told."""

    refund: tuple[str, ...] = ()
    exceptions: tuple[ExceptionDocument, ...] = ()


class GrantingDocument(Strict):
    """What whoever grants affirms."""

    id: str
    cite: tuple[str, ...]
    text: dict[str, str]


class DelegationDocument(Strict):
    """The clause that lets later acceptances be left to a delegate."""

    clause: str
    affirmations: tuple[GrantingDocument, ...]


class AcceptanceDocument(Strict):
    """The whole file."""

    type: Literal["assent/acceptance"]
    version: Literal[1]
    capacities: tuple[CapacityDocument, ...]
    affirmations: tuple[AffirmationDocument, ...]
    consents: tuple[ConsentDocument, ...] = ()
    decline: DeclineDocument = msgspec.field(default_factory=DeclineDocument)
    delegation: DelegationDocument | None = None
    roles: tuple[RoleDocument, ...] = ()
    occasions: tuple[OccasionDocument, ...] = ()
