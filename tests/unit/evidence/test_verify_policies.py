"""Policies: what each level asks for, and whose word counts."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from helpers.forging import STRANGER
from helpers.paper_log import (
    FIRST_KEY,
    SECOND_KEY,
    WITNESS_KEY,
    WITNESS_NAME,
    PaperLog,
    said,
    whole_log,
    whole_receipt,
)

from installer.evidence.canonical import document_bytes
from installer.evidence.predicates import NotProven
from installer.evidence.trust import NOBODY, Trust
from installer.evidence.verify import LEVELS, Policy, Result, Status, asked, verify
from installer.evidence.witness import WitnessKey

WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public)
WITNESSED = Trust(keys=frozenset({FIRST_KEY.id}), witnesses=frozenset({WITNESS}))


def test_each_policy_asks_for_all_that_the_one_before_asks_for() -> None:
    assert asked(Policy.CONSISTENT) == frozenset()
    for lower, higher in pairwise(LEVELS):
        assert asked(higher) == asked(lower) | {higher.value}


@pytest.mark.parametrize("key", [FIRST_KEY, SECOND_KEY], ids=["the-log's-first", "the-record's-own"])
def test_the_key_of_the_record_is_known_itself_or_by_the_key_that_handed_over_to_it(key: object) -> None:
    trust = Trust(keys=frozenset({getattr(key, "id")}))  # noqa: B009 - typed as object for the ids
    found = verify(whole_receipt(), Policy.ENROLLED, trust)
    assert found.result is Result.VALID
    assert "enrolled" in found.proven


def test_an_unknown_key_is_valid_but_below_the_policy_that_asks() -> None:
    found = verify(whole_receipt(), Policy.ENROLLED, Trust(keys=frozenset({STRANGER.id})))
    assert found.result is Result.BELOW_POLICY
    assert found.valid
    assert found.failed == "enrolled"
    assert "enrolled" in found.not_proven
    assert found.statement is not None


def test_what_is_known_is_said_even_when_nobody_asked() -> None:
    found = verify(whole_receipt(), trust=WITNESSED)
    assert found.result is Result.VALID
    assert {"enrolled", "anchored"} <= set(found.proven)


def test_a_later_key_does_not_vouch_for_a_record_of_an_older_one() -> None:
    """Whoever holds the old key can add a rotation that was published, and sign a head of their own."""
    log = PaperLog()
    index = log.add(said(), FIRST_KEY)
    log.rotate(FIRST_KEY, SECOND_KEY)
    data = document_bytes(log.receipt(index, 2))
    trust = Trust(keys=frozenset({SECOND_KEY.id}))
    assert verify(data, Policy.ENROLLED, trust).result is Result.BELOW_POLICY


def test_a_later_key_that_signed_the_head_vouches_for_every_record_below() -> None:
    data = document_bytes(whole_log().receipt(0, 6))
    trust = Trust(keys=frozenset({SECOND_KEY.id}))
    assert verify(data, Policy.ENROLLED, trust).result is Result.VALID


def test_a_known_witness_meets_the_policy_that_asks_for_one() -> None:
    found = verify(whole_receipt(), Policy.ANCHORED, WITNESSED)
    assert found.result is Result.VALID
    check = next(check for check in found.checks if check.id == "anchored")
    assert check.status is Status.PASSED
    assert check.detail == f"{WITNESS_NAME} 2031-04-28T07:08:09Z 5"
    assert found.not_proven == ("timestamped", *NotProven)


@pytest.mark.parametrize(
    "witness",
    [WitnessKey("other.example", WITNESS_KEY.public), WitnessKey(WITNESS_NAME, STRANGER.public)],
    ids=["other-name", "other-key"],
)
def test_a_witness_counts_only_by_its_name_and_its_key(witness: WitnessKey) -> None:
    trust = Trust(keys=WITNESSED.keys, witnesses=frozenset({witness}))
    found = verify(whole_receipt(), Policy.ANCHORED, trust)
    assert found.result is Result.BELOW_POLICY
    assert found.failed == "anchored"
    assert WITNESS.text in found.checks[-2].detail


def test_a_witness_does_not_make_up_for_an_unknown_key() -> None:
    trust = Trust(witnesses=WITNESSED.witnesses)
    found = verify(whole_receipt(), Policy.ANCHORED, trust)
    assert found.result is Result.BELOW_POLICY
    assert found.failed == "enrolled"
    assert "anchored" in found.proven


def test_a_receipt_that_nobody_countersigned_is_below_the_policy_that_asks_for_a_witness() -> None:
    data = document_bytes(msgspec.structs.replace(whole_log().receipt(3, 5), countersignatures=[]))
    assert verify(data, Policy.ANCHORED, WITNESSED).failed == "anchored"


def test_bytes_that_are_no_timestamp_meet_no_policy() -> None:
    trust = Trust(WITNESSED.keys, WITNESSED.witnesses, ((b"no certificate",),))
    found = verify(whole_receipt(), Policy.TIMESTAMPED, trust)
    assert found.failed == "timestamped"
    assert "timestamp-invalid: not-a-response" in found.checks[-1].detail


def test_without_anything_known_only_the_first_policy_is_met() -> None:
    results = [verify(whole_receipt(), policy, NOBODY).result for policy in LEVELS]
    assert results == [Result.VALID, *[Result.BELOW_POLICY] * 3]
