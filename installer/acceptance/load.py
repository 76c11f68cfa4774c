"""Reading `acceptance.toml` of an edition; anything out of order stops the program (fail closed)."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - in the signature of a public function
from typing import TYPE_CHECKING, Final

from installer.acceptance.check import citations, defects
from installer.acceptance.rules import (
    AcceptanceRules,
    AffirmationRule,
    CapacityRule,
    ConsentOffer,
    DelegationRule,
    RefundException,
    RoleRule,
)
from installer.acceptance.schema import AcceptanceDocument
from installer.agreement.documents import read_document
from installer.errors import Code, UntrustedData
from installer.terms.determination import Affirmation

if TYPE_CHECKING:
    from installer.acceptance.schema import DelegationDocument, OccasionDocument, RoleDocument
    from installer.agreement.edition import Edition

FILE: Final = "acceptance.toml"


def load_acceptance(folder: Path, edition: Edition) -> AcceptanceRules:
    """The acceptance rules of the edition in `folder`, checked against its text.

    Raises UntrustedData ACCEPTANCE_MALFORMED (path, detail) for a file that is missing, is not
    TOML, breaks the format or leaves a capacity without its "yes" to the agreement, and
    CITATION_UNKNOWN (path, clause) for a clause or section that the edition does not have, and
    TEXT_DIGEST (path, expected, actual) for a file that is not the one the edition was sealed with.
    """
    path = folder / FILE
    try:
        document = read_document(path, edition.files, AcceptanceDocument)
    # ValueError: not UTF-8, not TOML, not this document; RecursionError: arrays without end.
    except (OSError, ValueError, RecursionError) as exc:
        raise UntrustedData(Code.ACCEPTANCE_MALFORMED, path=str(path), detail=str(exc)) from exc
    for detail in defects(document, edition):
        raise UntrustedData(Code.ACCEPTANCE_MALFORMED, path=str(path), detail=detail)
    known = {*edition.clause_ids(), *edition.section_ids()}
    for cited in citations(document):
        if cited not in known:
            raise UntrustedData(Code.CITATION_UNKNOWN, path=str(path), clause=cited)
    return _rules(document)


def _rules(document: AcceptanceDocument) -> AcceptanceRules:
    return AcceptanceRules(
        capacities={
            entry.id: CapacityRule(entry.id, entry.cite, entry.title, entry.text)
            for entry in document.capacities
        },
        affirmations=tuple(
            AffirmationRule(
                affirmation=Affirmation(id=entry.id, cite=entry.cite, text=entry.text),
                capacities=entry.capacities,
                when=entry.when,
                consents=entry.consents,
                names_edition=entry.names_edition,
                roles=entry.roles,
                occasions=entry.occasions,
            )
            for entry in document.affirmations
        ),
        consents=_consents(document),
        refund=document.decline.refund,
        refund_exceptions=tuple(
            RefundException(entry.id, entry.cite, entry.text) for entry in document.decline.exceptions
        ),
        delegation=_delegation(document.delegation) if document.delegation else None,
        roles={entry.id: _role(entry) for entry in document.roles},
        occasions={entry.id: _role(entry) for entry in document.occasions},
    )


def _consents(document: AcceptanceDocument) -> tuple[ConsentOffer, ...]:
    return tuple(
        ConsentOffer(
            id=entry.id,
            cite=entry.cite,
            text=entry.text,
            purpose=entry.purpose,
            withdrawal=entry.withdrawal,
            controller=entry.controller,
            notice=entry.notice,
            data=entry.data,
            sections=entry.sections,
            storage=entry.storage,
            retention=entry.retention,
            recipients=entry.recipients,
        )
        for entry in document.consents
    )


def _role(entry: RoleDocument | OccasionDocument) -> RoleRule:
    return RoleRule(**{name: getattr(entry, name) for name in entry.__struct_fields__})


def _delegation(document: DelegationDocument) -> DelegationRule:
    return DelegationRule(
        clause=document.clause,
        affirmations=tuple(
            Affirmation(id=entry.id, cite=entry.cite, text=entry.text) for entry in document.affirmations
        ),
    )
