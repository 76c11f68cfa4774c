"""One record by itself: its bytes, its place, its signature, its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import AssentError
from installer.evidence.canonical import sha256_hex
from installer.evidence.envelope import decode_statement, open_envelope
from installer.evidence.epochs import handed_over
from installer.evidence.finding import Finding
from installer.evidence.record import decode_record

if TYPE_CHECKING:
    from collections.abc import Generator

    from installer.evidence.envelope import Statement
    from installer.evidence.epochs import Epochs
    from installer.evidence.snapshot import Row


class Scanned(msgspec.Struct, frozen=True):
    """What a record turned out to hold: its signature's text, its statement where that can be read."""

    index: int
    signature: str = ""
    statement: Statement | None = None


def scan(row: Row, epochs: Epochs) -> Generator[Finding, None, Scanned]:
    """Everything wrong with a record but its links; a generator that returns what it holds."""
    if sha256_hex(row.data) != row.digest:
        yield Finding("rewritten", row.index)
    try:
        document = decode_record(row.data)
    except AssentError as exc:
        yield Finding("form", row.index, str(exc))
        return Scanned(row.index)
    if document.index != row.index:
        yield Finding("reordered", row.index, str(document.index))
    if (document.time, document.previous) != (row.time, row.previous):
        yield Finding("rewritten", row.index, "columns")
    signature = document.envelope.signatures[0].sig if document.envelope.signatures else ""
    try:
        payload = open_envelope(document.envelope, epochs.at(row.index))
    except AssentError as exc:
        yield Finding("signature", row.index, str(exc))
        return Scanned(row.index, signature)
    try:
        statement = decode_statement(payload)
    except AssentError as exc:
        yield Finding("form", row.index, str(exc))
        return Scanned(row.index, signature)
    wrong = handed_over(statement.predicate, row.index, epochs)
    if wrong:
        yield Finding("key-replaced", row.index, wrong)
    return Scanned(row.index, signature, statement)
