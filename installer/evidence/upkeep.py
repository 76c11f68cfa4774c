"""Statements that the log makes about itself: people taken out (erasure), and a new key (rotation)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import msgspec

import installer
from installer.errors import BadInput, Code
from installer.evidence.canonical import encode64
from installer.evidence.envelope import encode_statement, subject
from installer.evidence.possession import possession
from installer.evidence.predicates import Commitment, Erasure, KeyRotation, PredicateType, Program, Time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.keys import MachineKey
    from installer.evidence.personal import Sealed
    from installer.evidence.predicates import ChannelName
    from installer.evidence.record import Record
    from installer.evidence.rows import Rows
    from installer.evidence.writer import Writer

ErasureReason: TypeAlias = Literal["request", "retention", "error"]
RotationReason: TypeAlias = Literal["scheduled", "compromised", "moved"]


class By(msgspec.Struct, frozen=True):
    """Who does it, and through what: their fields under a salt of their own."""

    personal: Sealed
    channel: ChannelName = "console"


def erase(writer: Writer, rows: Rows, indices: Sequence[int], reason: ErasureReason, by: By) -> Record:
    """Delete the personal fields of these records and put the tombstone in the log.

    Raises BadInput RECORD_UNKNOWN (path, record), RECORD_ERASED (path, record).
    """
    wanted = sorted(set(indices))
    subjects = []
    for index in wanted:
        record = rows.record(index)
        if record is None:
            raise BadInput(Code.RECORD_UNKNOWN, path=str(rows.path), record=index)
        subjects.append(subject(f"record/{index}", record.digest))
        if not writer.forget(index):
            raise BadInput(Code.RECORD_ERASED, path=str(rows.path), record=index)
    said = Erasure(**_stated(writer, by), of=wanted, reason=reason)
    return writer.add(encode_statement(subjects, PredicateType.ERASURE, said), by.personal)


def rotate(writer: Writer, new: MachineKey, reason: RotationReason, by: By) -> Record:
    """Let the old key sign that the log goes on under `new`."""
    old = writer.key.public
    said = KeyRotation(
        **_stated(writer, by),
        old=old.text,
        new=new.public.text,
        new_signature=encode64(new.sign(possession(old, new.public, writer.head.epochs.origin))),
        reason=reason,
    )
    subjects = [subject("old-key", old.id), subject("new-key", new.id)]
    record = writer.add(encode_statement(subjects, PredicateType.KEY_ROTATION, said), by.personal)
    writer.hand_over(new.public)
    return record


def _stated(writer: Writer, by: By) -> dict[str, Any]:
    return {
        "channel": by.channel,
        "personal": Commitment(commitment=by.personal.commitment),
        "time": Time(at=writer.now),
        "program": Program(version=installer.__version__),
    }
