"""Proofs as files: that a record stands under a head of its log, or that the log only grew (RFC 6962).

`assent log prove --json` prints them. Whoever reads one believes nothing of it: the hashes must lead from
what they know to a head that somebody signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import msgspec

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence import tree
from installer.evidence.checkpoint import claimed
from installer.evidence.predicates import Document, Hex
from installer.evidence.predicates.basics import Count, Some  # noqa: TC001 - msgspec reads them
from installer.signatures.strict_json import read_json

if TYPE_CHECKING:
    from installer.evidence.log import Log
    from installer.evidence.snapshot import Snapshot

_Hashes: TypeAlias = Annotated[list[Hex], msgspec.Meta(max_length=128)]

INCLUSION_TYPE: Final = "assent/inclusion-proof"
CONSISTENCY_TYPE: Final = "assent/consistency-proof"


class InclusionProof(Document, frozen=True, kw_only=True):
    """The hashes, nearest first, from the leaf of record `record` to `root` over `size` records."""

    type: Literal["assent/inclusion-proof"]
    version: Literal[1]
    record: Count
    size: Some
    leaf: Hex
    proof: _Hashes
    root: Hex
    checkpoint: str


class ConsistencyProof(Document, frozen=True, kw_only=True):
    """The hashes by which `old-root` over `old-size` records and `root` over `size` are of one log."""

    type: Literal["assent/consistency-proof"]
    version: Literal[1]
    old_size: Some = msgspec.field(name="old-size")
    size: Some
    old_root: Hex = msgspec.field(name="old-root")
    proof: _Hashes
    root: Hex
    checkpoint: str


def prove_inclusion(log: Log, index: int, size: int | None = None) -> InclusionProof:
    """That record `index` stands under the head over `size` records, by default the newest.

    Raises BadInput RECORD_UNKNOWN (path, record) where the log, or that part of it, has no such record.
    """
    leaf = tree.leaf_hash(log.statement(index).record.data)
    wanted = log.size() if size is None else size
    note = log.checkpoint(wanted)
    if index >= wanted:
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log.path), record=index)
    return InclusionProof(
        type=INCLUSION_TYPE,
        version=1,
        record=index,
        size=wanted,
        leaf=leaf.hex(),
        proof=_hex(log.inclusion_proof(index, wanted)),
        root=claimed(note).root.hex(),
        checkpoint=note,
    )


def prove_consistency(log: Log, old: int, new: int) -> ConsistencyProof:
    """That the first `old` of `new` records are the log as it was then.

    Raises BadInput RECORD_UNKNOWN (path, record) where the log never had so many records.
    """
    before, after = log.checkpoint(old), log.checkpoint(new)
    if old > new:
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log.path), record=old - 1)
    return ConsistencyProof(
        type=CONSISTENCY_TYPE,
        version=1,
        old_size=old,
        size=new,
        old_root=claimed(before).root.hex(),
        proof=_hex(log.consistency_proof(old, new)),
        root=claimed(after).root.hex(),
        checkpoint=after,
    )


def inclusion_in(snapshot: Snapshot, index: int, size: int) -> list[bytes]:
    """The hashes from record `index` of a log as read to the root over `size` of its records.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="proof") where it does not have so many.
    """
    if not index < size <= len(snapshot.rows):
        raise _no_proof()
    nodes = tree.build(tree.leaf_hash(row.data) for row in snapshot.rows[:size])
    return tree.inclusion_proof(index, size, lambda level, at: nodes[level, at])


def consistency_in(snapshot: Snapshot, old: int, new: int) -> list[bytes]:
    """The hashes by which the first `old` of the first `new` records of a log as read are those of then.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="proof") where it does not have so many.
    """
    if not 0 < old <= new <= len(snapshot.rows):
        raise _no_proof()
    nodes = tree.build(tree.leaf_hash(row.data) for row in snapshot.rows[:new])
    return tree.consistency_proof(old, new, lambda level, at: nodes[level, at])


def read_inclusion(data: bytes) -> InclusionProof:
    """The proof in a file. Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="proof")."""
    try:
        return msgspec.convert(read_json(data), InclusionProof, strict=True)
    except (ValueError, RecursionError) as exc:
        raise _no_proof() from exc


def read_consistency(data: bytes) -> ConsistencyProof:
    """The proof in a file. Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="proof")."""
    try:
        return msgspec.convert(read_json(data), ConsistencyProof, strict=True)
    except (ValueError, RecursionError) as exc:
        raise _no_proof() from exc


def hashes_of(proof: InclusionProof | ConsistencyProof) -> list[bytes]:
    """Its hashes as bytes."""
    return [bytes.fromhex(value) for value in proof.proof]


def _hex(hashes: list[bytes]) -> list[str]:
    return [value.hex() for value in hashes]


def _no_proof() -> UntrustedData:
    return UntrustedData(Code.COUNTERSIGNATURE_INVALID, detail="proof")
