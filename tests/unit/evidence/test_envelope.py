"""Statements are in-toto v1 in DSSE; the bytes that were signed are the bytes that are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers.statements import SCREEN, SUBJECTS, acceptance, erasure

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import canonical, decode64, encode64
from installer.evidence.envelope import (
    PAYLOAD_TYPE,
    decode_statement,
    encode_statement,
    open_envelope,
    pae,
    sign_envelope,
    subject,
)
from installer.evidence.predicates import PredicateType

if TYPE_CHECKING:
    from installer.evidence.keys import MachineKey


def test_pae_is_as_in_the_dsse_specification() -> None:
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pae("http://example.com/HelloWorld", b"hello world") == expected


def test_the_payload_is_an_in_toto_statement(key: MachineKey) -> None:
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance())
    document = json.loads(payload)
    assert document["_type"] == "https://in-toto.io/Statement/v1"
    assert document["predicateType"] == "assent:acceptance/v1"
    assert [item["name"] for item in document["subject"]] == [item.name for item in SUBJECTS]
    assert sign_envelope(key, payload).payloadType == "application/vnd.in-toto+json"


def test_an_envelope_with_no_or_two_signatures_is_refused(key: MachineKey) -> None:
    envelope = sign_envelope(key, b"{}")
    for signatures in ([], envelope.signatures * 2):
        changed = msgspec.structs.replace(envelope, signatures=signatures)
        with pytest.raises(UntrustedData) as caught:
            open_envelope(changed, key.public)
        assert caught.value.facts["detail"] == "count"


def test_an_envelope_that_names_another_key_is_refused(key: MachineKey) -> None:
    envelope = sign_envelope(key, b"{}")
    signature = msgspec.structs.replace(envelope.signatures[0], keyid="0" * 64)
    changed = msgspec.structs.replace(envelope, signatures=[signature])
    with pytest.raises(UntrustedData) as caught:
        open_envelope(changed, key.public)
    assert caught.value.facts["detail"] == "key-id"


def test_another_payload_under_the_same_signature_is_refused(key: MachineKey) -> None:
    envelope = msgspec.structs.replace(sign_envelope(key, b"{}"), payload=encode64(b"[]"))
    with pytest.raises(UntrustedData) as caught:
        open_envelope(envelope, key.public)
    assert caught.value.code is Code.SIGNATURE_INVALID
    assert caught.value.facts["detail"] == "signature"


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance()))
    return found


def refusal(changed: dict[str, Any]) -> UntrustedData:
    with pytest.raises(UntrustedData) as caught:
        decode_statement(canonical(changed))
    return caught.value


def test_an_unknown_member_anywhere_is_refused() -> None:
    top, inside = document(), document()
    top["extra"] = 1
    inside["predicate"]["time"]["zone"] = "CET"
    assert refusal(top).code is Code.STATEMENT_MALFORMED
    assert refusal(inside).code is Code.STATEMENT_MALFORMED


def test_a_later_predicate_type_is_told_from_damage() -> None:
    changed = document() | {"predicateType": "assent:acceptance/v2"}
    assert refusal(changed).code is Code.STATEMENT_UNKNOWN


def test_a_subject_that_is_not_the_texts_is_refused() -> None:
    changed = document()
    changed["subject"][0]["digest"]["sha256"] = "0" * 64
    assert refusal(changed).facts["detail"] == "subject-is-not-the-texts"


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("time", {"at": "2031-05-06 07:08:09Z", "source": "system-clock"}),
        ("time", {"at": "2031-05-06T07:08:09Z\n", "source": "system-clock"}),
        ("time", {"at": "٢٠٣١-05-06T07:08:09Z", "source": "system-clock"}),
        ("time", {"at": "2031-05-06T07:08:09Z", "source": "elsewhere"}),
        ("personal", {"commitment": "A" * 64}),
        ("personal", {"commitment": "a" * 63}),
        ("key_kept", "tpm"),
        ("signature_level", "qualified"),
        ("capacity", "other"),
    ],
)
def test_a_value_of_another_form_is_refused(at: str, value: object) -> None:
    changed = document()
    changed["predicate"][at] = value
    assert refusal(changed).code is Code.STATEMENT_MALFORMED


def test_a_statement_that_contradicts_itself_is_not_written() -> None:
    with pytest.raises(BadInput) as caught:
        encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance(capacity="delegate"))
    assert caught.value.code is Code.STATEMENT_MALFORMED
    assert caught.value.facts["detail"] == "grant-does-not-fit-capacity"


def test_characters_beyond_plane_0_are_written_as_rfc_8785_sorts_them() -> None:
    labels = {"\ufb33": "after", "\U0001f600": "before", "accept": "\U0001f600"}
    said = acceptance(presentation=msgspec.structs.replace(SCREEN, button="\U0001f600", labels=labels))
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, said)
    assert canonical(json.loads(payload)) == payload
    assert decode_statement(payload).predicate == said
    document = msgspec.json.decode(payload)
    del document["predicate"]["rests_on"]
    with pytest.raises(UntrustedData) as caught:
        decode_statement(canonical(document))
    assert caught.value.facts["detail"] == "member-missing"


@pytest.mark.parametrize("name", ["\ud800", "a\udcffb"])
def test_what_has_no_exact_form_is_not_written(name: str) -> None:
    for subjects, said in (
        ([subject(name, item.digest.sha256) for item in SUBJECTS], acceptance()),
        (SUBJECTS, acceptance(products=[name])),
    ):
        with pytest.raises(BadInput):
            encode_statement(subjects, PredicateType.ACCEPTANCE, said)


def test_a_predicate_under_the_type_of_another_is_not_written() -> None:
    with pytest.raises(BadInput) as caught:
        encode_statement(SUBJECTS, PredicateType.DECLINE, acceptance())
    assert caught.value.code is Code.STATEMENT_MALFORMED


def test_a_digest_of_another_form_is_not_written() -> None:
    with pytest.raises(BadInput):
        encode_statement([subject("a", "ABC")], PredicateType.ACCEPTANCE, acceptance())


def test_the_payload_type_is_the_one_of_in_toto(key: MachineKey) -> None:
    envelope = sign_envelope(key, b"{}")
    assert key.public.verifies(decode64(envelope.signatures[0].sig), pae(PAYLOAD_TYPE, b"{}"))


@pytest.mark.parametrize("digest", ["0" * 63 + "z", "A" * 64])
def test_an_erasure_names_records_by_digests_alone(digest: str) -> None:
    with pytest.raises(BadInput) as caught:
        encode_statement([subject("record/0", digest)], PredicateType.ERASURE, erasure())
    assert caught.value.facts["detail"] == "subject-is-not-the-records"
    payload = encode_statement([subject("record/0", "0" * 64)], PredicateType.ERASURE, erasure())
    with pytest.raises(UntrustedData) as refused:
        decode_statement(payload.replace(b"0" * 64, digest.encode(), 1))
    assert refused.value.facts["detail"] == "subject-is-not-the-records"
