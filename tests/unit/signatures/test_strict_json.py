from __future__ import annotations

import codecs

import pytest

from installer.signatures.strict_json import DoubledKey, read_json


def test_a_document_is_read() -> None:
    assert read_json('{"a": [1, {"a": "ű"}], "b": {"a": null}}'.encode()) == {
        "a": [1, {"a": "ű"}],
        "b": {"a": None},
    }


@pytest.mark.parametrize("text", [b'{"a": 1, "a": 1}', b'[{"b": {"a": 1, "\\u0061": 2}}]'])
def test_a_key_that_stands_twice_is_refused(text: bytes) -> None:
    with pytest.raises(DoubledKey):
        read_json(text)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff", codecs.BOM_UTF8 + b"{}", "{}".encode("utf-16"), b'"\xed\xa0\x80"', b"[" * 100_000],
    ids=["empty", "cut", "no-utf-8", "marked", "utf-16", "half-a-pair", "deep"],
)
def test_what_is_no_json_in_utf_8_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read_json(text)
    assert not isinstance(caught.value, DoubledKey)
