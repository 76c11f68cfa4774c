"""A receipt is made only of what verifies, and the same each time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.golden import GOLDEN
from helpers.statements import SEALED, TEXTS, accepted
from helpers.tampering import edit
from msgspec.structs import replace

from installer.errors import BadInput, Code
from installer.evidence.canonical import canonical
from installer.evidence.log import Log
from installer.evidence.predicates import PredicateType, texts_of
from installer.evidence.receipt import make_receipt
from installer.evidence.upkeep import By
from installer.evidence.verify import Status, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BY = By(SEALED)
APPENDED = [kind for kind in PredicateType if kind not in (PredicateType.ERASURE, PredicateType.KEY_ROTATION)]


@pytest.fixture
def own(folder: Path) -> Iterator[Log]:
    """A log with a key on disk, which can be rotated."""
    from installer.evidence.keys import MachineKey

    with Log.open(folder, MachineKey.load_or_create(folder)) as opened:
        yield opened


@pytest.mark.parametrize("kind", APPENDED)
def test_a_receipt_holds_for_every_kind_of_statement(log: Log, kind: PredicateType) -> None:
    subjects, predicate = GOLDEN[kind]
    verification = verify(make_receipt(log, log.append(kind, subjects, predicate, SEALED), TEXTS))
    assert verification.valid
    assert verification.statement is not None
    assert verification.statement.predicate_type is kind
    check = next(check for check in verification.checks if check.id == "texts")
    assert check.status is (Status.PASSED if texts_of(predicate) else Status.SKIPPED)


def test_an_erasure_has_a_receipt_and_the_erased_one_names_nobody(log: Log) -> None:
    first = accepted(log)
    erasure = log.erase([first.index], "request", BY)
    verification = verify(make_receipt(log, erasure, {}))
    assert verification.statement is not None
    assert verification.statement.predicate_type is PredicateType.ERASURE
    erased = make_receipt(log, first, TEXTS)
    assert verify(erased).valid
    assert "personal" in verify(erased).not_proven
    assert SEALED.fields.actor.name.encode() not in erased


def test_receipts_hold_across_two_rotations_of_the_key(own: Log) -> None:
    records = [accepted(own), own.rotate("scheduled", BY), accepted(own)]
    records += [own.rotate("compromised", BY), accepted(own)]
    origins, signers = set(), []
    for record in records:
        data = make_receipt(own, record, TEXTS if record.index % 2 == 0 else {})
        verification = verify(data)
        assert verification.valid
        assert verification.receipt is not None
        signers.append(verification.receipt.key.id)
        origins.add(verification.receipt.checkpoint.split("\n")[0])
        assert len(verification.receipt.rotations) == sum(place < record.index for place in (1, 3))
    # A rotation is the old key's last act.
    assert signers[0] == signers[1] != signers[2] == signers[3] != signers[4]
    assert origins == {own.origin}


def test_a_receipt_made_before_a_rotation_holds_after_it_and_is_made_again_alike(own: Log) -> None:
    record = accepted(own)
    before = make_receipt(own, record, TEXTS)
    own.rotate("scheduled", BY)
    accepted(own)
    assert make_receipt(own, record, TEXTS) == before
    assert verify(before).valid


def test_a_receipt_under_a_later_head_holds(own: Log) -> None:
    records = [accepted(own)]
    own.rotate("scheduled", BY)
    records += [accepted(own), accepted(own)]
    receipts = [make_receipt(own, record, TEXTS, 4) for record in records]
    assert all(verify(data).valid for data in receipts)
    assert len({json.loads(data)["checkpoint"] for data in receipts}) == 1
    # Where the rotation is the last record under the head, the old key signed the head.
    assert json.loads(make_receipt(own, records[0], TEXTS, 2))["rotations"] == []


def test_a_receipt_is_canonical_json_with_every_exact_text(log: Log) -> None:
    data = make_receipt(log, accepted(log), TEXTS)
    document = json.loads(data)
    assert canonical(document) == data
    assert {text["language"]: text["content"] for text in document["texts"]} == TEXTS
    assert document["personal"]["fields"]["actor"]["name"] == SEALED.fields.actor.name


def test_the_record_stands_in_the_receipt_byte_by_byte(log: Log) -> None:
    accepted(log)
    record = accepted(log)
    assert record.data in make_receipt(log, record, TEXTS)


def test_a_receipt_made_again_after_more_appends_is_the_same(log: Log) -> None:
    record = accepted(log)
    first = make_receipt(log, record, TEXTS)
    for _ in range(3):
        accepted(log)
    assert make_receipt(log, log.record(0), TEXTS) == first


def test_every_place_of_a_log_has_a_receipt_that_holds(log: Log) -> None:
    records = [accepted(log) for _ in range(9)]
    assert all(verify(make_receipt(log, record, TEXTS)).valid for record in records)
    assert all(verify(make_receipt(log, record, TEXTS, 9)).valid for record in records)


def test_a_receipt_without_its_person_holds_and_names_nobody(log: Log, folder: Path) -> None:
    record = accepted(log)
    edit(folder, ("DELETE FROM personal", ()))
    data = make_receipt(log, record, TEXTS)
    verification = verify(data)
    assert verification.valid
    assert "personal" in verification.not_proven
    assert "personal" not in verification.proven
    assert SEALED.fields.actor.name.encode() not in data


@pytest.mark.parametrize("texts", [{}, {"en": TEXTS["en"]}, {**TEXTS, "hu": TEXTS["hu"] + " "}])
def test_no_receipt_is_made_with_other_texts_than_those_accepted(log: Log, texts: dict[str, str]) -> None:
    record = accepted(log)
    with pytest.raises(BadInput) as caught:
        make_receipt(log, record, texts)
    assert caught.value.code is Code.RECEIPT_MALFORMED
    assert caught.value.facts["detail"] == "texts"


def test_no_receipt_is_made_of_a_record_that_is_not_in_the_log(log: Log) -> None:
    record = accepted(log)
    other = replace(record, data=record.data + b" ")
    with pytest.raises(BadInput) as caught:
        make_receipt(log, other, TEXTS)
    assert caught.value.code is Code.RECORD_UNKNOWN


@pytest.mark.parametrize("size", [0, 1, 3])
def test_no_receipt_is_made_under_a_head_that_does_not_hold_the_record(log: Log, size: int) -> None:
    accepted(log)
    record = accepted(log)
    with pytest.raises(BadInput) as caught:
        make_receipt(log, record, TEXTS, size)
    assert caught.value.code is Code.RECORD_UNKNOWN
