"""Reading `acceptance.toml` of an edition; anything out of order stops the program (fail closed)."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path  # noqa: TC003 - in the signature of a public function
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.acceptance.parties import Capacity
from installer.acceptance.rules import (
    AcceptanceRules,
    AffirmationRule,
    CapacityRule,
    ConsentOffer,
    RefundException,
    When,
)
from installer.errors import Code, UntrustedData
from installer.terms.determination import Affirmation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.agreement.edition import Edition
    from installer.i18n import Words

FILE: Final = "acceptance.toml"


class _Capacity(msgspec.Struct, forbid_unknown_fields=True):
    id: Capacity
    cite: tuple[str, ...]
    title: dict[str, str]
    text: dict[str, str]


class _Affirmation(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    capacities: frozenset[Capacity]
    when: When
    cite: tuple[str, ...]
    text: dict[str, str]
    consents: frozenset[str] = frozenset()
    names_edition: bool = False


class _Consent(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    cite: tuple[str, ...]
    sections: frozenset[str]
    controller: str
    notice: str
    data: tuple[str, ...]
    text: dict[str, str]
    purpose: dict[str, str]
    withdrawal: dict[str, str]


class _Exception(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    cite: tuple[str, ...]
    text: dict[str, str]


class _Decline(msgspec.Struct, forbid_unknown_fields=True):
    refund: tuple[str, ...] = ()
    exceptions: tuple[_Exception, ...] = ()


class _Delegation(msgspec.Struct, forbid_unknown_fields=True):
    clause: str


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    type: Literal["assent/acceptance"]
    version: Literal[1]
    capacities: tuple[_Capacity, ...]
    affirmations: tuple[_Affirmation, ...]
    consents: tuple[_Consent, ...] = ()
    decline: _Decline = msgspec.field(default_factory=_Decline)
    delegation: _Delegation | None = None


def load_acceptance(folder: Path, edition: Edition) -> AcceptanceRules:
    """The acceptance rules of the edition in `folder`, checked against its text.

    Raises UntrustedData ACCEPTANCE_MALFORMED (path, detail) for a file that is missing, is not
    TOML, breaks the format or leaves a capacity without its "yes" to the agreement, and
    CITATION_UNKNOWN (path, clause) for a clause or section that the edition does not have.
    """
    path = folder / FILE
    try:
        document = msgspec.convert(tomllib.loads(path.read_bytes().decode("utf-8")), _Document)
    # ValueError: not UTF-8, not TOML, not this document; RecursionError: arrays without end.
    except (OSError, ValueError, RecursionError) as exc:
        raise UntrustedData(Code.ACCEPTANCE_MALFORMED, path=str(path), detail=str(exc)) from exc
    for detail in _defects(document, edition):
        raise UntrustedData(Code.ACCEPTANCE_MALFORMED, path=str(path), detail=detail)
    known = {*edition.clause_ids(), *edition.section_ids()}
    for cited in _citations(document):
        if cited not in known:
            raise UntrustedData(Code.CITATION_UNKNOWN, path=str(path), clause=cited)
    return _rules(document)


def _rules(document: _Document) -> AcceptanceRules:
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
            )
            for entry in document.affirmations
        ),
        consents=tuple(
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
            )
            for entry in document.consents
        ),
        refund=document.decline.refund,
        refund_exceptions=tuple(
            RefundException(entry.id, entry.cite, entry.text) for entry in document.decline.exceptions
        ),
        delegation_clause=document.delegation.clause if document.delegation else None,
    )


def _citations(document: _Document) -> Iterator[str]:
    for capacity in document.capacities:
        yield from capacity.cite
    for affirmation in document.affirmations:
        yield from affirmation.cite
    for consent in document.consents:
        yield from (*consent.cite, *sorted(consent.sections))
    for exception in document.decline.exceptions:
        yield from exception.cite
    yield from document.decline.refund
    if document.delegation:
        yield document.delegation.clause


def _defects(document: _Document, edition: Edition) -> Iterator[str]:
    """What the format cannot say: doubled ids, missing words, a capacity without its "yes"."""
    for kind, ids in (
        ("capacity", [entry.id.value for entry in document.capacities]),
        ("affirmation", [entry.id for entry in document.affirmations]),
        ("consent", [entry.id for entry in document.consents]),
        ("exception", [entry.id for entry in document.decline.exceptions]),
    ):
        yield from (f"{kind} {name} twice" for name, count in Counter(ids).items() if count > 1)
    for where, words in _wordings(document):
        for language in edition.languages:
            if not words.get(language, "").strip():
                yield f"{where} has no words in {language}"
    yield from _capacity_defects(document)
    yield from _affirmation_defects(document)


def _capacity_defects(document: _Document) -> Iterator[str]:
    if not document.capacities:
        yield "no capacity"
    for entry in document.capacities:
        yeses = [a for a in document.affirmations if a.names_edition and entry.id in a.capacities]
        if len(yeses) != 1 or yeses[0].when is not When.ALWAYS:
            yield f"capacity {entry.id} needs exactly one affirmation that names the edition, always"
        if entry.id is Capacity.DELEGATE and document.delegation is None:
            yield "delegates may accept, but no clause says so"


def _affirmation_defects(document: _Document) -> Iterator[str]:
    offered = {entry.id for entry in document.consents}
    for affirmation in document.affirmations:
        if not affirmation.cite:
            yield f"{affirmation.id} rests on no clause"
        if (affirmation.when is When.CONSENT) != bool(affirmation.consents):
            yield f"{affirmation.id}: consents go with that circumstance alone"
        for name in sorted(affirmation.consents - offered):
            yield f"{affirmation.id}: no consent {name}"


def _wordings(document: _Document) -> Iterator[tuple[str, Words]]:
    for capacity in document.capacities:
        yield f"{capacity.id}.title", capacity.title
        yield f"{capacity.id}.text", capacity.text
    for affirmation in document.affirmations:
        yield f"{affirmation.id}.text", affirmation.text
    for consent in document.consents:
        yield f"{consent.id}.text", consent.text
        yield f"{consent.id}.purpose", consent.purpose
        yield f"{consent.id}.withdrawal", consent.withdrawal
    for exception in document.decline.exceptions:
        yield f"{exception.id}.text", exception.text
