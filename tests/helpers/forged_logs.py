"""Logs that no honest computer would write, and receipts out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from helpers.forging import STRANGER, among_others
from helpers.paper_log import (
    FIRST_KEY,
    SECOND_KEY,
    WITNESS_KEY,
    WITNESS_NAME,
    WITNESSED,
    PaperLog,
    rotation,
    said,
    whole_log,
)

from installer.evidence.canonical import document_bytes, encode64
from installer.evidence.checkpoint import Checkpoint
from installer.evidence.witness import cosign

if TYPE_CHECKING:
    from installer.evidence.keys import MachineKey


def stolen() -> tuple[PaperLog, int, int]:
    """Somebody hands a log over to a key of theirs, without the key before."""
    log = PaperLog()
    log.add(said(), FIRST_KEY)
    log.rotated.append(log.add(_rotation_by(STRANGER), STRANGER))
    return log, log.add(said(), STRANGER), 3


def _rotation_by(signer: MachineKey) -> bytes:
    return rotation(FIRST_KEY, signer, PaperLog().origin)


def not_possessed() -> tuple[PaperLog, int, int]:
    """A log handed over to a key that nobody showed to have."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY, new_signature=encode64(bytes(64)))
    return log, log.add(said(), SECOND_KEY), 2


def rotation_of_another_key() -> tuple[PaperLog, int, int]:
    """A second rotation starts from the first key once more."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    log.rotated.append(log.add(_rotation_by(STRANGER), SECOND_KEY))
    return log, log.add(said(), STRANGER), 3


def acceptance_as_a_rotation() -> tuple[PaperLog, int, int]:
    """An acceptance stands where a rotation should."""
    log = PaperLog()
    log.rotated.append(log.add(said(), FIRST_KEY))
    return log, log.add(said(), FIRST_KEY), 2


def rotations_out_of_order() -> bytes:
    """The second rotation claims the place of the first."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    log.rotate(SECOND_KEY, STRANGER)
    document = log.receipt(log.add(said(), STRANGER), 3)
    first, second = document.rotations
    moved = msgspec.structs.replace(second, record=msgspec.structs.replace(second.record, index=0))
    return document_bytes(msgspec.structs.replace(document, rotations=[first, moved]))


def head_by_the_key_of_later_records() -> bytes:
    """A key signs the head over the rotation that made it, which was for the key before to sign."""
    log = PaperLog()
    index = log.add(said(), FIRST_KEY)
    place = log.rotate(FIRST_KEY, SECOND_KEY)
    document = msgspec.structs.replace(
        log.receipt(index, 2), checkpoint=log.note(2, SECOND_KEY), rotations=[log.rotation(place, 2)]
    )
    return document_bytes(document)


def old_key_goes_on() -> tuple[PaperLog, int, int]:
    """After a rotation the old key signs one more record."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    index = log.add(said(), FIRST_KEY)
    log.add(said(), SECOND_KEY)
    return log, index, 3


def head_by_the_old_key() -> bytes:
    """After a rotation the old key signs a head."""
    log = whole_log()
    document = msgspec.structs.replace(log.receipt(3, 5), checkpoint=log.note(5, FIRST_KEY))
    return document_bytes(document)


def fork() -> bytes:
    """A witness was shown another log of the same size."""
    log = whole_log()
    index = 3
    proof, root = among_others(log.records[index].data, index, 5)
    head = Checkpoint(log.origin, 5, root)
    note = f"{head.body}\n{cosign(WITNESS_KEY, WITNESS_NAME, head, WITNESSED)}"
    entry = msgspec.structs.replace(log.countersignature(index, 5), note=note, proof=proof)
    return document_bytes(msgspec.structs.replace(log.receipt(index, 5), countersignatures=[entry]))


def other_origin() -> bytes:
    """A witness signed a head of another log."""
    log, other = whole_log(), whole_log()
    other.origin = "assent:log/" + "0" * 64
    entry = other.countersignature(3, 5)
    return document_bytes(msgspec.structs.replace(log.receipt(3, 5), countersignatures=[entry]))
