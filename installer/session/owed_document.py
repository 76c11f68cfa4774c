"""`assent/re-acceptance`, version 1: what the people of a machine's log are asked, for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from installer.agreement.compare.render import comparison_document
from installer.evidence.predicates import Document, EditionRef, Hex, Instant
from installer.evidence.predicates.basics import (  # noqa: TC001 - msgspec reads the annotation
    ChangeClassName,
    RoleName,
)
from installer.evidence.predicates.changing import PartName  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.edition import Edition
    from installer.session.owed import Owed

OWED_TYPE: Final = "assent/re-acceptance"


class RunDocument(Document, frozen=True, kw_only=True):
    """Consecutive words with the same fate."""

    op: Literal["same", "removed", "added"]
    text: str


class WordingDocument(Document, frozen=True, kw_only=True):
    """One language of a changed clause; null where an edition has it not."""

    old: str | None
    new: str | None
    runs: list[RunDocument]


class ClauseDocument(Document, frozen=True, kw_only=True):
    """One clause that is not as it was. `reason` is the publisher's, by language, or empty."""

    kind: Literal["added", "removed", "reworded", "typography", "moved", "translation"]
    old: str | None
    new: str | None
    change_class: ChangeClassName = msgspec.field(name="class")
    ground: Literal["stated", "unstated", "lifted", "in-person"]
    stated: ChangeClassName | None
    reason: dict[str, str]
    wordings: dict[str, WordingDocument]


class PartDocument(Document, frozen=True, kw_only=True):
    """What an edition says of itself in no clause."""

    part: PartName
    old: list[str]
    new: list[str]
    change_class: ChangeClassName = msgspec.field(name="class")


class AcceptedDocument(Document, frozen=True, kw_only=True):
    """The acceptance: its record's digest, when it was given, and of which edition."""

    record: Hex
    time: Instant
    edition: EditionRef
    products: list[str]


class PrincipalDocument(Document, frozen=True, kw_only=True):
    """Who is bound by an acceptance, and what is asked of them.

    `class` is what the changes ask for together. `compared` says whether the earlier text was at hand; where
    it was not, everything is to be accepted in person. `sections` are to be read again. `told` is the record
    of the statement by which they were shown what they only had to be told of.
    """

    principal: str
    role: RoleName
    accepted: AcceptedDocument
    change_class: ChangeClassName = msgspec.field(name="class")
    compared: bool
    sections: list[str]
    told: Hex | None
    parts: list[PartDocument]
    changes: list[ClauseDocument]


class OwedDocument(Document, frozen=True, kw_only=True):
    """What `assent agreement changes --json` prints: everybody whom the log knows to be bound."""

    type: Literal["assent/re-acceptance"]
    version: Literal[1]
    edition: EditionRef
    principals: list[PrincipalDocument]


def owed_document(edition: Edition, found: Iterable[Owed]) -> dict[str, Any]:
    """The document as plain data, held against its own schema."""
    document = {
        "type": OWED_TYPE,
        "version": 1,
        "edition": {"id": edition.id, "digest": edition.digest, "date": edition.date},
        "principals": [_principal(one, edition) for one in found],
    }
    checked = msgspec.convert(document, OwedDocument)
    plain: dict[str, Any] = msgspec.to_builtins(checked)
    return plain


def _principal(one: Owed, edition: Edition) -> dict[str, Any]:
    compared: dict[str, Any] = {} if one.comparison is None else comparison_document(one.comparison)
    return {
        "principal": one.entry.principal,
        "role": one.accepted.role,
        "accepted": {
            "record": one.entry.digest,
            "time": one.accepted.time.at,
            "edition": msgspec.to_builtins(one.accepted.edition),
            "products": list(one.accepted.products),
        },
        "class": one.asks.value,
        "compared": one.comparison is not None or one.accepted.edition.digest == edition.digest,
        "sections": list(one.sections),
        "told": one.told or None,
        "parts": compared.get("edition_changes", []),
        "changes": compared.get("changes", []),
    }
