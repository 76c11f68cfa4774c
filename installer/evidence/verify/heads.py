"""The steps about heads of the log: 8 to 10, 12 and 13. See `installer.evidence.verify.steps`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import decode64, sha256_hex
from installer.evidence.checkpoint import open_checkpoint, origin_of
from installer.evidence.envelope import decode_statement, open_envelope
from installer.evidence.keys import PublicKey
from installer.evidence.possession import possession
from installer.evidence.predicates import KeyRotation
from installer.evidence.verify.reading import plain_bytes
from installer.evidence.verify.steps import malformed
from installer.evidence.witness import open_cosigned

if TYPE_CHECKING:
    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.document import RotationDocument
    from installer.evidence.record import RecordDocument
    from installer.evidence.verify.case import Case

_HASH_BYTES: Final = 32


def rotations(case: Case) -> str | None:
    """8. From the log's first key each key handed over to the next, down to the record's own.

    A rotation is signed by the key before and holds the next key's proof that it was there. The record
    is signed by the key that its place in the log asks for.
    """
    listed = case.receipt.rotations
    if not listed:
        case.keys = (case.key,)
        return None
    keys: list[PublicKey] = []
    for rotation in listed:
        old, new = _handed_over(rotation, keys)
        keys = [*(keys or [old]), new]
    if [rotation.record.index for rotation in listed] != sorted({item.record.index for item in listed}):
        raise malformed(detail="rotations-out-of-order")
    before = sum(rotation.record.index < case.receipt.record.index for rotation in listed)
    if keys[before] != case.key:
        raise malformed(detail="other-key-than-its-place-asks-for")
    case.keys = tuple(keys)
    return " > ".join(key.id for key in keys)


def _handed_over(rotation: RotationDocument, keys: list[PublicKey]) -> tuple[PublicKey, PublicKey]:
    envelope = rotation.record.envelope
    try:
        said = decode_statement(decode64(envelope.payload)).predicate
    except UntrustedData as exc:
        # Of another kind too: no later version hands a log over by a statement that this one cannot read.
        raise malformed(detail="no-rotation") from exc
    if not isinstance(said, KeyRotation):
        raise malformed(detail="no-rotation")
    old, new = PublicKey.from_text(said.old), PublicKey.from_text(said.new)
    if keys and keys[-1] != old:
        raise malformed(detail="rotation-of-another-key")
    open_envelope(envelope, old)
    origin = origin_of(keys[0] if keys else old)
    if not new.verifies(decode64(said.new_signature), possession(old, new, origin)):
        raise malformed(detail="new-key-not-possessed")
    return old, new


def checkpoint(case: Case) -> str:
    """9. The signed note is by the log's key at that size, byte for byte, under the first key's name."""
    signer, origin = case.keys[-1], origin_of(case.keys[0])
    head = (case.receipt.checkpoint, signer.der, origin)
    found = case.memory.heads.get(head)
    if found is None:
        found = open_checkpoint(head[0], signer, origin)
        case.memory.keep_head(head, found)
    case.checkpoint = found
    # The last act of a key is its rotation, with the head above it: the next key begins after that.
    for rotation in case.receipt.rotations:
        if rotation.record.index > found.size - 2:
            raise UntrustedData(Code.CHECKPOINT_INVALID, detail="key-of-later-records")
    return origin


def inclusion(case: Case) -> str:
    """10. The record's bytes and the proof lead to the root, and so does each rotation's record."""
    receipt, head = case.receipt, case.checkpoint
    case.leaf = _leaf(receipt.record)
    _included(case.leaf, receipt.record.index, receipt.proof, head)
    for rotation in receipt.rotations:
        _included(_leaf(rotation.record), rotation.record.index, rotation.proof, head)
    return f"{receipt.record.index} / {head.size}"


def _leaf(record: RecordDocument) -> bytes:
    # The file is canonical (step 1), so these are the bytes that stand in it.
    return tree.leaf_hash(plain_bytes(record))


def _included(leaf: bytes, index: int, proof: list[str], head: Checkpoint) -> None:
    digits = "".join(proof)
    try:
        joined = bytes.fromhex(digits)
    except ValueError as exc:
        raise malformed(detail="proof") from exc
    # In lower case and without spaces: one proof has one spelling. Each has 64 digits (`document.Hash`).
    if joined.hex() != digits:
        raise malformed(detail="proof")
    hashes = [joined[at : at + _HASH_BYTES] for at in range(0, len(joined), _HASH_BYTES)]
    if tree.root_from_proof(leaf, index, head.size, hashes) != head.root:
        raise malformed(detail="inclusion")


def countersignatures(case: Case) -> str | None:
    """12. Each is by the witness key beside it, over a head of this log that holds the record."""
    listed = case.receipt.countersignatures
    if not listed:
        return None
    found = []
    for item in listed:
        cosigned = open_cosigned(item.note, PublicKey.from_text(item.key))
        head = cosigned.checkpoint
        if head.origin != case.checkpoint.origin:
            raise UntrustedData(Code.COUNTERSIGNATURE_INVALID, detail="origin")
        if head.size == case.checkpoint.size and head.root != case.checkpoint.root:
            # Two heads of one size: one of the signers was shown another log.
            raise UntrustedData(Code.COUNTERSIGNATURE_INVALID, detail="fork")
        _included(case.leaf, case.receipt.record.index, item.proof, head)
        found.append(cosigned)
    if len({(item.witness, item.checkpoint.size) for item in found}) != len(found):
        raise malformed(detail="countersigned-twice")
    case.cosigned = tuple(found)
    return ", ".join(f"{item.witness.name} {item.checkpoint.size}" for item in found)


def timestamps(case: Case) -> str | None:
    """13. Each token is whole: it has the digest beside it. What it says is for step 16."""
    listed = case.receipt.timestamps
    if not listed:
        return None
    for item in listed:
        if sha256_hex(decode64(item.token)) != item.sha256:
            raise UntrustedData(Code.TIMESTAMP_INVALID, detail="digest")
    if len({item.sha256 for item in listed}) != len(listed):
        raise malformed(detail="timestamped-twice")
    return f"{len(listed)}"
