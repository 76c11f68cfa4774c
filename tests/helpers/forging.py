"""Receipts that somebody made or changed: with a key of their own, or by editing the file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from installer.evidence import tree
from installer.evidence.canonical import canonical, encode64
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.envelope import sign_envelope
from installer.evidence.record import FIRST, encode_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.evidence.keys import MachineKey


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


def resigned(receipt: bytes, key: MachineKey, payload: bytes, place: Place = Place()) -> bytes:
    """The receipt with another payload, everything about it signed anew by `key`.

    The tree is that of a log whose other records are all alike; by default there are none.
    """
    index, count = place.index, place.size
    record = encode_record(index, "2031-01-01T00:00:00Z", place.previous, sign_envelope(key, payload))
    leaves = [tree.leaf_hash(record.data if at == index else b"other") for at in range(count)]
    nodes = tree.build(leaves)

    def node(level: int, position: int) -> bytes:
        return nodes[level, position]

    def change(document: dict[str, Any]) -> None:
        document["record"] = json.loads(record.data)
        document["key"] = {"algorithm": "ed25519", "id": key.id, "public": encode64(key.public.der)}
        document["proof"] = [value.hex() for value in tree.inclusion_proof(index, count, node)]
        document["checkpoint"] = sign_checkpoint(key, count, tree.root(count, node))

    return rewritten(receipt, change)


def builtins(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as plain data."""
    plain: dict[str, Any] = msgspec.to_builtins(struct)
    return plain
