"""Verification: each step of the recipe refuses its own kind of forgery, and no byte is unbound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.forging import PAYLOAD, PLAIN, Place, builtins, resigned, rewritten
from helpers.receipt_defects import DEFECTS
from helpers.statements import TEXTS, acceptance, accepted

from installer.evidence.canonical import LIMIT, canonical, encode64, sha256_hex
from installer.evidence.keys import MachineKey
from installer.evidence.predicates import NotProven
from installer.evidence.receipt import make_receipt
from installer.evidence.record import FIRST
from installer.evidence.trust import Trust
from installer.evidence.verify import RECIPE, Claim, Policy, Result, Status, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.evidence.log import Log

CHECKS = [
    "document",
    "format",
    "key",
    "signature",
    "statement",
    "texts",
    "personal",
    "rotations",
    "checkpoint",
    "inclusion",
    "chain",
    "countersignatures",
    "timestamps",
    "enrolled",
    "anchored",
    "timestamped",
]
NOT_IN_A_PLAIN_ONE = {"rotations", "countersignatures", "timestamps", "enrolled", "anchored", "timestamped"}


def test_the_recipe_has_its_steps_in_this_order() -> None:
    assert list(RECIPE) == CHECKS


def test_a_receipt_holds_and_says_what_it_does_not_prove(receipt: bytes, key: MachineKey) -> None:
    found = verify(receipt)
    assert found.result is Result.VALID
    assert found.valid
    assert found.failed == ""
    assert [check.id for check in found.checks] == CHECKS
    skipped = {check.id for check in found.checks if check.status is Status.SKIPPED}
    assert skipped == NOT_IN_A_PLAIN_ONE
    assert all(check.status is Status.PASSED for check in found.checks if check.id not in skipped)
    assert found.proven == ("texts", "statement", "log", "personal")
    assert found.not_proven == ("enrolled", "anchored", "timestamped", *NotProven)
    assert found.receipt is not None
    assert found.receipt.key.id == key.id
    assert found.checks[CHECKS.index("enrolled")].detail == key.id


def test_the_docstring_lists_the_recipe_in_its_order() -> None:
    assert verify.__doc__ is not None
    lines = [line.split() for line in verify.__doc__.splitlines()]
    numbered = [words[1].strip("`") for words in lines if words and words[0].rstrip(".").isdigit()]
    assert numbered == CHECKS


def test_a_receipt_signed_anew_by_another_key_agrees_with_itself_and_is_not_enrolled(
    receipt: bytes, key: MachineKey
) -> None:
    forged = resigned(receipt, MachineKey.from_seed(bytes(32)), PAYLOAD)
    assert verify(forged).result is Result.VALID
    assert "enrolled" in verify(forged).not_proven
    assert verify(forged, Policy.ENROLLED, Trust(keys=frozenset({key.id}))).result is Result.BELOW_POLICY


def assert_refused(data: bytes, failed: str, result: Result = Result.TAMPERED) -> None:
    found = verify(data)
    assert not found.valid
    assert found.result is result
    assert found.failed == failed
    assert found.proven == ()
    assert set(found.not_proven) == {*Claim, *NotProven}
    assert found.statement is None
    assert found.receipt is None
    position = CHECKS.index(failed)
    assert [check.id for check in found.checks] == CHECKS
    assert all(check.status is not Status.PASSED for check in found.checks[position:])


FORGERIES: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "other-label": ("format", lambda doc: doc.update(type="assent/receipts")),
    "other-version": ("format", lambda doc: doc.update(version=2)),
    "version-true": ("format", lambda doc: doc.update(version=True)),
    "extra-member": ("format", lambda doc: doc.update(note="trust me")),
    "missing-member": ("format", lambda doc: doc.pop("proof")),
    "extra-member-inside": ("format", lambda doc: doc["texts"][0].update(title="x")),
    "record-version": ("format", lambda doc: doc["record"].update(version=2)),
    "negative-index": ("format", lambda doc: doc["record"].update(index=-1)),
    "payload-type": ("format", lambda doc: doc["record"]["envelope"].update(payloadType="text/plain")),
    "key-id": ("key", lambda doc: doc["key"].update(id="0" * 64)),
    "key-bytes": ("key", lambda doc: doc["key"].update(public=doc["key"]["public"][:-4])),
    "no-signature": ("signature", lambda doc: doc["record"]["envelope"].update(signatures=[])),
    "text-changed": ("texts", lambda doc: doc["texts"][0].update(content="other")),
    "text-and-digest-changed": (
        "texts",
        lambda doc: doc["texts"][0].update(content="other", sha256=sha256_hex(b"other")),
    ),
    "text-missing": ("texts", lambda doc: doc["texts"].pop()),
    "text-added": ("texts", lambda doc: doc["texts"].append(doc["texts"][0])),
    "texts-changed-places": ("texts", lambda doc: doc["texts"].reverse()),
    "text-renamed": ("texts", lambda doc: doc["texts"][0].update(name="x")),
    "language-renamed": ("texts", lambda doc: doc["texts"][0].update(language="de")),
    "other-person": ("personal", lambda doc: doc["personal"]["fields"]["actor"].update(name="x")),
    "other-salt": ("personal", lambda doc: doc["personal"].update(salt=encode64(bytes(32)))),
    "salt-not-base64": ("personal", lambda doc: doc["personal"].update(salt="AA")),
    "checkpoint-empty": ("checkpoint", lambda doc: doc.update(checkpoint="")),
    "proof-shortened": ("inclusion", lambda doc: doc["proof"].pop()),
    "proof-lengthened": ("inclusion", lambda doc: doc["proof"].append("0" * 64)),
    "record-time": ("inclusion", lambda doc: doc["record"].update(time="2000-01-01T00:00:00Z")),
    "record-index": ("inclusion", lambda doc: doc["record"].update(index=1)),
    "record-index-outside": ("inclusion", lambda doc: doc["record"].update(index=3)),
    "record-previous": ("inclusion", lambda doc: doc["record"].update(previous="1" * 64)),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_an_edited_receipt_fails_at_the_step_that_looks(receipt: bytes, name: str) -> None:
    failed, change = FORGERIES[name]
    assert_refused(rewritten(receipt, change), failed)


@pytest.mark.parametrize(
    ("data", "failed"),
    [
        (b"", "document"),
        (b"{}", "format"),
        (b"[]", "format"),
        (b'{"type":"assent/receipt"}', "format"),
        (b'{"type":"assent/receipt","version":1}', "format"),
        (b'"' + b"a" * LIMIT + b'"', "document"),
    ],
    ids=["empty", "no-members", "list", "no-version", "label-only", "too-large"],
)
def test_what_is_no_receipt_is_refused(data: bytes, failed: str) -> None:
    assert_refused(data, failed)


def test_a_file_with_a_line_end_added_is_refused(receipt: bytes) -> None:
    assert_refused(receipt + b"\n", "document")


def test_a_doubled_key_is_refused(receipt: bytes) -> None:
    assert_refused(receipt[:-1] + b',"version":1}', "document")


def test_another_format_is_unknown_and_not_called_changed() -> None:
    data = canonical({"type": "assent/receipt", "version": 2, "body": {}})
    assert_refused(data, "format", Result.UNKNOWN)


def signed_with(key: MachineKey, receipt: bytes, **changes: object) -> bytes:
    """The receipt with a statement changed as its own signer could."""
    document = json.loads(PAYLOAD)
    document.update(changes)
    return resigned(receipt, key, canonical(document))


def test_a_later_statement_type_is_unknown_and_not_called_changed(receipt: bytes, key: MachineKey) -> None:
    data = signed_with(key, receipt, predicateType="assent:acceptance/v9")
    assert_refused(data, "statement", Result.UNKNOWN)


def test_a_signed_statement_that_contradicts_itself_is_refused(receipt: bytes, key: MachineKey) -> None:
    predicate = builtins(acceptance(capacity="delegate"))
    assert_refused(signed_with(key, receipt, predicate=predicate), "statement")


def test_a_signed_payload_in_another_spelling_is_refused(receipt: bytes, key: MachineKey) -> None:
    assert_refused(resigned(receipt, key, PAYLOAD + b" "), "statement")


def test_the_first_record_names_none_before_it_and_only_the_first(receipt: bytes, key: MachineKey) -> None:
    assert_refused(resigned(receipt, key, PAYLOAD, Place(0, "1" * 64, 1)), "chain")
    assert_refused(resigned(receipt, key, PAYLOAD, Place(1, FIRST, 2)), "chain")
    assert verify(resigned(receipt, key, PAYLOAD, Place(1, "1" * 64, 2))).valid


def test_a_record_may_stand_under_a_later_head_of_the_log(receipt: bytes, key: MachineKey) -> None:
    assert verify(resigned(receipt, key, PAYLOAD, Place(0, FIRST, 6))).valid


def test_the_parts_of_two_receipts_do_not_mix(log: Log) -> None:
    first, second = (make_receipt(log, accepted(log, products=[name]), TEXTS) for name in "ab")
    for member in ("record", "proof", "checkpoint"):
        foreign = json.loads(second)[member]
        mixed = rewritten(first, lambda doc, at=member, value=foreign: doc.update({at: value}))
        assert verify(mixed).result is Result.TAMPERED


def test_no_cut_receipt_is_valid(receipt: bytes) -> None:
    for length in range(0, len(receipt), 7):
        assert verify(receipt[:length]).result is Result.TAMPERED


def test_no_receipt_with_a_byte_more_or_less_is_valid(receipt: bytes) -> None:
    for position in range(0, len(receipt), 5):
        assert not verify(receipt[:position] + receipt[position + 1 :]).valid
        assert not verify(receipt[:position] + b"0" + receipt[position:]).valid


@pytest.mark.parametrize("name", DEFECTS)
def test_a_receipt_of_the_corpus_is_refused_at_the_step_that_looks_for_its_defect(name: str) -> None:
    found = verify(DEFECTS[name].make())
    assert not found.valid
    assert found.failed == DEFECTS[name].failed


@pytest.mark.parametrize(
    "spelling",
    [
        str.upper,
        lambda value: f" {value[1:]}",
        lambda value: f"{value[:-1]} ",
        lambda value: "z" * len(value),
    ],
    ids=["upper case", "space before", "space after", "no digits"],
)
def test_a_hash_in_a_proof_has_one_spelling(receipt: bytes, spelling: Callable[[str], str]) -> None:
    def change(document: Any) -> None:  # noqa: ANN401 - JSON
        changed = spelling(document["proof"][0])
        assert changed != document["proof"][0]
        document["proof"][0] = changed

    found = verify(rewritten(receipt, change))
    assert (found.result, found.failed) == (Result.TAMPERED, "inclusion")


def test_a_receipt_written_by_the_first_release_still_holds() -> None:
    assert verify(PLAIN.read_bytes()).result is Result.VALID


def test_the_same_log_gives_the_golden_receipt_byte_by_byte(receipt: bytes) -> None:
    assert receipt == PLAIN.read_bytes()
