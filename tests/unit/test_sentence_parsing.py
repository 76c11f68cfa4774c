"""What a parser says of a file is said in the reader's language, with its place in the file."""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

import msgspec
import pytest

from installer import i18n, paths, sentences
from installer.errors import BadInput, Code
from installer.sentences.parsing import said
from installer.terms.devices import read_devices
from installer.terms.selection import read_selection

TRANSLATORS = {name: i18n.load_translator(name, paths.translations_root()) for name in ("en", "hu")}
ENGLISH, HUNGARIAN = TRANSLATORS["en"], TRANSLATORS["hu"]


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    number: int
    names: list[str] = []
    least: Annotated[int, msgspec.Meta(ge=0)] = 0
    choice: Literal["x", "y"] = "x"
    form: Annotated[str, msgspec.Meta(pattern="^a$")] = "a"
    few: Annotated[list[int], msgspec.Meta(max_length=1)] = []
    maybe: int | None = None


def checked(document: object) -> str:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(document, Shape)
    return str(caught.value)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"number": "1"}, "expected: a whole number; found: text: number"),
        ({"number": True}, "expected: a whole number; found: true or false: number"),
        ({"number": 1, "names": [1]}, "expected: text; found: a whole number: names[0]"),
        ({"number": 1, "maybe": "x"}, "expected: a whole number, nothing; found: text: maybe"),
        ({}, "missing: number"),
        ({"number": 1, "odd": 1}, "unknown: odd"),
        ({"number": 1, "least": -1}, "expected: >= 0: least"),
        ({"number": 1, "choice": "q"}, "not among what is allowed: q: choice"),
        ({"number": 1, "form": "q"}, "it is not written as it should be: form"),
        ({"number": 1, "few": [1, 2]}, "the list is too short or too long: few"),
    ],
)
def test_the_checker_of_documents_is_understood(document: object, words: str) -> None:
    told = checked(document)
    assert said(told, ENGLISH) == words
    assert said(told, HUNGARIAN) not in {told, words}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = 1 b", "no valid TOML, column 7"),
        ("a =", "no valid TOML, at the end of the file"),
        ("a = 1\na = 2\n", "it stands there twice"),
        ("[a]\n[a]\n", "it stands there twice"),
    ],
)
def test_the_parser_of_toml_is_understood(text: str, words: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert said(str(caught.value), ENGLISH) == words
    assert said(str(caught.value), HUNGARIAN) not in {str(caught.value), words}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff", "another encoding than UTF-8"),
        (b"name,name\n", "the column stands twice"),
        (b"odd\n", "unknown; known are: name"),
        (b"address\n1\n", "the column is missing"),
        (b"name\n", "there is no device in it"),
        (b"name,address\nGate\n", "cells: 1, columns: 2"),
        (b"odd = 1\n", "unknown; known are: device"),
        (b"device = 1\n", "no list of tables"),
    ],
)
@pytest.mark.parametrize("tr", TRANSLATORS.values(), ids=TRANSLATORS)
def test_the_reader_of_device_lists_is_understood(tr: i18n.Translator, content: bytes, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_devices(content)
    told = sentences.sentence(caught.value, tr)
    assert (words in told) is (tr is ENGLISH)
    assert f"({caught.value.facts['detail']})" not in told


def test_a_selection_of_another_encoding_and_an_unknown_key_are_understood() -> None:
    for content, words in (
        (b"\xff", "another encoding than UTF-8"),
        (b"odd = 1", "unknown; known are: products"),
    ):
        with pytest.raises(BadInput) as caught:
            read_selection(content)
        assert words in sentences.sentence(caught.value, ENGLISH)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("nested too deeply", "nested too deeply"),
        ("negative: -3", "a number below zero"),
        ("a number is needed here", "a number is needed here"),
        ("larger than 5 bytes", "it is too large"),
        ("empty", "it is empty"),
        ("an encoder has no lenses of its own", "an encoder has no lenses of its own"),
        ("9, but only 4 channels", "9, but only 4 channels"),
        ("not text", "no text"),
        ("neither yes nor no", "neither “yes” nor “no”"),
        ("not a whole number", "no whole number"),
        ("not between 1 and 64", "not between 1 and 64"),
    ],
)
def test_the_programs_own_readers_are_understood(detail: str, words: str) -> None:
    assert said(detail, ENGLISH) == words
    assert said(detail, HUNGARIAN) not in {detail, words}


def test_what_is_not_recognised_stands_as_it_is() -> None:
    assert said("something else - at `$.a`", ENGLISH) == "something else - at `$.a`"
    error = BadInput(Code.SELECTION_MALFORMED, line=1, key="", detail="something else")
    assert "(something else)" in sentences.sentence(error, ENGLISH)
