"""The Hungarian article before a name that is only known when the sentence is said."""

from __future__ import annotations

import pytest

from installer import i18n, paths
from installer.sentences.articles import article, bound, definite

ENGLISH = i18n.load_translator("en", paths.translations_root())
HUNGARIAN = i18n.load_translator("hu", paths.translations_root())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Minta Kft.", "a"),
        ("„Megerősítés”", "a"),
        ("„Elfogadás”", "az"),
        ("Északi Művek", "az"),
        ("Üveg Bt.", "az"),
    ],
)
def test_a_word_is_taken_by_its_first_letter(name: str, expected: str) -> None:
    assert article(name) == expected


@pytest.mark.parametrize(
    "number", ["1.", "5.", "50", "51", "500", "1000", "1945", "5000", "1 000", "1000000"]
)
def test_a_number_that_begins_with_a_vowel(number: str) -> None:
    assert article(number) == "az"


@pytest.mark.parametrize(
    "number", ["0", "2.", "10", "15", "100", "150D", "2025.", "10000", "3M", "05", "600"]
)
def test_a_number_that_does_not(number: str) -> None:
    assert article(number) == "a"


@pytest.mark.parametrize(
    "name",
    ["MKB Bank", "SHA-256", "NVR-egység", "LPR", "XProtect Corporate", "M-sorozat", "R1", "F. Nagy", "OTP"],
)
def test_a_letter_that_is_said_by_its_name_begins_with_a_vowel(name: str) -> None:
    assert article(name) == "az"


@pytest.mark.parametrize(
    "name", ["NATO", "MÁV", "HEVC", "K&H Bank", "STRABAG", "GmbH", "Xerox", "L'Oréal", "McDonald’s"]
)
def test_what_is_read_as_a_word_does_not(name: str) -> None:
    assert article(name) == "a"


@pytest.mark.parametrize(
    ("name", "expected"), [("Yamaha", "a"), ("Ybl Kft.", "az"), ("eBay", "az"), ("…", "a")]
)
def test_odd_beginnings(name: str, expected: str) -> None:
    assert article(name) == expected


def test_english_has_none_in_the_middle_of_a_sentence() -> None:
    assert definite("MKB Bank", ENGLISH) == "MKB Bank"
    assert definite("MKB Bank", HUNGARIAN) == "az MKB Bank"


def test_a_company_has_it_and_a_person_does_not() -> None:
    assert bound("Alfa Kft.", "organisation", HUNGARIAN) == "az Alfa Kft."
    assert bound("Antal Anna", "individual", HUNGARIAN) == "Antal Anna"
