"""What the form of `acceptance.toml` cannot say: doubled ids, missing words, a capacity without its "yes"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from installer.acceptance.parties import Capacity
from installer.acceptance.rules import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.acceptance.schema import (
        AcceptanceDocument,
        AffirmationDocument,
        ConsentDocument,
        DelegationDocument,
        OccasionDocument,
        RoleDocument,
    )
    from installer.agreement.edition import Edition
    from installer.i18n import Words


def citations(document: AcceptanceDocument) -> Iterator[str]:
    """Every clause and section that the file names."""
    for capacity in document.capacities:
        yield from capacity.cite
    for affirmation in document.affirmations:
        yield from affirmation.cite
    for consent in document.consents:
        yield from (*consent.cite, *sorted(consent.sections))
    for exception in document.decline.exceptions:
        yield from exception.cite
    yield from document.decline.refund
    for role in _roles(document):
        yield from (*role.cite, *sorted(role.products | role.extensions | role.undecided))
    if document.delegation:
        yield document.delegation.clause
        for granting in document.delegation.affirmations:
            yield from granting.cite


def defects(document: AcceptanceDocument, edition: Edition) -> Iterator[str]:
    """What is wrong with it, in words for whoever writes the file."""
    for kind, ids in _ids(document):
        yield from (f"{kind} {name} twice" for name, count in Counter(ids).items() if count > 1)
    for where, words in _wordings(document):
        yield from (
            f"{where} has no words in {language}"
            for language in edition.languages
            if not words.get(language, "").strip()
        )
    yield from _capacity_defects(document)
    for affirmation in document.affirmations:
        yield from _affirmation_defects(affirmation, document)
    for role in _roles(document):
        yield from _role_defects(role)
    if document.delegation:
        yield from _delegation_defects(document.delegation)


def _delegation_defects(delegation: DelegationDocument) -> Iterator[str]:
    if not delegation.affirmations:
        yield "delegation: whoever grants affirms nothing"
    for granting in delegation.affirmations:
        if not granting.cite:
            yield f"{granting.id} rests on no clause"


def _ids(document: AcceptanceDocument) -> Iterator[tuple[str, list[str]]]:
    granting = document.delegation.affirmations if document.delegation else ()
    yield "capacity", [entry.id.value for entry in document.capacities]
    yield "affirmation", [*(entry.id for entry in document.affirmations), *(entry.id for entry in granting)]
    yield "consent", [entry.id for entry in document.consents]
    yield "exception", [entry.id for entry in document.decline.exceptions]
    yield "role", [entry.id for entry in document.roles]
    yield "occasion", [entry.id for entry in document.occasions]


def _roles(document: AcceptanceDocument) -> tuple[RoleDocument | OccasionDocument, ...]:
    return (*document.roles, *document.occasions)


def _capacity_defects(document: AcceptanceDocument) -> Iterator[str]:
    if not document.capacities:
        yield "no capacity"
    for entry in document.capacities:
        yeses = [a for a in document.affirmations if a.names_edition and entry.id in a.capacities]
        if len(yeses) != 1 or not _unconditional(yeses[0]):
            yield f"capacity {entry.id} needs exactly one affirmation that names the edition, always"
        if entry.id is Capacity.DELEGATE and document.delegation is None:
            yield "delegates may accept, but no clause says so"


def _unconditional(affirmation: AffirmationDocument) -> bool:
    return affirmation.when is When.ALWAYS and not (affirmation.roles or affirmation.occasions)


def _affirmation_defects(affirmation: AffirmationDocument, document: AcceptanceDocument) -> Iterator[str]:
    if not affirmation.cite:
        yield f"{affirmation.id} rests on no clause"
    if (affirmation.when is When.CONSENT) != bool(affirmation.consents):
        yield f"{affirmation.id}: consents go with that circumstance alone"
    known: tuple[tuple[str, frozenset[str], set[str]], ...] = (
        ("consent", affirmation.consents, {entry.id for entry in document.consents}),
        ("role", affirmation.roles, {entry.id for entry in document.roles}),
        ("occasion", affirmation.occasions, {entry.id for entry in document.occasions}),
    )
    for kind, named, there in known:
        for name in sorted(named - there):
            yield f"{affirmation.id}: no {kind} {name}"


def _role_defects(role: RoleDocument | OccasionDocument) -> Iterator[str]:
    if not role.cite:
        yield f"{role.id} rests on no clause"
    if (role.extensions or role.undecided) and not role.products:
        yield f"{role.id}: extensions of no product"


def _wordings(document: AcceptanceDocument) -> Iterator[tuple[str, Words]]:
    for capacity in document.capacities:
        yield f"{capacity.id}.title", capacity.title
        yield f"{capacity.id}.text", capacity.text
    for role in _roles(document):
        yield f"{role.id}.title", role.title
        yield f"{role.id}.text", role.text
    for affirmation in document.affirmations:
        yield f"{affirmation.id}.text", affirmation.text
    for granting in document.delegation.affirmations if document.delegation else ():
        yield f"{granting.id}.text", granting.text
    for consent in document.consents:
        yield from _of_consent(consent)
    for exception in document.decline.exceptions:
        yield f"{exception.id}.text", exception.text


def _of_consent(consent: ConsentDocument) -> Iterator[tuple[str, Words]]:
    for part in ("text", "purpose", "storage", "retention", "withdrawal"):
        yield f"{consent.id}.{part}", getattr(consent, part)
    for part in ("data", "recipients"):
        for number, words in enumerate(getattr(consent, part), 1):
            yield f"{consent.id}.{part} {number}", words
