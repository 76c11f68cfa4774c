"""The Merkle tree of RFC 6962 §2.1 over an append-only list, from stored hashes of full subtrees.

`node(level, position)` is the hash of the full subtree over leaves `position·2^level` up to
`(position+1)·2^level`. An append adds at most log2(n) such nodes; a root or a proof reads as many.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
    # Written out: a verifier of many receipts spends much of its time here.
    sha256, position, last, value = hashlib.sha256, index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            value = sha256(b"\x01" + sibling + value).digest()
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            value = sha256(b"\x01" + value + sibling).digest()
        position, last = position >> 1, last >> 1
    return value if last == 0 else None


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 6962 §2.1.2. Needs 0 < old ≤ new; empty where they are the same."""
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while end - start > old - start:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_span(middle, end, node))
            end = middle
        else:
            path.append(_span(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(_span(start, end, node))
    path.reverse()
    return path


def roots_from_consistency(
    old: int, new: int, old_root: bytes, proof: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    """The roots (at `old`, at `new`) that a proof leads to, by RFC 9162 §2.1.4.2; None for a wrong length.

    `old_root` is where a proof starts from when the old tree is a full subtree of the new one.
    """
    if not 0 < old <= new:
        return None
    if old == new:
        return None if proof else (old_root, old_root)
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return _fold(old - 1, new - 1, hashes) if hashes else None


def _fold(position: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    while position % 2:
        position, last = position // 2, last // 2
    first = second = hashes[0]
    for value in hashes[1:]:
        if last == 0:
            return None
        if position % 2 or position == last:
            first, second = node_hash(value, first), node_hash(value, second)
            while position and not position % 2:
                position, last = position // 2, last // 2
        else:
            second = node_hash(second, value)
        position, last = position // 2, last // 2
    return (first, second) if last == 0 else None


def edge(size: int, node: Node) -> tuple[bytes, ...]:
    """The hashes of the full subtrees that the first `size` leaves fall into, largest first."""
    found, start = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append(node(level, start >> level))
            start += 1 << level
    return tuple(found)


def edge_root(hashes: Sequence[bytes]) -> bytes:
    """The root over the leaves whose `edge` this is."""
    if not hashes:
        return EMPTY
    value = hashes[-1]
    for left in reversed(hashes[:-1]):
        value = node_hash(left, value)
    return value


def extend(hashes: Sequence[bytes], size: int, leaf: bytes) -> tuple[tuple[bytes, ...], list[bytes]]:
    """The edge after one more leaf hash, and the full subtrees it completes, the leaf first.

    The one of level L stands at position ((size + 1) >> L) - 1.
    """
    rest = list(hashes)
    grown = [leaf]
    while size % 2:
        grown.append(node_hash(rest.pop(), grown[-1]))
        size //= 2
    return (*rest, grown[-1]), grown


def build(leaves: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """All full subtrees over the given leaf hashes: what a full scan compares the stored ones with."""
    nodes: dict[tuple[int, int], bytes] = {}
    hashes: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        hashes, grown = extend(hashes, size, leaf)
        nodes.update({(level, (size + 1 >> level) - 1): value for level, value in enumerate(grown)})
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
