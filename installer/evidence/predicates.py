"""What a statement can say, version 1: acceptance, decline, consent.

Each type is strict plain data. `contradiction` holds the rules that keep a record from saying more
than happened (design §3.6): no button for a flag, no click without a screen, no delegate without a
grant. People's names are not here; `personal` holds the commitment to them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

import msgspec

Hex: TypeAlias = Annotated[
    str, msgspec.Meta(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64, description="SHA-256, hex")
]
Instant: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        min_length=20,
        max_length=20,
        description="RFC 3339, UTC, whole seconds",
    ),
]
Given: TypeAlias = Literal["click", "key", "flag", "answer-file", "grant"]
CapacityName: TypeAlias = Literal["self", "on-behalf", "delegate"]
ChannelName: TypeAlias = Literal["wizard", "console", "unattended"]
PartyTypeName: TypeAlias = Literal["individual", "organisation"]


class PredicateType(StrEnum):
    """The predicate types of in-toto statements, with their version."""

    ACCEPTANCE = "assent:acceptance/v1"
    DECLINE = "assent:decline/v1"
    CONSENT = "assent:consent/v1"


class NotProven(StrEnum):
    """What no statement of this program proves by itself."""

    READ = "read"
    """That anybody read or understood the text."""
    PERSON = "person"
    """That the named person sat there."""
    CLOCK = "clock"
    """That the machine's clock was right."""
    ADMINISTRATOR = "administrator"
    """That an administrator holding the key did not rewrite everything before an outside anchor."""
    MACHINE_KEY = "machine-key"
    """The key is a machine's, not a person's."""


ALWAYS_NOT_PROVEN: Final = tuple(item.value for item in NotProven)
"""The `not_proven` of every statement of version 1."""


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Strict plain data. Every member stands in the bytes; an optional one may be null."""


class EditionRef(Document, frozen=True, kw_only=True):
    """The edition: id `agreement/date`, its digest over all texts, its date."""

    id: str
    digest: Hex
    date: str


class TextRef(Document, frozen=True, kw_only=True):
    """One language's text; `shown` says whether it was on screen (or printed on the console)."""

    language: str
    digest: Hex
    shown: bool


class Affirmed(Document, frozen=True, kw_only=True):
    """One separately given "yes", and how it was given.

    `cite` are the clauses it rests on; `words` the exact words in every language they exist in;
    `language` the one in which they were shown.
    """

    id: str
    cite: list[str]
    words: dict[str, str]
    language: str
    given: Given


class AuthorityStated(Document, frozen=True, kw_only=True):
    """On what authority the actor binds the principal, in the actor's words (`note-on-behalf/p1`)."""

    basis: str
    accepted_how: str
    accepted_on: str
    evidence_name: str | None = None
    evidence_sha256: Hex | None = None
    grant: str | None = None


class Delegated(Document, frozen=True, kw_only=True):
    """A delegate's authority: the record digest of the statement it comes from, and the clause."""

    grant: Hex
    clause: str


class SectionSeen(Document, frozen=True, kw_only=True):
    """A section some of whose clauses were on screen, in this language."""

    section: str
    language: str


class Presented(Document, frozen=True, kw_only=True):
    """What was on the screen at the moment of the decision: exact labels, languages, sections.

    `read_back` holds, by language, SHA-256 over the wording as read back from the screen.
    `columns` is what the reader showed: `both`, `translation`, `governing`, or `none` without a screen.
    """

    language: str
    button: str
    above_button: str
    read_back: dict[str, Hex]
    sections_seen: list[SectionSeen]
    sections_ticked: list[str]
    columns: Literal["both", "translation", "governing", "none"]


class Time(Document, frozen=True, kw_only=True):
    """The one "now" of the statement and where it comes from."""

    at: Instant
    source: Literal["system-clock"] = "system-clock"


class Program(Document, frozen=True, kw_only=True):
    """The program that made the statement."""

    version: str


class Commitment(Document, frozen=True, kw_only=True):
    """The commitment to the personal fields, see `installer.evidence.personal`."""

    commitment: Hex


class Said(Document, frozen=True, kw_only=True):
    """What every statement says.

    `prevailing` is a language, or `none` when all are equal. `texts` lists every language of the
    edition, in its order. `not_proven` is `ALWAYS_NOT_PROVEN`.
    """

    edition: EditionRef
    prevailing: str
    texts: list[TextRef]
    capacity: CapacityName
    channel: ChannelName
    party_type: PartyTypeName
    personal: Commitment
    presentation: Presented
    time: Time
    program: Program
    key_kept: Literal["file"] = "file"
    signature_level: Literal["simple"] = "simple"
    not_proven: list[str] = msgspec.field(default_factory=lambda: list(ALWAYS_NOT_PROVEN))


class Acceptance(Said, frozen=True, kw_only=True):
    """The agreement was accepted for these products and sections.

    `authority` stands exactly with capacity `on-behalf`, `delegated` exactly with `delegate`.
    """

    products: list[str]
    components: list[str]
    sections: list[str]
    affirmations: list[Affirmed]
    authority: AuthorityStated | None = None
    delegated: Delegated | None = None


class Decline(Said, frozen=True, kw_only=True):
    """The agreement was declined for these products; nothing was installed."""

    products: list[str]


class Consent(Said, frozen=True, kw_only=True):
    """A voluntary permission to use personal data was given or refused. Apart from any acceptance."""

    consent: str
    state: Literal["given", "refused"]
    cite: list[str]
    words: dict[str, str]
    language: str
    given: Given


Predicate: TypeAlias = Acceptance | Decline | Consent

MODELS: Final[dict[PredicateType, type[Acceptance | Decline | Consent]]] = {
    PredicateType.ACCEPTANCE: Acceptance,
    PredicateType.DECLINE: Decline,
    PredicateType.CONSENT: Consent,
}
"""Predicate type to the struct that reads and writes it."""


def contradiction(said: Predicate) -> str:
    """Why the parts of a predicate cannot be true together; empty when they can."""
    found = (*_of_screen(said), *_of_texts(said), *_of_kind(said))
    return next((name for name, wrong in found if wrong), "")


def _of_screen(said: Predicate) -> tuple[tuple[str, bool], ...]:
    screen = said.presentation
    silent = said.channel == "unattended"
    return (
        ("button-without-a-screen", silent and bool(screen.button or screen.above_button)),
        ("columns-without-a-screen", silent and screen.columns != "none"),
        ("read-back-without-a-screen", silent and bool(screen.read_back or screen.sections_seen)),
        ("click-without-a-screen", silent and bool({"click", "key"} & _ways(said))),
    )


def _of_texts(said: Predicate) -> tuple[tuple[str, bool], ...]:
    languages = [text.language for text in said.texts]
    shown = {text.language for text in said.texts if text.shown}
    return (
        ("no-text", not languages),
        ("language-twice", len(set(languages)) != len(languages)),
        ("prevailing-without-text", said.prevailing not in (*languages, "none")),
        ("read-back-of-a-text-not-shown", not set(said.presentation.read_back) <= shown),
        ("not-proven-shortened", not set(ALWAYS_NOT_PROVEN) <= set(said.not_proven)),
    )


def _of_kind(said: Predicate) -> tuple[tuple[str, bool], ...]:
    delegate, on_behalf = said.capacity == "delegate", said.capacity == "on-behalf"
    if isinstance(said, Acceptance):
        return (
            ("authority-does-not-fit-capacity", (said.authority is None) == on_behalf),
            ("grant-does-not-fit-capacity", (said.delegated is None) == delegate),
            ("grant-without-delegate", "grant" in _ways(said) and not delegate),
            ("affirmed-twice", len({item.id for item in said.affirmations}) != len(said.affirmations)),
        )
    if isinstance(said, Consent):
        return (("consent-by-delegate", delegate or said.given == "grant"),)
    return ()


def _ways(said: Predicate) -> set[str]:
    """How the affirmations or the consent of the statement were given."""
    if isinstance(said, Acceptance):
        return {item.given for item in said.affirmations}
    return {said.given} if isinstance(said, Consent) else set()
