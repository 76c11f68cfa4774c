"""The plain data that all statements are made of: words, digests, instants, and who made them."""

from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

import msgspec

Hex: TypeAlias = Annotated[
    str, msgspec.Meta(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64, description="SHA-256, hex")
]
Compared: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        min_length=64,
        max_length=64,
        extra_json_schema={"pattern": "^[0-9a-f]{64}$"},
        description="SHA-256, hex",
    ),
]
"""The same, where whoever reads it compares it with a digest that was worked out, or reads its digits (in
statements `forms`): a pattern would read them once more, and a receipt has many."""
Instant: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        min_length=20,
        max_length=20,
        description="RFC 3339, UTC, whole seconds",
    ),
]
Moment: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        min_length=20,
        max_length=20,
        extra_json_schema={"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"},
        description="RFC 3339, UTC, whole seconds",
    ),
]
"""The same, where `forms` looks at it together with the others of a statement."""
Uuid: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern="^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        min_length=36,
        max_length=36,
        description="RFC 9562, version 4",
    ),
]
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Some: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]

Given: TypeAlias = Literal["click", "key", "flag", "answer-file", "grant"]
CapacityName: TypeAlias = Literal["self", "on-behalf", "delegate"]
ChannelName: TypeAlias = Literal["wizard", "console", "unattended"]
PartyTypeName: TypeAlias = Literal["individual", "organisation"]
RoleName: TypeAlias = Literal["end-user", "affiliate", "transferee"]
OccasionName: TypeAlias = Literal["install", "before-purchase", "hand-over", "remote"]
ChangeClassName: TypeAlias = Literal["none", "notify", "required", "personal"]


class PredicateType(StrEnum):
    """The predicate types of in-toto statements, with their version."""

    ACCEPTANCE = "assent:acceptance/v1"
    DECLINE = "assent:decline/v1"
    CONSENT = "assent:consent/v1"
    WITHDRAWAL = "assent:consent-withdrawal/v1"
    GRANT = "assent:grant/v1"
    REVOCATION = "assent:revocation/v1"
    RATIFICATION = "assent:ratification/v1"
    OBJECTION = "assent:objection/v1"
    COVERAGE = "assent:coverage/v1"
    ERASURE = "assent:erasure/v1"
    KEY_ROTATION = "assent:key-rotation/v1"


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


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Strict plain data. Every member stands in the bytes; an optional one may be null.

    What was made of JSON never leads back to itself, so the garbage collector need not look at it.
    """


class EditionRef(Document, frozen=True, kw_only=True):
    """The edition: id `agreement/date`, its digest over all texts, its date."""

    id: str
    digest: Hex
    date: str


class TextRef(Document, frozen=True, kw_only=True):
    """One language's text; `shown` says whether it was on screen (or printed on the console)."""

    language: str
    digest: Compared
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


class Time(Document, frozen=True, kw_only=True):
    """The one "now" of the statement and where it comes from."""

    at: Moment
    source: Literal["system-clock"] = "system-clock"


class Program(Document, frozen=True, kw_only=True):
    """The program that made the statement."""

    version: str


class Commitment(Document, frozen=True, kw_only=True):
    """The commitment to the personal fields, see `installer.evidence.personal`."""

    commitment: Compared
