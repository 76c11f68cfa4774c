"""The answer file of an unattended run, version 1: strict, and each mistake with its line.

What it says is an answer to a question, never an acceptance: the edition's digest and the
affirmations come from the command line alone.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from installer.acceptance.evidence_file import name_and_digest
from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal
from installer.acceptance.roles import Occasion, Role
from installer.errors import BadInput, Code
from installer.terms.selected import Selection

LIMIT: Final = 1_000_000
"""Bytes of an answer file; more is not one."""


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
    receipt: str = ""
    """Record digest of the third party's own receipt, imported before."""


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
    allow_downgrade: bool = False
    """Let an older version take the place of a newer one."""
    capacity: Capacity = Capacity.SELF
    role: Role = Role.END_USER
    occasion: Occasion = Occasion.INSTALL
    remote_computers: int = 0
    """How many other computers are installed on; with the occasion `remote`."""
    rests_on: str = ""
    """Record digest of the acceptance that the role rests on."""
    grant: str = ""
    """Record digest of the grant that a delegate relies on."""
    actor: ActorAnswers = msgspec.field(default_factory=ActorAnswers)
    principal: PrincipalAnswers = msgspec.field(default_factory=PrincipalAnswers)
    authority: AuthorityAnswers = msgspec.field(default_factory=AuthorityAnswers)
    selection: SelectionAnswers = msgspec.field(default_factory=SelectionAnswers)
    consents: dict[str, bool] = {}


class Answers(msgspec.Struct, frozen=True):
    """What the file answers; everything that it leaves out is empty."""

    edition: str | None
    language: str | None
    target: str
    parties: Parties
    selection: Selection
    consents: tuple[tuple[str, bool], ...]
    allow_downgrade: bool = False


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
        allow_downgrade=document.allow_downgrade,
    )


def _parse(path: Path, data: bytes) -> AnswersDocument:
    try:
        if len(data) <= LIMIT:
            return msgspec.convert(tomllib.loads(data.decode("utf-8")), AnswersDocument)
    # TOMLDecodeError is a ValueError; a number with thousands of digits is another.
    except (ValueError, msgspec.ValidationError, RecursionError) as exc:
        from installer.unattended.mistakes import mistake  # most files have none

        raise mistake(path, data, exc) from exc
    from installer.unattended.mistakes import malformed

    raise malformed(path, "", 0, f"> {LIMIT} bytes")


def _parties(document: AnswersDocument, folder: Path) -> Parties:
    actor, principal, stated = document.actor, document.principal, document.authority
    name, digest = stated.evidence_name, stated.evidence_sha256
    if stated.evidence_file:
        name, digest = name_and_digest(folder / stated.evidence_file)
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
            receipt=stated.receipt,
        ),
        role=document.role,
        occasion=document.occasion,
        remote_computers=document.remote_computers,
        rests_on=document.rests_on,
        grant=document.grant,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of the answer file; `docs/schemas/answers-v1.schema.json` is the same."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(AnswersDocument)}
