"""Numbers in digits and words with their units and limits, and dates."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from installer.agreement.lint.context import masked, pattern
from installer.agreement.lint.finding import Token
from installer.agreement.lint.names import CODE
from installer.agreement.lint.urls import URL

if TYPE_CHECKING:
    from installer.agreement.lint.context import Context
    from installer.agreement.lint.vocabulary import Vocabulary

UNLIMITED: Final = "unlimited"

_DIGIT: Final = re.compile(r"\d")

_ANY_NUMBER: Final = re.compile(
    r"\d{1,3}(?:[ .,\u066c]\d{3})+(?:[.,\u066b]\d{1,2})?(?!\d)|\d+(?:[.,\u066b]\d+)?"
)
_ANY_GROUPING: Final = re.compile(r"[ .,\u066c](?=\d{3}(?!\d))")
_IN_WORDS: Final = 12
"""Up to here a number may stand in words where the other language has digits."""

_NUMERIC_DATES: Final = (
    r"(?<!\d)(?P<y>\d{4})[-.] ?(?P<m>\d{1,2})[-.] ?(?P<d>\d{1,2})(?!\d)",
    r"(?<!\d)(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})(?!\d)",
)


def dates(text: str, context: Context) -> list[Token]:
    """Each date as `2025-02-12`, a month of a year as `2025-02`."""
    found: list[Token] = []
    if not _DIGIT.search(text):
        return found
    text = masked(text, (URL,))
    for expression in _date_patterns(context.known):
        for match in expression.finditer(text):
            day = match.groupdict().get("d")
            month = _month(match["m"], context.known)
            key = f"{match['y']}-{month:02}" + (f"-{int(day):02}" if day else "")
            found.append(Token(key, match[0], match.start()))
        text = masked(text, (expression,))
    return found


def numbers(text: str, context: Context) -> list[Token]:
    """Each number with its limit and unit: `more-than 50 percent`, `within 3 business-day`, `2022`.

    `eight (8)` gives two tokens with the same limit and unit. Not read: numbers in addresses, dates,
    references to paragraphs and names.
    """
    words = context.known
    text = _without_other_digits(text, words)
    found = [Token(UNLIMITED, match[0], match.start()) for match in pattern(words.unlimited).finditer(text)]
    for match in _number_pattern(words).finditer(text):
        limit = _limit(text[: match.start()], text[match.end() :], words)
        for group in ("first", "again"):
            if part := match[group]:
                key = limit.format(_value(part, words))
                optional = _word(part, words) in words.articles
                found.append(Token(key, part, match.start(group), optional=optional))
    return found


def digits(text: str, context: Context) -> list[Token]:
    """Numbers in digits of any script, by value, without limits and units: for a language not known here.

    A small one may be missing on the other side, where it stands in words.
    """
    del context
    if not _DIGIT.search(text):
        return []
    found: list[Token] = []
    for match in _ANY_NUMBER.finditer(masked(text, (URL, CODE))):
        plain = _ANY_GROUPING.sub("", match[0])
        whole, _, part = re.sub(r"[^\d]", ".", plain).partition(".")
        # By sign: `int` would take the nought of `1.05` away, and knows the digits of every script.
        value = f"{int(whole)}.{''.join(str(int(digit)) for digit in part)}".rstrip("0").rstrip(".")
        found.append(Token(value, match[0], match.start(), optional=not part and int(whole) <= _IN_WORDS))
    return found


def repeated_otherwise(text: str, context: Context) -> list[Token]:
    """Numbers that are repeated in brackets with another value: `eight (9)`."""
    words = context.known
    text = _without_other_digits(text, words)
    return [
        Token(f"{_value(match['first'], words)} ({_value(match['again'], words)})", match[0], match.start())
        for match in _number_pattern(words).finditer(text)
        if match["again"] and _value(match["first"], words) != _value(match["again"], words)
    ]


def _without_other_digits(text: str, words: Vocabulary) -> str:
    """`text` without the digits that are no numbers: in addresses, dates, references and codes."""
    if not _DIGIT.search(text):
        return text
    return masked(text, (URL, *_date_patterns(words), pattern(words.paragraph), CODE))


def _limit(head: str, tail: str, words: Vocabulary) -> str:
    """A template for the key, with the limit and the unit that stand around a number."""
    unit, end = "", 0
    for name, written in words.units.items():
        if found := pattern(rf"\s*-?\s*{written}").match(tail):
            unit, end = f" {name}", found.end()
            break
    for name, bound in words.bounds.items():
        before = pattern(f"(?:{bound.before})$").search(head[-40:])
        if before or pattern(bound.after).match(tail, end):
            return f"{name} {{}}{unit}"
    return f"{{}}{unit}"


def _value(written: str, words: Vocabulary) -> str:
    word = _word(written, words)
    if word:
        return str(words.numbers[word])
    digits = re.sub(f"[{re.escape(words.grouping)}](?=\\d{{3}})", "", written)
    return digits.replace(words.decimal, ".")


def _word(written: str, words: Vocabulary) -> str:
    """The number word in `written`, without its ending; empty for digits."""
    found = pattern(_word_expression(words)).match(written)
    return found[1].lower() if found else ""


@cache
def _word_expression(words: Vocabulary) -> str:
    known = "|".join(sorted(map(re.escape, words.numbers), key=len, reverse=True))
    return rf"({known}){words.number_endings}(?![\w-])"


@cache
def _number_pattern(words: Vocabulary) -> re.Pattern[str]:
    grouping, decimal = re.escape(words.grouping), re.escape(words.decimal)
    digits = rf"\d{{1,3}}(?:[{grouping}]\d{{3}})+(?!\d)(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"
    word = _word_expression(words).replace("(", "(?:", 1)
    number = rf"(?:{digits})(?!\w)|{word}"
    return pattern(rf"(?<![\w.-])(?P<first>{number})(?:\s*\(\s*(?P<again>{number})\s*\))?")


@cache
def _date_patterns(words: Vocabulary) -> tuple[re.Pattern[str], ...]:
    months = "|".join(words.months)
    written = tuple(re.compile(expression.replace("MONTH", f"(?:{months})")) for expression in words.dates)
    return (*map(re.compile, _NUMERIC_DATES), *written)


def _month(written: str, words: Vocabulary) -> int:
    return int(written) if written.isdigit() else words.months.index(written) + 1
