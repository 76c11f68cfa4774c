"""Receipts that somebody made or changed: with a key of their own, or by editing the file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from helpers.statements import SUBJECTS, acceptance

from installer.evidence import tree
from installer.evidence.canonical import canonical, encode64
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.envelope import encode_statement, sign_envelope
from installer.evidence.keys import MachineKey
from installer.evidence.predicates import PredicateType
from installer.evidence.record import FIRST, encode_record

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).parents[1] / "data" / "evidence" / "receipts"
FILE: Final = "receipt.assent.json"
PLAIN: Final = CORPUS.parent / "golden" / "receipts" / "plain.assent.json"
"""The receipt of the log in the tests' `conftest`: nothing rotated, nothing added."""
WHOLE: Final = PLAIN.with_name("whole.assent.json")
"""A receipt with every member that a receipt can have."""
PAYLOAD: Final = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance())
STRANGER: Final = MachineKey.from_seed(bytes([99]) * 32)


def rewritten(receipt: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The receipt after a change to its members, in canonical form again."""
    document = json.loads(receipt)
    change(document)
    return canonical(document)


@dataclass(frozen=True)
class Place:
    """Where a forged record stands: its index, what it names before it, and the size of the log."""

    index: int = 0
    previous: str = FIRST
    size: int = 1


def among_others(record: bytes, index: int, size: int) -> tuple[list[str], bytes]:
    """The proof of a record in a log of `size` whose other records are all alike, and that log's root."""
    nodes = tree.build(tree.leaf_hash(record if at == index else b"other") for at in range(size))

    def node(level: int, position: int) -> bytes:
        return nodes[level, position]

    proof = [value.hex() for value in tree.inclusion_proof(index, size, node)]
    return proof, tree.root(size, node)


def resigned(receipt: bytes, key: MachineKey, payload: bytes, place: Place = Place()) -> bytes:
    """The receipt with another payload, everything about it signed anew by `key`, nothing added later.

    The tree is that of a log whose other records are all alike; by default there are none.
    """
    index, count = place.index, place.size
    record = encode_record(index, "2031-01-01T00:00:00Z", place.previous, sign_envelope(key, payload))
    proof, root = among_others(record.data, index, count)

    def change(document: dict[str, Any]) -> None:
        document["record"] = json.loads(record.data)
        document["key"] = {"algorithm": "ed25519", "id": key.id, "public": encode64(key.public.der)}
        document["proof"] = proof
        document["checkpoint"] = sign_checkpoint(key, count, root)
        document.update(rotations=[], countersignatures=[], timestamps=[])

    return rewritten(receipt, change)


def builtins(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as plain data."""
    plain: dict[str, Any] = msgspec.to_builtins(struct)
    return plain
