"""The pending notice: what the next person at a remotely installed computer is shown.

Whoever installs on other computers answers for their users (the clause is the edition's). The notice
tells those users what was accepted, by whom, and that they can confirm it or object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.errors import AssentError, BadInput, Code
from installer.evidence.canonical import canonical, parse, sha256_hex
from installer.evidence.predicates import Document, EditionRef, Hex, Instant
from installer.evidence.predicates.basics import Some  # noqa: TC001 - msgspec reads the annotation

if TYPE_CHECKING:
    from pathlib import Path

NOTICE_TYPE: Final = "assent/pending-notice"


class NoticeText(Document, frozen=True, kw_only=True):
    """The agreement's text in one language, by its digest; the receipt beside the notice holds it."""

    language: str
    digest: Hex


class NoticePerson(Document, frozen=True, kw_only=True):
    """Somebody, as the administrator stated it. Empty means not stated."""

    name: str
    contact: str
    organisation: str


class Undertaking(Document, frozen=True, kw_only=True):
    """What the administrator affirmed for the users: the exact words and the clauses they rest on."""

    id: str
    cite: list[str]
    words: dict[str, str]


class Notice(Document, frozen=True, kw_only=True):
    """The document. Its digest stands in the acceptance, so it cannot name that record itself."""

    type: Literal["assent/pending-notice"] = NOTICE_TYPE
    version: Literal[1] = 1
    time: Instant
    edition: EditionRef
    prevailing: str
    texts: list[NoticeText]
    products: list[str]
    sections: list[str]
    computers: Some
    administrator: NoticePerson
    principal: NoticePerson
    undertakings: list[Undertaking]


def notice_bytes(notice: Notice) -> bytes:
    """The canonical bytes: what is stored, handed over and hashed."""
    return canonical(msgspec.to_builtins(notice))


def notice_digest(data: bytes) -> str:
    """SHA-256 of the stored bytes, hex."""
    return sha256_hex(data)


def read_notice(path: Path) -> tuple[Notice, bytes]:
    """The notice in the file, and its bytes.

    Raises BadInput NOTICE_UNREADABLE (path, detail) and NOTICE_MALFORMED (path, detail).
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise BadInput(Code.NOTICE_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
    try:
        notice = msgspec.convert(parse(data), Notice, strict=True)
    except AssentError as exc:
        raise _malformed(path, exc.code.value) from exc
    except msgspec.ValidationError as exc:
        raise _malformed(path, str(exc)) from exc
    if notice_bytes(notice) != data:
        raise _malformed(path, "not canonical")
    return notice, data


def _malformed(path: Path, detail: str) -> BadInput:
    return BadInput(Code.NOTICE_MALFORMED, path=str(path), detail=detail)
