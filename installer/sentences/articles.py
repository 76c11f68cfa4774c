"""The definite article before a name that is only known when the sentence is said.

Hungarian has two, by the sound that the name begins with; a name in the middle of an English sentence
has none. Words of a catalogue carry their article with them and need no help.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from installer.i18n import Translator

_VOWELS: Final = frozenset("aáâàäãåeéëèêiíîïoóöőôøuúüűû")
_VOCAL_LETTERS: Final = frozenset("aáeéfiílmnoóöőrsuúüűxy")
"""Letters whose own name begins with a vowel: “ef”, “el”, “ipszilon”."""
_FIRST: Final = re.compile(r"\d+|[^\W\d_]+")
_COMPANY: Final = "organisation"
_SPELT: Final = 3
"""An abbreviation no longer than this is spelt letter by letter where it begins with two consonants."""


def definite(name: str, tr: Translator) -> str:
    """The name with its article, where the language of the messages has one: “az MKB Bank”, “a Kft.”."""
    return f"{article(name)} {name}" if tr.spoken == "hu" else name


def bound(name: str, kind: str, tr: Translator) -> str:
    """Who is bound, in the middle of a sentence: a company has the article, a person has none.

    `kind` is the party's, as statements record it.
    """
    return definite(name, tr) if kind == _COMPANY else name


def article(name: str) -> str:
    """`a` or `az`, by how the name is read: its first number, abbreviation or word."""
    found = _FIRST.search(name)
    if found is None:
        return "a"
    first, rest = found[0], name[found.end() :]
    vocal = _number(first) if first.isdigit() else _word(first, rest)
    return "az" if vocal else "a"


def _number(digits: str) -> bool:
    """“Egy”, “ezer”, “egymillió”; “öt”, “ötven”, “ötszáz”; and no other begins with a vowel."""
    leading = digits[: (len(digits) - 1) % 3 + 1]
    return leading == "1" or leading.startswith("5")


def _word(word: str, rest: str) -> bool:
    lower = word.lower()
    if _is_spelt(word, rest):
        return lower[0] in _VOCAL_LETTERS
    if lower[0] == "y":
        return lower[1] not in _VOWELS  # “Ybl”, but “Yamaha”
    return lower[0] in _VOWELS


def _is_spelt(word: str, rest: str) -> bool:
    """Whether its first letter is said by its name: “XProtect”, “R1”, “M-sorozat”, “MKB”, “SHA”."""
    if len(word) == 1:
        return rest[:1] != "’" and rest[:1] != "'"
    if word[0].islower() or not word.isupper():
        return word[1].isupper() and word[1].lower() not in _VOWELS
    vowels = [letter in _VOWELS for letter in word.lower()]
    return not any(vowels) or (len(word) <= _SPELT and not vowels[0] and not vowels[1])
