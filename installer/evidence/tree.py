"""The Merkle tree of RFC 6962 §2.1 over an append-only list, from stored hashes of full subtrees.

`node(level, position)` is the hash of the full subtree over leaves `position·2^level` up to
`(position+1)·2^level`. An append adds at most log2(n) such nodes; a root or a proof reads as many.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Node: TypeAlias = "Callable[[int, int], bytes]"
"""(level, position) to the hash of a full subtree."""

EMPTY: Final = hashlib.sha256(b"").digest()
"""The root of no leaves."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(size: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """The full subtrees (level, position, hash) that a leaf hash completes after `size` leaves."""
    level, position, value = 0, size, leaf
    yield level, position, value
    while position % 2:
        value = node_hash(node(level, position - 1), value)
        level, position = level + 1, position // 2
        yield level, position, value


def root(size: int, node: Node) -> bytes:
    """The root over the first `size` leaves (RFC 6962 §2.1)."""
    return _span(0, size, node) if size else EMPTY


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 §2.1.1, nearest first. Needs 0 ≤ index < size."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_span(middle, end, node))
            end = middle
        else:
            path.append(_span(start, middle, node))
            start = middle
    path.reverse()
    return path


def root_from_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that `proof` leads to, by RFC 9162 §2.1.3.2; None when it has the wrong length."""
    if not 0 <= index < size:
        return None
    position, last, value = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if position % 2 or position == last:
            value = node_hash(sibling, value)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            value = node_hash(value, sibling)
        position, last = position // 2, last // 2
    return value if last == 0 else None


def build(leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """All full subtrees over the given leaf hashes: what a full scan compares the stored ones with."""
    nodes: dict[tuple[int, int], bytes] = {}
    for size, leaf in enumerate(leaves):
        for level, position, value in grow(size, leaf, lambda at, of: nodes[at, of]):
            nodes[level, position] = value
    return nodes


def _split(count: int) -> int:
    """The largest power of two below `count` (≥ 2)."""
    return 1 << ((count - 1).bit_length() - 1)


def _span(start: int, end: int, node: Node) -> bytes:
    """The hash over leaves start…end, where `start` is a multiple of the span's next power of two."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(count)
    return node_hash(_span(start, middle, node), _span(middle, end, node))
