"""Whole-file sweeps: a receipt with any byte flipped is never valid, alone or after others that held.

The sweep over the small receipt meets every member that a receipt can have. That over a real one (0.2 MB)
meets every byte outside the texts, and of the texts one in `STRIDE`, others in each run; with
`ASSENT_SWEEP=all` every one.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from helpers.paper_log import whole_receipt
from helpers.real_receipts import real_receipts

from installer.evidence.verify import Result, Verification, Verifier, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Check = Callable[[bytes], Verification]

STRIDE = 1 if os.environ.get("ASSENT_SWEEP") == "all" else 151


def practised(receipt: bytes) -> Check:
    """A verifier that already knows the texts, the key and the head of the very receipt."""
    verifier = Verifier()
    assert verifier.verify(receipt).valid
    return verifier.verify


def alone(receipt: bytes) -> Check:
    """The function, which knows nothing from before."""
    assert verify(receipt).valid
    return verify


WAYS = pytest.mark.parametrize("way", [alone, practised])


def flipped(data: bytes, position: int, mask: int) -> bytes:
    bad = bytearray(data)
    bad[position] ^= mask
    return bytes(bad)


@WAYS
@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80])
def test_no_flipped_byte_of_a_receipt_with_every_member_is_valid(
    way: Callable[[bytes], Check], mask: int
) -> None:
    receipt = whole_receipt()
    check = way(receipt)
    for position in range(len(receipt)):
        found = check(flipped(receipt, position, mask))
        assert found.result is Result.TAMPERED, (position, mask, found)


def places(receipt: bytes) -> Iterator[int]:
    start, end = receipt.index(b'"texts":['), receipt.rindex(b'],"timestamps":')
    assert end - start > 150_000
    yield from range(start)
    yield from range(start + random.randrange(STRIDE), end, STRIDE)  # noqa: S311 - any places will do
    yield from range(end, len(receipt))


@WAYS
def test_no_flipped_byte_of_a_real_receipt_is_valid(
    way: Callable[[bytes], Check], tmp_path_factory: pytest.TempPathFactory
) -> None:
    receipt = real_receipts(tmp_path_factory.mktemp("real") / "state", 3)[1]
    check = way(receipt)
    for position in places(receipt):
        mask = 1 << random.randrange(8)  # noqa: S311 - any bit will do
        found = check(flipped(receipt, position, mask))
        assert found.result is Result.TAMPERED, (position, mask, found)


@WAYS
def test_no_byte_more_or_less_is_valid(way: Callable[[bytes], Check]) -> None:
    receipt = whole_receipt()
    check = way(receipt)
    for position in range(0, len(receipt), 3):
        assert not check(receipt[:position] + receipt[position + 1 :]).valid
        assert not check(receipt[:position] + b"0" + receipt[position:]).valid
        assert not check(receipt[:position]).valid
