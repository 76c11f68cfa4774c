"""What each reader reads in a sentence, in each language that is known."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from installer.agreement.lint.context import Context
from installer.agreement.lint.finding import Check, Token
from installer.agreement.lint.quantities import digits, repeated_otherwise
from installer.agreement.lint.readers import READERS
from installer.agreement.lint.references import leads_nowhere
from installer.agreement.lint.vocabulary import is_known, vocabulary

if TYPE_CHECKING:
    from installer.agreement.lint.vocabulary import Vocabulary

HEADINGS = {"Scope of Use": "scope", "Felmondás": "end", "Kündigung": "end", "Fin": "end"}
NAMES = {"Drill Pro": "Drill Pro", "Pro Max": "Drill Pro Max", "Drill Pro Max": "Drill Pro Max"}


def context(language: str | None) -> Context:
    return Context(
        words=None if language is None else vocabulary(language),
        names=NAMES,
        translated=frozenset({"PACT"}),
        headings=MappingProxyType(HEADINGS),
    )


def keys(check: Check, language: str | None, text: str) -> list[str]:
    found = READERS[check](text, context(language))
    for token in found:
        assert text[token.start : token.end] == token.phrase
    return [f"{token.key}?" if token.optional else token.key for token in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "within 90 (ninety) days after purchase", ["within 90 day", "within 90 day"]),
        ("hu", "90 (kilencven) napon belül", ["within 90 day", "within 90 day"]),
        ("en", "within three business days", ["within 3 business-day"]),
        ("hu", "három munkanapon belül", ["within 3 business-day"]),
        ("en", "more than fifty percent", ["more-than 50 percent"]),
        ("hu", "több mint ötven százalékának", ["more-than 50 percent"]),
        ("en", "more than one device", ["more-than 1"]),
        ("hu", "egynél több eszköz", ["more-than 1?"]),
        ("en", "no more than 5 devices, up to 16 cameras", ["at-most 5", "at-most 16"]),
        ("hu", "legfeljebb 5, maximum 16-ot", ["at-most 5", "at-most 16"]),
        ("en", "at least 2; less than 3", ["at-least 2", "less-than 3"]),
        ("hu", "legalább két, kevesebb mint 3", ["at-least 2", "less-than 3"]),
        ("en", "After 10 years", ["after 10 year"]),
        ("hu", "10 év elteltével", ["after 10 year"]),
        ("en", "maximum eight (8)", ["at-most 8", "at-most 8"]),
        ("hu", "legfeljebb nyolc (8)", ["at-most 8", "at-most 8"]),
        ("en", "an unrestricted number of copies", ["unlimited"]),
        ("hu", "korlátlan számú példány", ["unlimited"]),
        ("en", "twenty-five, 1,000 and 2.5", ["25", "1000", "2.5"]),
        ("hu", "huszonöt, 1 000 és 2,5", ["25", "1000", "2.5"]),
        ("de", "fünfundzwanzig, 1.000 und 2,5", ["25", "1000", "2.5"]),
        ("fr", "vingt-cinq, 1 000 et 2,5", ["25", "1000", "2.5"]),
        ("de", "innerhalb von 30 Tagen, mehr als 50 Prozent", ["within 30 day", "more-than 50 percent"]),
        ("fr", "dans les 30 jours, plus de 50 %", ["within 30 day", "more-than 50 percent"]),
        ("de", "drei Werktage; eine Kopie", ["3 business-day", "1?"]),
        ("de", "1.250,50 EUR", ["1250.50"]),
        ("fr", "1 250,50 EUR, 5 postes au maximum", ["1250.50", "at-most 5"]),
        ("fr", "trois jours ouvrables ; une copie", ["3 business-day", "1?"]),
        ("en", "One single tone, someone, one-way", ["1", "1?"]),
        ("hu", "egyéb, hatályos, százalék, egyetlen, hatot", ["1?", "6"]),
        ("en", "R1 2022, H.265, at https://acme.example/5 and M20", ["2022"]),
        ("en", "paragraph 9 and 10 below on 12 February 2025", []),
    ],
)
def test_numbers_have_values_units_and_limits(language: str, text: str, expected: list[str]) -> None:
    assert keys(Check.NUMBER, language, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 500,50 Kč", ["1500.5"]),
        ("CZK 1,500.50", ["1500.5"]),
        ("1.05 a 1.5", ["1.05", "1.5"]),
        ("100 a 5", ["100", "5?"]),
        ("\u0665 x \u0661\u066c\u0665\u0660\u0660", ["5?", "1500"]),
    ],
)
def test_numbers_of_an_unknown_language_have_their_value(text: str, expected: list[str]) -> None:
    found = [f"{token.key}?" if token.optional else token.key for token in digits(text, context(None))]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "12 February 2025, March 3rd, 2026 and May 2027", ["2025-02-12", "2026-03-03", "2027-05"]),
        ("hu", "2025. február 12., 2026. március 3-án, 2027. május", ["2025-02-12", "2026-03-03", "2027-05"]),
        ("de", "12. Februar 2025, Mai 2027", ["2025-02-12", "2027-05"]),
        ("fr", "le 12 février 2025, 1er mars 2026", ["2025-02-12", "2026-03-01"]),
        ("en", "2025-02-12 and 12.02.2025", ["2025-02-12", "2025-02-12"]),
        ("hu", "2025.02.12.", ["2025-02-12"]),
        ("en", "you may 2022 R1", []),
        ("en", "no digits in May", []),
    ],
)
def test_dates_are_read_as_written(language: str, text: str, expected: list[str]) -> None:
    assert sorted(keys(Check.DATE, language, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://acme.example/a-b.htm, or", ["https://acme.example/a-b.htm"]),
        ("(https://acme.example/a/).", ["https://acme.example/a/"]),
        ("at https://acme.example/devices.The following", ["https://acme.example/devices"]),
        ("at https://acme.example/eszköz", ["https://acme.example/eszköz"]),
        ("www.acme.example and list.acme.com.", ["www.acme.example", "list.acme.com"]),
        ("acme.com/x or help@acme.example", ["help@acme.example", "acme.com/x"]),
        ("e.g. version.two i.e. nothing", []),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, expected: list[str]) -> None:
    assert sorted(keys(Check.URL, None, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the Drill® Pro Max and Pro Maxszal, Drill Pro-val",
            ["Drill Pro Max", "Drill Pro Max", "Drill Pro"],
        ),
        ("Drill Pro+ is another", []),
        ("M20, 350T, H.265, 360º and R2 2022", ["M20", "350T", "H.265", "360º", "R2"]),
        ("NVRs, NVR-ek, OpenMap, PACT and iBox", ["NVR", "NVR", "OpenMap", "iBox"]),
        ("ÉRTÉK, Érték and Übung", ["ÉRTÉK"]),
        ("https://acme.example/NVR/M20", []),
    ],
)
def test_names_keep_no_ending(text: str, expected: list[str]) -> None:
    assert keys(Check.NAME, None, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "stated in paragraph 9 and 10 below", ["9 below", "10 below"]),
        ("hu", "az alábbi 9. és 10. bekezdésben", ["9 below", "10 below"]),
        ("en", "paragraphs 1, 2 above; paragraph 3", ["1 above", "2 above", "3"]),
        ("hu", "a fenti 1., 2. bekezdés; a 3. bekezdés", ["1 above", "2 above", "3"]),
        ("de", "nachstehender Absatz 9 und 10; obige Ziffer 2", ["9 below", "10 below", "2 above"]),
        ("fr", "aux paragraphes 9 et 10 ci-dessous", ["9 below", "10 below"]),
        ("en", "paragraph", []),
    ],
)
def test_references_to_paragraphs_have_directions(language: str, text: str, expected: list[str]) -> None:
    assert keys(Check.PARAGRAPH, language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the section “Scope of Use” above", ["scope"]),
        ("en", "the general terms of this pact, “Scope of Use.”", ["scope"]),
        ("en", "the section “Scope” above", ["?"]),
        ("en", "the “Scope of Use” component", []),
        ("hu", "a „Felmondás” című pontban", ["end"]),
        ("hu", "általános feltételeiben, a „Felmondás” szerint", ["end"]),
        ("hu", "a „Felmondási” részben", ["?"]),
        ("de", "in Abschnitt „Kündigung“", ["end"]),
        ("fr", "de la section « Fin »", ["end"]),
    ],
)
def test_quoted_headings_are_references(language: str, text: str, expected: list[str]) -> None:
    assert keys(Check.HEADING, language, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(i) one, (ii) two; a) three, b) four", ["(i)", "(ii)", "a)", "b)"]),
        ("product(s), Server(s), (s and (8)", []),
    ],
)
def test_enumerators_are_kept_as_written(text: str, expected: list[str]) -> None:
    assert keys(Check.ENUMERATOR, None, text) == expected


def test_brackets_are_counted_and_endings_are_optional() -> None:
    assert keys(Check.BRACKET, None, "(i) law(s) (any) [or none]") == ["(…)", "(…)", "(…)?"]


@pytest.mark.parametrize("letters", ["أب", "אב", "\u0430\u0431", "αβ"])
def test_letters_of_other_scripts_count_as_latin_ones(letters: str) -> None:
    first, second = letters
    assert keys(Check.ENUMERATOR, None, f"({first}) x {second}) y") == ["(a)", "b)"]
    assert keys(Check.BRACKET, None, f"({first}) x") == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "may only be used solely and exclusively, the sole reason", 4),
        ("en", "at its sole discretion, not only this", 0),
        ("hu", "csak, csakis, csupán, kizárólag, kizárólagos felelősség", 5),
        ("hu", "ideértve, de nem kizárólagosan; nem csak, ne csupán", 0),
        ("de", "darf nur, lediglich, ausschließlich", 3),
        ("de", "nicht nur", 0),
        ("fr", "seulement, uniquement, ne peut être utilisé que, la seule", 4),
        ("fr", "pas seulement", 0),
    ],
)
def test_words_that_restrict(language: str, text: str, count: int) -> None:
    assert keys(Check.ONLY, language, text) == ["only"] * count


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "may not, must not, shall not, cannot, may therefore, for instance, not, non-transferable", 6),
        ("en", "is prohibited; may be used; shall not be obliged; notice", 1),
        (
            "hu",
            "nem használható, nem adhatja, nem szabad, tilos, nem lehet, nem tehető, nem is üzemeltethetik",
            7,
        ),
        ("hu", "használható, nem hatályos, nem láthatóan, nem köteles, nem terjed ki", 0),
        ("de", "darf das Gerät nicht, kann keine, ist verboten", 3),
        ("de", "darf das Gerät benutzen", 0),
        ("fr", "ne peut pas, n'est pas, ne doivent plus, interdit", 3),
    ],
)
def test_words_that_forbid(language: str, text: str, count: int) -> None:
    assert keys(Check.PROHIBITION, language, text) == ["may not"] * count


def test_a_number_repeated_with_another_value_is_told() -> None:
    found = repeated_otherwise("eight (9) of nine (9)", context("en"))
    assert [(token.key, token.phrase) for token in found] == [("8 (9)", "eight (9)")]


@pytest.mark.parametrize(
    ("key", "clause", "expected"),
    [
        ("9 below", "drill/5", False),
        ("9 above", "drill/5", True),
        ("2 above", "drill/5", False),
        ("2 below", "drill/5", True),
        ("9", "drill/5", False),
        ("9 below", "drill/p1", False),
        ("7", "drill/5", True),
    ],
)
def test_a_reference_must_lead_to_a_paragraph_on_the_right_side(
    key: str, clause: str, *, expected: bool
) -> None:
    present = {"drill/2", "drill/5", "drill/9"}
    assert leads_nowhere(Token(key, key, 0), clause, present) is expected


@pytest.mark.parametrize("language", ["de", "en", "fr", "hu", "en-GB"])
def test_a_known_language_has_a_full_table(language: str) -> None:
    assert is_known(language)
    words: Vocabulary = vocabulary(language)
    assert set(words.units) == set(vocabulary("en").units)
    assert set(words.bounds) == set(vocabulary("en").bounds)
    assert len(set(words.months)) == 12
    assert {2, 3, 10, 20, 50, 90, 100, 1000} <= set(words.numbers.values())
    assert words.articles <= set(words.numbers)


def test_an_unknown_language_is_not_known() -> None:
    assert not is_known("sv")
