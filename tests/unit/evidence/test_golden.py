"""The stored bytes of every statement are those of its golden vector, and read back as what was said."""

from __future__ import annotations

import msgspec
import pytest
from helpers.golden import FOLDER, GOLDEN, KEY, documents, name_of

from installer.errors import UntrustedData
from installer.evidence.canonical import canonical
from installer.evidence.envelope import Envelope, decode_statement, open_envelope
from installer.evidence.predicates import MODELS, PredicateType
from installer.evidence.record import decode_record


def test_there_is_a_vector_of_every_type() -> None:
    assert list(GOLDEN) == list(PredicateType) == list(MODELS)


@pytest.mark.parametrize("kind", PredicateType)
def test_the_bytes_are_those_of_the_vector(kind: PredicateType) -> None:
    for name, data in documents(kind).items():
        assert (FOLDER / name_of(kind) / name).read_bytes() == data


@pytest.mark.parametrize("kind", PredicateType)
def test_a_vector_reads_back_as_what_was_said(kind: PredicateType) -> None:
    subjects, predicate = GOLDEN[kind]
    folder = FOLDER / name_of(kind)
    envelope = msgspec.json.decode((folder / "envelope.json").read_bytes(), type=Envelope)
    payload = open_envelope(envelope, KEY.public)
    assert payload == (folder / "payload.json").read_bytes()
    statement = decode_statement(payload)
    assert statement.predicate == predicate
    assert statement.predicate_type is kind
    assert statement.subject == tuple(subjects)
    assert decode_record((folder / "record.json").read_bytes()).envelope == envelope


@pytest.mark.parametrize("kind", PredicateType)
def test_no_member_of_a_statement_may_be_left_out_or_added(kind: PredicateType) -> None:
    payload = (FOLDER / name_of(kind) / "payload.json").read_bytes()
    whole = msgspec.json.decode(payload)
    for member in whole["predicate"]:
        rest = {name: value for name, value in whole["predicate"].items() if name != member}
        with pytest.raises(UntrustedData):
            decode_statement(canonical({**whole, "predicate": rest}))
    with pytest.raises(UntrustedData):
        decode_statement(canonical({**whole, "predicate": {**whole["predicate"], "more": 1}}))


@pytest.mark.parametrize("kind", PredicateType)
def test_a_subject_of_something_else_is_refused(kind: PredicateType) -> None:
    whole = msgspec.json.decode((FOLDER / name_of(kind) / "payload.json").read_bytes())
    if kind is PredicateType.ERASURE:  # only the log knows the digests of its records
        whole["subject"] = []
    else:
        whole["subject"][0]["digest"]["sha256"] = "0" * 64
    with pytest.raises(UntrustedData) as caught:
        decode_statement(canonical(whole))
    assert str(caught.value.facts["detail"]).startswith("subject-is-not-the-")
