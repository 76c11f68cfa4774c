"""Digests and times have one form in every member of every statement, whatever looks at them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers.golden import GOLDEN

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import canonical
from installer.evidence.envelope import decode_statement, encode_statement, subject
from installer.evidence.predicates import MODELS, PredicateType, misspelt

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGEST = re.compile("[0-9a-f]{64}")
TIME = re.compile("[0-9-]{10}T[0-9:]{8}Z")


def strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def others(value: str) -> Iterator[str]:
    """The value in other forms, of the same length, that mean nothing or the same."""
    if DIGEST.fullmatch(value):
        yield from ("A" + value[1:], "g" + value[1:], value[:-1] + "\n", f" {value[1:-1]} ", "é" + value[1:])
    elif TIME.fullmatch(value):
        yield from (value[:-1] + "z", value[:10] + " " + value[11:], "+" + value[1:], value[:-1] + "\n")
        yield value[:4] + "٣" + value[5:]


def changed(text: str, value: str) -> Iterator[str]:
    """The text with other forms of the value in it.

    A time changes where it stands; a digest wherever it stands, as among the subjects, so that nothing
    differs that ought to be the same.
    """
    for other in others(value):
        written = json.dumps(other, ensure_ascii=False)[1:-1]
        if DIGEST.fullmatch(value):
            yield text.replace(value, written)
            continue
        for at in re.finditer(re.escape(value), text):
            yield text[: at.start()] + written + text[at.end() :]


@pytest.mark.parametrize("kind", PredicateType)
def test_no_digest_and_no_time_of_a_statement_has_another_form(kind: PredicateType) -> None:
    subjects, predicate = GOLDEN[kind]
    text = encode_statement(subjects, kind, predicate).decode()
    found = {value for value in strings(json.loads(text)["predicate"]) if list(others(value))}
    assert len(found) >= 2
    for bad in (bad for value in found for bad in changed(text, value)):
        with pytest.raises(UntrustedData) as caught:
            decode_statement(canonical(json.loads(bad)))
        assert caught.value.code is Code.STATEMENT_MALFORMED, bad


@pytest.mark.parametrize("kind", PredicateType)
def test_what_stands_in_a_statement_is_in_its_form(kind: PredicateType) -> None:
    _, predicate = GOLDEN[kind]
    assert isinstance(predicate, MODELS[kind])
    assert misspelt(predicate) == ""


def test_no_statement_is_made_about_a_subject_whose_digest_is_none() -> None:
    kind = PredicateType.ACCEPTANCE
    (first, *rest), predicate = GOLDEN[kind]
    with pytest.raises(BadInput) as caught:
        encode_statement([subject(first.name, "0"), *rest], kind, predicate)
    assert caught.value.code is Code.STATEMENT_MALFORMED
