"""What a statement can say, version 1 of each type.

Each type is strict plain data: every member stands in the bytes, an optional one may be null, an
unknown one is refused. `contradiction` holds the rules that keep a record from saying more than
happened. People's names and words about them are not here; `installer.evidence.personal` holds them,
and the statement only the commitment to them.
"""

from installer.evidence.predicates.acceptances import (
    Acceptance,
    AuthorityStated,
    Decline,
    Delegated,
    Objection,
    Ratification,
    RemoteComputers,
)
from installer.evidence.predicates.basics import (
    ALWAYS_NOT_PROVEN,
    Affirmed,
    CapacityName,
    ChangeClassName,
    ChannelName,
    Commitment,
    Compared,
    Document,
    EditionRef,
    Given,
    Hex,
    Instant,
    NotProven,
    OccasionName,
    PartyTypeName,
    PredicateType,
    Program,
    RoleName,
    TextRef,
    Time,
    Uuid,
)
from installer.evidence.predicates.changing import Changes, DifferenceSeen, PartName
from installer.evidence.predicates.consents import Consent, Withdrawal
from installer.evidence.predicates.contradictions import contradiction
from installer.evidence.predicates.coverages import Coverage
from installer.evidence.predicates.forms import misspelt
from installer.evidence.predicates.grants import Grant, Revocation
from installer.evidence.predicates.models import (
    MODELS,
    Predicate,
    edition_of,
    presentation_of,
    record_of,
    texts_of,
)
from installer.evidence.predicates.screen import Grab, PageVisit, Presented, SectionSeen
from installer.evidence.predicates.stated import Said, Stated
from installer.evidence.predicates.upkeep import Erasure, KeyRotation

__all__ = [
    "ALWAYS_NOT_PROVEN",
    "MODELS",
    "Acceptance",
    "Affirmed",
    "AuthorityStated",
    "CapacityName",
    "ChangeClassName",
    "Changes",
    "ChannelName",
    "Commitment",
    "Compared",
    "Consent",
    "Coverage",
    "Decline",
    "Delegated",
    "DifferenceSeen",
    "Document",
    "EditionRef",
    "Erasure",
    "Given",
    "Grab",
    "Grant",
    "Hex",
    "Instant",
    "KeyRotation",
    "NotProven",
    "Objection",
    "OccasionName",
    "PageVisit",
    "PartName",
    "PartyTypeName",
    "Predicate",
    "PredicateType",
    "Presented",
    "Program",
    "Ratification",
    "RemoteComputers",
    "Revocation",
    "RoleName",
    "Said",
    "SectionSeen",
    "Stated",
    "TextRef",
    "Time",
    "Uuid",
    "Withdrawal",
    "contradiction",
    "edition_of",
    "misspelt",
    "presentation_of",
    "record_of",
    "texts_of",
]
