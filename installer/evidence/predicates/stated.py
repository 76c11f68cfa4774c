"""What every statement says, and what every statement about an edition's text says besides."""

from typing import Literal

import msgspec

from installer.evidence.predicates.basics import (
    ALWAYS_NOT_PROVEN,
    CapacityName,
    ChannelName,
    Commitment,
    Document,
    EditionRef,
    PartyTypeName,
    Program,
    TextRef,
    Time,
)
from installer.evidence.predicates.screen import Presented


class Stated(Document, frozen=True, kw_only=True):
    """Every statement: who (behind a commitment), when, by which program, and what it cannot prove.

    `not_proven` is `ALWAYS_NOT_PROVEN`.
    """

    channel: ChannelName
    personal: Commitment
    time: Time
    program: Program
    key_kept: Literal["file"] = "file"
    signature_level: Literal["simple"] = "simple"
    not_proven: list[str] = msgspec.field(default_factory=lambda: list(ALWAYS_NOT_PROVEN))


class Said(Stated, frozen=True, kw_only=True):
    """A statement about an edition's text, with what was on the screen.

    `prevailing` is a language, or `none` when all are equal. `texts` lists every language of the
    edition, in its order.
    """

    edition: EditionRef
    prevailing: str
    texts: list[TextRef]
    capacity: CapacityName
    party_type: PartyTypeName
    presentation: Presented
