"""The answer file of an unattended run, version 1: strict, and each mistake with its line.

What it says is an answer to a question, never an acceptance: the edition's digest and the
affirmations come from the command line alone.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - msgspec reads the annotation
from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal
from installer.errors import BadInput, Code, Refused
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT: Final = 1_000_000
"""Bytes of an answer file; more is not one."""

_LINE: Final = re.compile(r"\(at line (\d+)")
_DOUBLED: Final = re.compile(
    r"Cannot declare \('(?P<table>.*?)',?\) twice|Duplicate inline table key '(?P<key>.*)'|"
    r"Cannot (?:overwrite a value|mutate immutable namespace|redefine namespace)"
)
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<key>.*?)`(?: - at `\$\.?(?P<where>.*)`)?")
_WRONG: Final = re.compile(r"(?P<detail>.*?)(?: - at `\$\.?(?P<where>.*)`)?", re.DOTALL)
_KEY: Final = re.compile(r"\s*(?P<key>[A-Za-z0-9_.\-\"']+)\s*=")
_TABLE: Final = re.compile(r"\s*\[+(?P<table>[^\]]+)\]+\s*(?:#.*)?")


class _Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Plain data that knows its keys."""


class ActorAnswers(_Strict):
    """Who acts."""

    name: str = ""
    email: str = ""
    position: str = ""
    organisation: str = ""


class PrincipalAnswers(_Strict):
    """Who is bound. Name and contact are for a third party."""

    type: PartyType = PartyType.INDIVIDUAL
    name: str = ""
    contact: str = ""


class AuthorityAnswers(_Strict):
    """On what authority the actor binds a third party, and its evidence."""

    basis: str = ""
    accepted_how: str = ""
    accepted_on: date | None = None
    evidence_name: str = ""
    evidence_sha256: str = ""
    evidence_file: str = ""


class SelectionAnswers(_Strict):
    """What to install, as `assent terms` takes it."""

    products: tuple[str, ...] = ()
    release: str | None = None
    host: str | None = None
    installed: tuple[str, ...] = ()
    quantities: dict[str, int] = {}
    facts: dict[str, bool] = {}


class AnswersDocument(_Strict):
    """An answer file. It accepts nothing by itself."""

    type: Literal["assent/answers"]
    version: Literal[1]
    edition: str | None = None
    language: str | None = None
    target: str = ""
    capacity: Capacity = Capacity.SELF
    actor: ActorAnswers = msgspec.field(default_factory=ActorAnswers)
    principal: PrincipalAnswers = msgspec.field(default_factory=PrincipalAnswers)
    authority: AuthorityAnswers = msgspec.field(default_factory=AuthorityAnswers)
    selection: SelectionAnswers = msgspec.field(default_factory=SelectionAnswers)
    consents: dict[str, bool] = {}


@dataclass(frozen=True)
class Answers:
    """What the file answers; everything that it leaves out is empty."""

    edition: str | None
    language: str | None
    target: str
    parties: Parties
    selection: Selection
    consents: tuple[tuple[str, bool], ...]


NO_ANSWERS: Final = Answers(None, None, "", Parties(), Selection(), ())


def read_answers(path: Path) -> Answers:
    """The answers in the file.

    Raises BadInput: ANSWERS_MISSING (path, detail); ANSWERS_UNKNOWN_KEY and ANSWERS_DOUBLED_KEY
    (path, key, line); ANSWERS_MALFORMED (path, key, line, detail). `line` counts from 1, and is 0
    where it is not known. Raises Refused EVIDENCE_FILE_UNREADABLE (path, detail) for an
    `authority.evidence_file` that is named and cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as exc:
        raise BadInput(Code.ANSWERS_MISSING, path=str(path), detail=exc.strerror or "") from exc
    document = _parse(path, data)
    return Answers(
        edition=document.edition,
        language=document.language,
        target=document.target,
        parties=_parties(document, path.parent),
        selection=Selection(
            products=document.selection.products,
            release=document.selection.release,
            host=document.selection.host,
            installed=document.selection.installed,
            quantities=document.selection.quantities,
            facts=document.selection.facts,
        ),
        consents=tuple(document.consents.items()),
    )


def _parse(path: Path, data: bytes) -> AnswersDocument:
    if len(data) > LIMIT:
        raise _malformed(path, "", 0, f"> {LIMIT} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise _malformed(path, "", data.count(b"\n", 0, exc.start) + 1, "not UTF-8") from exc
    try:
        table = tomllib.loads(text)
    except ValueError as exc:
        # TOMLDecodeError is one; a number with thousands of digits is another.
        raise _not_toml(path, text, str(exc)) from exc
    except RecursionError as exc:
        raise _malformed(path, "", 0, "nested too deeply") from exc
    try:
        return msgspec.convert(table, AnswersDocument)
    except msgspec.ValidationError as exc:
        raise _not_ours(path, text, str(exc)) from exc


def _not_toml(path: Path, text: str, said: str) -> BadInput:
    found = _LINE.search(said)
    line = int(found[1]) if found else text.count("\n") + 1
    doubled = _DOUBLED.match(said)
    if doubled is None:
        return _malformed(path, "", line, said)
    key = (doubled["table"] or "").replace("', '", ".") or doubled["key"] or _key_on(text, line)
    return BadInput(Code.ANSWERS_DOUBLED_KEY, path=str(path), key=key, line=line)


def _not_ours(path: Path, text: str, said: str) -> BadInput:
    unknown = _UNKNOWN.fullmatch(said)
    if unknown is not None:
        key = ".".join(part for part in (unknown["where"], unknown["key"]) if part)
        return BadInput(Code.ANSWERS_UNKNOWN_KEY, path=str(path), key=key, line=_line_of(text, key))
    wrong = _WRONG.fullmatch(said)
    where = (wrong["where"] or "") if wrong is not None else ""
    detail = wrong["detail"] if wrong is not None else said
    key = re.sub(r"\[.*", "", where)
    return _malformed(path, where, _line_of(text, key), detail)


def _malformed(path: Path, key: str, line: int, detail: str) -> BadInput:
    return BadInput(Code.ANSWERS_MALFORMED, path=str(path), key=key, line=line, detail=detail[:300])


def _line_of(text: str, dotted: str) -> int:
    """The line of a key or table by its dotted name; 0 where it is written in another way."""
    return next((number for number, name in _names(text) if name == dotted), 0)


def _key_on(text: str, line: int) -> str:
    """The dotted name of the key on that line, or empty."""
    return next((name for number, name in _names(text) if number == line), "")


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each table header and each plainly written key."""
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header = _TABLE.fullmatch(line)
        key = _KEY.match(line)
        if header is not None:
            table = _plain(header["table"])
            yield number, table
        elif key is not None:
            yield number, ".".join(part for part in (table, _plain(key["key"])) if part)


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)


def _parties(document: AnswersDocument, folder: Path) -> Parties:
    actor, principal, stated = document.actor, document.principal, document.authority
    name, digest = stated.evidence_name, stated.evidence_sha256
    if stated.evidence_file:
        name, digest = _evidence(folder / stated.evidence_file)
    return Parties(
        capacity=document.capacity,
        actor=Actor(actor.name, actor.email, actor.position, actor.organisation),
        principal=Principal(principal.type, principal.name, principal.contact),
        authority=Authority(
            basis=stated.basis,
            accepted_how=stated.accepted_how,
            accepted_on="" if stated.accepted_on is None else stated.accepted_on.isoformat(),
            evidence_name=name,
            evidence_sha256=digest,
        ),
    )


def _evidence(path: Path) -> tuple[str, str]:
    """Name and SHA-256 of the evidence file; the file itself stays where it is."""
    try:
        with path.open("rb") as file:
            return path.name, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise Refused(Code.EVIDENCE_FILE_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc


def schema() -> dict[str, Any]:
    """The JSON Schema of the answer file; `docs/schemas/answers-v1.schema.json` is the same."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(AnswersDocument)}
