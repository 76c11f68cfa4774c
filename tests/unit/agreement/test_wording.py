"""The rules on characters: what a screen gives back must equal what was signed."""

from __future__ import annotations

import re

import pytest

from installer.agreement import wording
from installer.agreement.wording import read_wording
from installer.errors import Code, UntrustedData


def test_a_clean_text_comes_back_as_it_is() -> None:
    text = "Árvíztűrő „tükörfúrógép” – 360º™\n"
    assert read_wording(text.encode(), "hu.md") == text


@pytest.mark.parametrize(
    ("character", "detail"),
    [
        ("\u00a0", "forbidden-character"),
        ("\u202f", "forbidden-character"),
        ("\u3000", "forbidden-character"),
        ("\u00ad", "forbidden-character"),
        ("\u200b", "forbidden-character"),
        ("\u200d", "forbidden-character"),
        ("\u2028", "forbidden-character"),
        ("\u2029", "forbidden-character"),
        ("\u202e", "forbidden-character"),
        ("\u2066", "forbidden-character"),
        ("\u0000", "forbidden-character"),
        ("\t", "forbidden-character"),
        ("\f", "forbidden-character"),
        ("\u0085", "forbidden-character"),
        ("\ufffd", "forbidden-character"),
        ("\ue000", "forbidden-character"),
        ("\U000e0041", "forbidden-character"),
        ("\ufeff", "forbidden-character"),
        ("\r", "carriage-return"),
    ],
)
def test_a_hidden_character_is_refused_with_its_line(character: str, detail: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        read_wording(f"first\nsecond{character}word\n".encode(), "hu.md")
    assert caught.value.code is Code.TEXT_MALFORMED
    assert caught.value.facts == {
        "path": "hu.md",
        "line": 2,
        "detail": detail,
        "character": f"U+{ord(character):04X}",
    }


def test_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(UntrustedData) as caught:
        read_wording("\ufeffText".encode(), "hu.md")
    assert caught.value.code is Code.TEXT_MALFORMED
    assert caught.value.facts == {"path": "hu.md", "line": 1, "detail": "byte-order-mark"}


def test_another_encoding_is_refused_with_its_place() -> None:
    with pytest.raises(UntrustedData) as caught:
        read_wording("ab ő".encode("iso-8859-2"), "hu.md")
    assert caught.value.code is Code.TEXT_NOT_UTF8
    assert caught.value.facts == {"path": "hu.md", "offset": 3}


def test_decomposed_letters_are_refused_with_their_line() -> None:
    with pytest.raises(UntrustedData) as caught:
        read_wording("é\ne\u0301\n".encode(), "hu.md")
    assert caught.value.code is Code.TEXT_MALFORMED
    assert caught.value.facts == {"path": "hu.md", "line": 2, "detail": "not-nfc"}


def test_a_quick_look_passes_nothing_that_must_not_stand() -> None:
    every = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
    passed = "".join(one for one in every if one.isprintable() and one not in wording._PRINTED_UNSEEN)
    assert wording._is_plain(passed)
    assert re.search(wording._FORBIDDEN, passed) is None
    assert not any(joiner in passed for joiner in wording._JOINERS)
    assert not any(map(wording._is_plain, wording._PRINTED_UNSEEN))


def test_what_a_quick_look_does_not_know_is_looked_at_closely() -> None:
    assert wording.forbidden("a\u0378\n") is None  # nothing is to be seen at this place yet
    assert wording.forbidden("a\n\ufe0f") == "\ufe0f"
