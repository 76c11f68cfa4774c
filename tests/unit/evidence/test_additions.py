"""What others add to a receipt: countersigned heads. Real timestamps are in the integration tests."""

from __future__ import annotations

import msgspec
import pytest
from helpers.forging import STRANGER
from helpers.paper_log import WITNESS_KEY, WITNESS_NAME, whole_log

from installer.errors import AssentError, BadInput, Code, UntrustedData
from installer.evidence.additions import add_countersignature, add_timestamp, head_of, opened
from installer.evidence.canonical import document_bytes
from installer.evidence.timestamp import request_for, stamped_at
from installer.evidence.trust import Trust
from installer.evidence.verify import Policy, Result, verify
from installer.evidence.witness import WitnessKey, cosign

LOG = whole_log()
RECEIPT = document_bytes(LOG.receipt(3, 5))
WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public)
TRUST = Trust(keys=frozenset({LOG.keys[3].id}), witnesses=frozenset({WITNESS}))


def proof(size: int) -> list[bytes]:
    return [bytes.fromhex(value) for value in LOG.proof(3, size)]


def test_a_countersigned_head_of_the_same_size_needs_no_proof() -> None:
    data = add_countersignature(RECEIPT, LOG.countersigned(5), WITNESS)
    assert verify(data, Policy.ANCHORED, TRUST).result is Result.VALID
    assert verify(RECEIPT, Policy.ANCHORED, TRUST).result is Result.BELOW_POLICY


@pytest.mark.parametrize("size", [4, 6, 7])
def test_a_head_of_another_size_is_taken_with_its_proof(size: int) -> None:
    data = add_countersignature(RECEIPT, LOG.countersigned(size), WITNESS, proof(size))
    assert verify(data, Policy.ANCHORED, TRUST).result is Result.VALID


def test_the_same_word_twice_stands_once_and_other_words_stay() -> None:
    once = add_countersignature(RECEIPT, LOG.countersigned(5), WITNESS)
    assert add_countersignature(once, LOG.countersigned(5), WITNESS) == once
    both = add_countersignature(once, LOG.countersigned(7), WITNESS, proof(7))
    assert [head_of(item.note).size for item in opened(both).countersignatures] == [5, 7]
    # A later word of the same witness on the same size replaces the earlier one.
    head = LOG.head(5)
    later = f"{head.body}\n{cosign(WITNESS_KEY, WITNESS_NAME, head, 1_999_999_999)}"
    again = add_countersignature(both, later, WITNESS)
    assert [head_of(item.note).size for item in opened(again).countersignatures] == [7, 5]


@pytest.mark.parametrize(
    ("note", "size", "detail"),
    [
        ("no note", None, "malformed"),
        (LOG.note(5), None, "no-such-witness"),
        (LOG.countersigned(5, STRANGER), None, "no-such-witness"),
        (LOG.countersigned(5).replace("\n5\n", "\n6\n"), None, "signature"),
        (LOG.countersigned(7), None, "proof"),
        (LOG.countersigned(7), 6, "proof"),
        (LOG.countersigned(3), 5, "proof"),
    ],
    ids=["no-note", "no-witness", "stranger", "changed", "no-proof", "other-proof", "below"],
)
def test_a_head_that_does_not_fit_is_refused(note: str, size: int | None, detail: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        add_countersignature(RECEIPT, note, WITNESS, None if size is None else proof(size))
    assert caught.value.code is Code.COUNTERSIGNATURE_INVALID
    assert caught.value.facts == {"detail": detail}


def test_a_head_of_another_log_is_refused() -> None:
    other = whole_log()
    other.origin = "assent:log/" + "0" * 64
    with pytest.raises(UntrustedData) as caught:
        add_countersignature(RECEIPT, other.countersigned(5), WITNESS)
    assert caught.value.facts == {"detail": "origin"}


def test_nothing_is_added_to_a_receipt_that_does_not_hold() -> None:
    for add in (
        lambda data: add_countersignature(data, LOG.countersigned(5), WITNESS),
        lambda data: add_timestamp(data, b"", ()),
    ):
        with pytest.raises(BadInput) as caught:
            add(RECEIPT.replace(b"Kov", b"kov", 1))
        assert caught.value.code is Code.RECEIPT_MALFORMED
        assert caught.value.facts == {"detail": "personal"}


def test_a_personal_erasure_keeps_what_was_added() -> None:
    data = add_countersignature(RECEIPT, LOG.countersigned(5), WITNESS)
    erased = document_bytes(msgspec.structs.replace(opened(data), personal=None))
    assert verify(erased, Policy.ANCHORED, TRUST).result is Result.VALID


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(UntrustedData) as caught:
        stamped_at(b"\x30\x00", b"note", ())
    assert caught.value.facts == {"detail": "not-a-response"}


def test_a_request_is_the_same_each_time_and_bound_to_the_note() -> None:
    assert request_for(b"one") == request_for(b"one")
    assert request_for(b"one") != request_for(b"two")


def test_without_the_extra_a_timestamp_is_refused_with_a_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    with pytest.raises(AssentError) as caught:
        add_timestamp(RECEIPT, b"", ((b"",),))
    assert caught.value.code is Code.TIMESTAMP_UNAVAILABLE
