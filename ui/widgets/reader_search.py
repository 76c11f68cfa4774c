"""Search in the wordings on screen: pure, and blind to capital letters and, on demand, to accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

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


def find_all(passages: Iterable[Passage], words: str, *, ignore_accents: bool = True) -> list[Match]:
    """Every place where `words` stand, in reading order: row by row, the left column first."""
    needle = _plain(words.strip(), ignore_accents=ignore_accents)
    if not needle:
        return []
    found = [
        Match(passage.row, passage.column, passage.block, start, len(needle))
        for passage in passages
        for start in _starts(_plain(passage.text, ignore_accents=ignore_accents), needle)
    ]
    return sorted(found)


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
        lower = unicodedata.normalize("NFD", lower)[0]
    # A letter whose small form is longer, as İ, would shift every place after it.
    return lower if len(lower) == 1 else char
