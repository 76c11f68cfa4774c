"""Search in the wordings on screen: pure, and blind to capital letters and, on demand, to accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Passage(NamedTuple):
    """One block of wording: where it is, and its text."""

    row: int
    column: int
    block: int
    text: str


class Match(NamedTuple):
    """Where the searched words stand; ordered as one reads.

    `start` and `length` count characters of the block's text.
    """

    row: int
    column: int
    block: int
    start: int
    length: int


_STROKES: Final = str.maketrans("łđøħŧı", "ldohti")
"""Letters whose stroke is no accent of their own in Unicode, by the letters that people type instead."""


def find_all(passages: Iterable[Passage], words: str, *, ignore_accents: bool = True) -> list[Match]:
    """Every place where `words` stand, in reading order: row by row, the left column first."""
    needle = _plain(words.strip(), ignore_accents=ignore_accents)
    if ignore_accents:
        needle = _unmarked(needle)[0]
    if not needle:
        return []
    return sorted(
        Match(passage.row, passage.column, passage.block, start, length)
        for passage in passages
        for start, length in _places(passage.text, needle, ignore_accents=ignore_accents)
    )


def _places(text: str, needle: str, *, ignore_accents: bool) -> Iterable[tuple[int, int]]:
    """Start and length of each place, in the text as it stands."""
    plain = _plain(text, ignore_accents=ignore_accents)
    if not ignore_accents or not any(map(unicodedata.combining, set(plain))):
        return ((start, len(needle)) for start in _starts(plain, needle))
    # Vowel signs that stand behind their letter, as in Arabic and Hebrew, belong to it.
    bare, places = _unmarked(plain)
    places.append(len(text))
    return ((places[start], places[start + len(needle)] - places[start]) for start in _starts(bare, needle))


def _unmarked(text: str) -> tuple[str, list[int]]:
    """The text without its combining marks, and where each of its characters stood."""
    places = [place for place, char in enumerate(text) if not unicodedata.combining(char)]
    return "".join(text[place] for place in places), places


def _starts(text: str, needle: str) -> Iterable[int]:
    start = text.find(needle)
    while start >= 0:
        yield start
        start = text.find(needle, start + len(needle))


def _plain(text: str, *, ignore_accents: bool) -> str:
    """The text without capitals (and accents), exactly as long as before."""
    table = {ord(char): _base(char, ignore_accents=ignore_accents) for char in set(text)}
    return text.translate(table)


@lru_cache(maxsize=1024)
def _base(char: str, *, ignore_accents: bool) -> str:
    lower = char.lower()
    if ignore_accents:
        first, *marks = list(unicodedata.normalize("NFKD", lower))
        if all(map(unicodedata.combining, marks)):
            lower = first.lower().translate(_STROKES)
    # A letter whose small form is longer, as İ, would shift every place after it.
    return lower if len(lower) == 1 else char
