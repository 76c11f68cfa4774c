"""The stored documents beside the texts: `edition.toml` and `divergences.toml`.

Both carry a type and a version and refuse unknown keys. Digests are kept one clause a line, in one
literal string a language, because the silent path reads them at every start.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec

from installer.agreement.cover import EQUAL
from installer.agreement.severity import Severity  # noqa: TC001 - msgspec reads the annotation
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId

_EDITION_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:[.-][a-z0-9]+)*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class SourceDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[source]`: the printed document, its digest, and its languages in printed order."""

    path: str
    digest: str
    languages: tuple[str, ...]


class ArtefactDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[artefacts]]`: a line of the printed document that is no wording."""

    language: str
    line: int
    text: str


class EditionDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`edition.toml`, version 1."""

    type: Literal["assent/edition"]
    version: Literal[1]
    id: str
    date: str
    licensor: str
    languages: tuple[str, ...]
    prevailing: str
    title: dict[str, str]
    digests: dict[str, str]
    """By language: SHA-256 of the text file."""
    clauses: dict[str, str]
    """By language: lines of `clause digest`, a translation's followed by the digest of the
    prevailing wording that it was made from."""
    unpaired: tuple[str, ...] = ()
    separate: tuple[str, ...] = ()
    divergences: str = ""
    """SHA-256 of `divergences.toml`; empty where the edition has none."""
    source: SourceDocument | None = None
    artefacts: tuple[ArtefactDocument, ...] = ()


class DivergenceDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[divergences]]`: the same phrases in one or several clauses."""

    clauses: tuple[str, ...]
    severity: Severity
    phrases: dict[str, str]
    difference: dict[str, str]


class DivergencesDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`divergences.toml`, version 1."""

    type: Literal["assent/divergences"]
    version: Literal[1]
    divergences: tuple[DivergenceDocument, ...]


class ClauseDigest(msgspec.Struct, frozen=True):
    """One line of `EditionDocument.clauses`. `translated_from` is empty where none is recorded."""

    digest: str
    translated_from: str


_Document = TypeVar("_Document", EditionDocument, DivergencesDocument)


def read_edition_document(content: str, path: str) -> EditionDocument:
    """The checked document. Raises UntrustedData EDITION_MALFORMED (path, detail)."""
    document = _read(content, path, EditionDocument, Code.EDITION_MALFORMED)
    for problem in _problems(document):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=problem)
    return document


def read_divergences_document(content: str, path: str) -> DivergencesDocument:
    """The document. Raises UntrustedData DIVERGENCES_MALFORMED (path, detail)."""
    return _read(content, path, DivergencesDocument, Code.DIVERGENCES_MALFORMED)


def read_clause_digests(document: EditionDocument, path: str) -> dict[str, dict[ClauseId, ClauseDigest]]:
    """The recorded digests by language and clause, in printed order.

    Raises UntrustedData EDITION_MALFORMED (path, detail) for a line that is not two or three words,
    a digest that is none, or a clause named twice.
    """
    return {
        language: _clause_digests(block.split("\n"), f"clauses.{language}", path)
        for language, block in document.clauses.items()
    }


def _clause_digests(lines: list[str], where: str, path: str) -> dict[ClauseId, ClauseDigest]:
    found: dict[ClauseId, ClauseDigest] = {}
    for line in lines:
        if not line:
            continue
        clause_id, _, digests = line.partition(" ")
        digest, _, translated_from = digests.partition(" ")
        correct = _DIGEST.fullmatch(digest) and (not translated_from or _DIGEST.fullmatch(translated_from))
        if not correct or clause_id in found:
            raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"{where}: {line[:120]}")
        found[clause_id] = ClauseDigest(digest, translated_from)
    return found


def _read(content: str, path: str, document: type[_Document], code: Code) -> _Document:
    try:
        return msgspec.convert(tomllib.loads(content), document)
    except (ValueError, msgspec.ValidationError, RecursionError) as exc:
        # ValueError and not only its child TOMLDecodeError: a number of 5,000 digits raises it bare.
        raise UntrustedData(code, path=path, detail=str(exc)) from exc


def _problems(document: EditionDocument) -> list[str]:
    """What the types cannot say; empty where all is well."""
    languages = document.languages
    rules = {
        "id": _EDITION_ID.fullmatch(document.id) is not None,
        "languages": bool(languages)
        and len(set(languages)) == len(languages)
        and all(_LANGUAGE.fullmatch(language) for language in languages),
        "prevailing": document.prevailing in {EQUAL, *languages},
        "title": set(document.title) == set(languages),
        "digests": set(document.digests) == set(languages)
        and all(_DIGEST.fullmatch(digest) for digest in document.digests.values()),
        "clauses": set(document.clauses) == set(languages),
        "unpaired": len(set(document.unpaired)) == len(document.unpaired),
        "separate": len(set(document.separate)) == len(document.separate),
        "source": document.source is None or set(document.source.languages) == set(languages),
        "artefacts": all(artefact.language in languages for artefact in document.artefacts),
    }
    return [key for key, correct in rules.items() if not correct]
