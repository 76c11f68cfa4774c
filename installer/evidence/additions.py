"""What others add to a receipt afterwards: countersigned heads of the log, timestamps.

Nothing that was signed changes. What is added is checked first, and the receipt after it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import document_bytes, encode64, sha256_hex
from installer.evidence.document import CountersignatureDocument, ReceiptDocument, TimestampDocument
from installer.evidence.timestamp import stamped_at
from installer.evidence.verify import verify
from installer.evidence.witness import cosignature_of, read_checkpoint, split_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.witness import WitnessKey


def opened(receipt: bytes) -> ReceiptDocument:
    """The document of a receipt that holds. Raises BadInput(RECEIPT_MALFORMED, detail)."""
    verification = verify(receipt)
    if verification.receipt is None:
        raise BadInput(Code.RECEIPT_MALFORMED, detail=verification.failed)
    return verification.receipt


def head_of(note: str) -> Checkpoint:
    """The head of the log in a note, whoever signed it. Raises UntrustedData(COUNTERSIGNATURE_INVALID)."""
    return read_checkpoint(split_note(note)[0])


def add_countersignature(
    receipt: bytes, note: str, witness: WitnessKey, proof: Sequence[bytes] | None = None
) -> bytes:
    """The receipt with a head of its log that `witness` countersigned.

    `note` may carry signatures of others, which are left out. `proof` leads from the record to the root
    in `note`; it is not needed for a head of the size in the receipt. The same witness's word on the
    same size replaces the one before. Raises BadInput(RECEIPT_MALFORMED, detail), and
    UntrustedData(COUNTERSIGNATURE_INVALID, detail): `malformed`, `no-such-witness`, `signature`,
    `origin` (another log), `fork` (another head of the same size), `proof`.
    """
    document = opened(receipt)
    single = cosignature_of(note, witness)
    hashes = document.proof if proof is None else [value.hex() for value in proof]
    entry = CountersignatureDocument(key=witness.key.text, note=single, proof=hashes)
    size = head_of(single).size
    kept = [
        item
        for item in document.countersignatures
        if (item.key, head_of(item.note).size) != (entry.key, size)
    ]
    changed = msgspec.structs.replace(document, countersignatures=[*kept, entry])
    return _held(changed, Code.COUNTERSIGNATURE_INVALID)


def add_timestamp(receipt: bytes, answer: bytes, authorities: Sequence[Sequence[bytes]]) -> bytes:
    """The receipt with a timestamp over its checkpoint, by a pinned authority.

    Raises BadInput(RECEIPT_MALFORMED, detail) and as `stamped_at`.
    """
    document = opened(receipt)
    stamped_at(answer, document.checkpoint.encode(), authorities)
    entry = TimestampDocument(sha256=sha256_hex(answer), token=encode64(answer))
    if entry in document.timestamps:
        return receipt
    changed = msgspec.structs.replace(document, timestamps=[*document.timestamps, entry])
    return _held(changed, Code.TIMESTAMP_INVALID)


def _held(document: ReceiptDocument, code: Code) -> bytes:
    data = document_bytes(document)
    verification = verify(data)
    if not verification.valid:
        check = next(check for check in verification.checks if check.id == verification.failed)
        detail = "proof" if check.detail.endswith("inclusion") else check.detail.rpartition(" ")[2]
        raise UntrustedData(code, detail=detail)
    return data
