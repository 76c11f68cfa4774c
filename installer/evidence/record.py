"""One entry of the log: the envelope with its place. Its bytes are the leaf of the tree.

Index, time and the digest of the entry before stand inside the bytes, so that the signed tree head
covers them as well as the statement.
"""

from typing import Annotated, Final, Literal

import msgspec

from installer.evidence.canonical import LARGEST, document_bytes, sha256_hex
from installer.evidence.envelope import Envelope, Statement
from installer.evidence.predicates import Document, Hex, Instant
from installer.evidence.reading import read_document

FIRST: Final = "0" * 64
"""What the first record names as the digest of the one before it."""


class RecordDocument(Document, frozen=True, kw_only=True):
    """The stored form. `time` is when it was appended; the statement has its own."""

    type: Literal["assent/record"] = "assent/record"
    version: Literal[1] = 1
    index: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    time: Instant
    previous: Hex
    envelope: Envelope


class Record(msgspec.Struct, frozen=True):
    """A stored entry: its bytes and what identifies it."""

    index: int
    time: str
    previous: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the stored bytes, hex: how other documents name this record."""
        return sha256_hex(self.data)


class Logged(msgspec.Struct, frozen=True):
    """A statement read back from the log, its signature checked with the log's key."""

    record: Record
    statement: Statement
    envelope: Envelope

    @property
    def index(self) -> int:
        """Its place in the log, from 0."""
        return self.record.index

    @property
    def digest(self) -> str:
        """The digest of its record."""
        return self.record.digest


def encode_record(index: int, time: str, previous: str, envelope: Envelope) -> Record:
    """The record with its canonical bytes."""
    document = RecordDocument(index=index, time=time, previous=previous, envelope=envelope)
    return Record(index, time, previous, document_bytes(document))


def decode_record(data: bytes) -> RecordDocument:
    """The document in stored bytes. Raises UntrustedData(RECEIPT_MALFORMED | STATEMENT_MALFORMED)."""
    return read_document(data, RecordDocument)
