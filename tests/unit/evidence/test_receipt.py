"""A receipt is made only of what verifies, and the same each time."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest
from helpers.statements import SEALED, SUBJECTS, TEXTS, accepted, consent, decline
from helpers.tampering import edit

from installer.errors import BadInput, Code
from installer.evidence.canonical import canonical
from installer.evidence.predicates import PredicateType
from installer.evidence.receipt import make_receipt
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.log import Log


def test_a_receipt_holds_for_every_kind_of_statement(log: Log) -> None:
    records = [
        accepted(log),
        log.append(PredicateType.DECLINE, SUBJECTS, decline(), SEALED),
        log.append(PredicateType.CONSENT, SUBJECTS, consent(), SEALED),
    ]
    for record, kind in zip(records, PredicateType, strict=True):
        verification = verify(make_receipt(log, record, TEXTS))
        assert verification.valid
        assert verification.statement is not None
        assert verification.statement.predicate_type is kind


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


def test_a_receipt_of_an_erased_person_holds_and_names_nobody(log: Log, folder: Path) -> None:
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
    other = dataclasses.replace(record, data=record.data + b" ")
    with pytest.raises(BadInput) as caught:
        make_receipt(log, other, TEXTS)
    assert caught.value.code is Code.RECORD_UNKNOWN
