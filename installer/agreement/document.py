"""`edition.toml`: what an edition says of itself, and the digest of everything that belongs to it.

It carries a type and a version and refuses unknown keys. Digests are kept one clause a line, in one
literal string a language, because the silent path reads them at every start. The publisher's
signature is over the bytes of this document (`installer.agreement.signed`).
"""

import re
import tomllib
from typing import Final, Literal

import msgspec

from installer.agreement.clause import ClauseId
from installer.agreement.cover import EQUAL
from installer.errors import Code, UntrustedData

_EDITION_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:[.-][a-z0-9]+)*")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_CLAUSE_LINE: Final = re.compile(r"([^ ]+) ([0-9a-f]{64})(?: ([0-9a-f]{64}))?")
_FILE: Final = re.compile(r"(?:compiled/)?[a-z][a-z0-9-]*\.(?:toml|json)")
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
    personal: tuple[str, ...] = ()
    files: dict[str, str] = {}
    """By name: SHA-256 of each document beside the texts."""
    source: SourceDocument | None = None
    artefacts: tuple[ArtefactDocument, ...] = ()


class ClauseDigest(msgspec.Struct, frozen=True):
    """One line of `EditionDocument.clauses`. `translated_from` is empty where none is recorded."""

    digest: str
    translated_from: str


def read_edition_document(content: str, path: str) -> EditionDocument:
    """The checked document. Raises UntrustedData EDITION_MALFORMED (path, detail)."""
    try:
        document = msgspec.convert(tomllib.loads(content), EditionDocument)
    except (ValueError, RecursionError) as exc:
        # ValueError and not only its children: a number of 5,000 digits raises it bare.
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=str(exc)) from exc
    for problem in _problems(document):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=problem)
    return document


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
        words = _CLAUSE_LINE.fullmatch(line)
        if words is None or words[1] in found:
            raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"{where}: {line[:120]}")
        found[words[1]] = ClauseDigest(words[2], words[3] or "")
    return found


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
        "personal": len(set(document.personal)) == len(document.personal),
        "files": all(
            _FILE.fullmatch(name) and _DIGEST.fullmatch(digest) for name, digest in document.files.items()
        ),
        "source": document.source is None or set(document.source.languages) == set(languages),
        "artefacts": all(artefact.language in languages for artefact in document.artefacts),
    }
    return [key for key, correct in rules.items() if not correct]
