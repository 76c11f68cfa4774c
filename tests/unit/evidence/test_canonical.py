"""RFC 8785 and strictness: one value has one spelling."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import msgspec
import pytest

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import LARGEST, canonical, decode64, document_bytes, encode64, parse

# The inputs and outputs that implementations of RFC 8785 are checked with.
VECTORS = Path(__file__).parents[2] / "data" / "evidence" / "rfc8785"

# RFC 8785, appendix B: IEEE 754 bits and the text they must have.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_in_rfc_8785_appendix_b(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number) == text.encode()


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_the_vectors_of_rfc_8785_are_reproduced(name: str) -> None:
    source = (VECTORS / "input" / f"{name}.json").read_bytes()
    expected = (VECTORS / "output" / f"{name}.json").read_bytes()
    assert canonical(json.loads(source)) == expected
    assert parse(expected) == json.loads(source)
    with pytest.raises(UntrustedData):
        parse(source)


def test_the_example_of_rfc_8785_section_3_2_2_is_reproduced() -> None:
    source = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(json.loads(source)) == expected.encode()


def test_keys_are_sorted_by_utf_16_as_in_rfc_8785_section_3_2_3() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = json.loads(canonical(dict.fromkeys(keys, 0)))
    assert list(written) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    "value",
    [2**53, float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: 2}, {"a": object()}],
    ids=["2^53", "nan", "inf", "surrogate", "surrogate-key", "number-key", "object"],
)
def test_what_has_no_exact_form_is_refused_by_our_own_error(value: object) -> None:
    with pytest.raises(BadInput) as caught:
        canonical(value)
    assert caught.value.code is Code.NOT_REPRESENTABLE


def test_nesting_without_end_is_refused_by_our_own_error() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(BadInput):
        canonical(deep)


class Words(msgspec.Struct, frozen=True):
    words: dict[str, str]
    count: int = 0


@pytest.mark.parametrize(
    "document",
    [
        Words({"b": "é\n\x00\x7f", "a": '"\\/'}),
        Words({"\ufb33": "after", "\U0001f600": "before"}),
        Words({}, LARGEST),
    ],
)
def test_typed_data_has_the_same_spelling_as_its_plain_form(document: Words) -> None:
    data = document_bytes(document)
    assert data == canonical(msgspec.to_builtins(document))
    assert parse(data) == msgspec.to_builtins(document)


@pytest.mark.parametrize("document", [Words({"\ud800": ""}), Words({"😀": ""}, 2**53)], ids=str)
def test_typed_data_without_an_exact_form_is_refused_by_our_own_error(document: Words) -> None:
    with pytest.raises(BadInput) as caught:
        document_bytes(document)
    assert caught.value.code is Code.NOT_REPRESENTABLE


def refusal(data: bytes) -> object:
    with pytest.raises(UntrustedData) as caught:
        parse(data)
    assert caught.value.code is Code.RECEIPT_MALFORMED
    return caught.value.facts["detail"]


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "not-json"),
        (b"\xff", "not-json"),
        (b'\xef\xbb\xbf{"a":1}', "not-json"),
        (b'{"a":1', "not-json"),
        (b"[" * 100_000, "not-json"),
        (b"1" * 5000, "not-json"),
        (b'{"a":1,"a":1}', "doubled-key"),
        (b'{"b":{"a":1,"a":2}}', "doubled-key"),
        (b'{"a": 1}', "not-canonical"),
        (b'{"b":1,"a":1}', "not-canonical"),
        (b'{"a":1}\n', "not-canonical"),
        (b'{"a":1.0}', "not-canonical"),
        (b'{"a":NaN}', "not-canonical"),
        (b'{"a":"\\u0041"}', "not-canonical"),
        (b'{"a":9007199254740992}', "not-canonical"),
        (b'{"a":[1e0]}', "not-canonical"),
        (b"-0", "not-canonical"),
        (b'["\\/"]', "not-canonical"),
        (b'{"a":"\\ud800"}', "not-canonical"),
    ],
)
def test_a_document_in_another_spelling_is_refused(data: bytes, detail: str) -> None:
    assert refusal(data) == detail


def test_a_document_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(UntrustedData) as caught:
        parse(b'"' + b"a" * 100 + b'"', limit=101)
    assert caught.value.facts["detail"] == "too-large"


def test_a_canonical_document_is_read() -> None:
    assert parse('{"a":"é","b":[1,null,true]}'.encode()) == {"a": "é", "b": [1, None, True]}


@pytest.mark.parametrize(
    "text",
    [
        *("QQ", "QR==", "QQ==\n", "Q Q==", "QQ=", "é", "QUI-", "====", "=QQ="),
        *("AAAA====", "AA==AA==", "Q=Q=", "Q===", "AAA\0", "\ud800AAA", "\nAAA"),
    ],
)
def test_base64_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        decode64(text)
    assert caught.value.facts["detail"] == "not-base64"


@pytest.mark.parametrize("size", range(1, 8))
def test_base64_with_any_one_character_exchanged_means_something_else_or_nothing(size: int) -> None:
    data = bytes(range(250, 250 - size, -1))
    whole = encode64(data)
    read = 0
    for position in range(len(whole)):
        for character in map(chr, range(256)):
            text = whole[:position] + character + whole[position + 1 :]
            try:
                found = decode64(text)
            except UntrustedData:
                continue
            read += 1
            assert (found == data) is (text == whole)
            assert encode64(found) == text
    assert read > len(whole)


def test_base64_goes_round() -> None:
    assert decode64(encode64(b"A\xff\x00")) == b"A\xff\x00"
