"""All statements, by their type; and what they have in common where they have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from installer.evidence.predicates.acceptances import Acceptance, Decline, Objection, Ratification
from installer.evidence.predicates.basics import PredicateType
from installer.evidence.predicates.consents import Consent, Withdrawal
from installer.evidence.predicates.coverages import Coverage
from installer.evidence.predicates.grants import Grant, Revocation
from installer.evidence.predicates.stated import Said
from installer.evidence.predicates.upkeep import Erasure, KeyRotation

if TYPE_CHECKING:
    from installer.evidence.predicates.basics import EditionRef, TextRef
    from installer.evidence.predicates.screen import Presented

Predicate: TypeAlias = (
    Acceptance
    | Decline
    | Consent
    | Withdrawal
    | Grant
    | Revocation
    | Ratification
    | Objection
    | Coverage
    | Erasure
    | KeyRotation
)

MODELS: Final[dict[PredicateType, type[Predicate]]] = {
    PredicateType.ACCEPTANCE: Acceptance,
    PredicateType.DECLINE: Decline,
    PredicateType.CONSENT: Consent,
    PredicateType.WITHDRAWAL: Withdrawal,
    PredicateType.GRANT: Grant,
    PredicateType.REVOCATION: Revocation,
    PredicateType.RATIFICATION: Ratification,
    PredicateType.OBJECTION: Objection,
    PredicateType.COVERAGE: Coverage,
    PredicateType.ERASURE: Erasure,
    PredicateType.KEY_ROTATION: KeyRotation,
}
"""Predicate type to the struct that reads and writes it."""

_KINDS: Final = {model: kind for kind, model in MODELS.items()}

_WITH_TEXTS: Final = (Said, Coverage)
_WITH_A_SCREEN: Final = (Said, Revocation, Coverage)
_ABOUT_A_RECORD: Final = (Withdrawal, Revocation, Ratification, Objection, Coverage)


def kind_of(said: Predicate) -> PredicateType:
    """Its type."""
    return _KINDS[type(said)]


def texts_of(said: Predicate) -> list[TextRef]:
    """The texts that a statement is about; empty for one that is about another record or about keys."""
    return said.texts if isinstance(said, _WITH_TEXTS) else []


def edition_of(said: Predicate) -> EditionRef | None:
    """The edition that a statement is about, if it is about one."""
    return said.edition if isinstance(said, _WITH_TEXTS) else None


def presentation_of(said: Predicate) -> Presented | None:
    """What was shown for it; None where the statement has no such part, or nothing was."""
    return said.presentation if isinstance(said, _WITH_A_SCREEN) else None


def record_of(said: Predicate) -> str:
    """The record digest that a statement is about; empty for one that is about none."""
    return said.of if isinstance(said, _ABOUT_A_RECORD) else ""
