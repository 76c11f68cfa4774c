"""The difference of two wordings, word by word."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


class Op(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Consecutive words with the same fate, spaces included."""

    op: Op
    text: str


_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words (Thai to Khmer, kana, Han): compared sign by sign."""

_TOKEN: Final = re.compile(rf"(?:[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s])\s*|\s+")

_DOUBLE_QUOTES: Final = "\u00ab\u00bb\u201c-\u201f\u300c-\u300f\u301d-\u301f\uff02"
_SINGLE_QUOTES: Final = "\u0060\u00b4\u2018-\u201b\u2039\u203a\uff07"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"

_TYPOGRAPHY: Final = (
    (re.compile(f"[{_DOUBLE_QUOTES}]"), '"'),
    (re.compile(f"[{_SINGLE_QUOTES}]"), "'"),
    (re.compile(f"[{_DASHES}]"), "-"),
    (re.compile("\u2026"), "..."),
    (re.compile(r"\s+"), " "),
)

_LONG: Final = 400
"""From how many words on difflib may take frequent ones for noise; below, it looks at each."""


def tokens(text: str) -> list[str]:
    """Words and signs, each with the space behind it, marks with their letter; joined they are `text`."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        # For `re` a vowel sign is no letter, and ends a word in the middle.
        after_mark = bool(found) and _is_mark(found[-1][-1]) and token[0].isalnum()
        if found and (_is_mark(token[0]) or after_mark):
            found[-1] += token
        else:
            found.append(token)
    return found


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def runs(old: str, new: str) -> tuple[Run, ...]:
    """How `old` became `new`: what was removed stands before what was put in its place."""
    before, after = tokens(old), tokens(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=len(before) > _LONG)
    found: list[Run] = []
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            found.append(Run(Op.SAME, "".join(before[i:j])))
        else:
            found += _changed("".join(before[i:j]), "".join(after[m:n]))
    return _joined(found)


def likeness(old: str, new: str) -> float:
    """From 0 to 1: how many of the words of both stand in the other, in order."""
    before, after = ([token.rstrip() for token in tokens(without_typography(text))] for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.4 else 0.0  # noqa: PLR2004 - below any threshold used


def without_typography(text: str) -> str:
    """`text` with one kind of quotation mark, dash, apostrophe and space, no space at either end."""
    for kind, plain in _TYPOGRAPHY:
        text = kind.sub(plain, text)
    return text.strip(" ")


def _changed(removed: str, added: str) -> list[Run]:
    """What goes and what comes; a word that only lost its comma or its space is no other word."""
    start = _common_start(removed, added)
    removed, added = removed[len(start) :], added[len(start) :]
    end = _common_start(removed[::-1], added[::-1])[::-1]
    return [
        Run(Op.SAME, start),
        Run(Op.REMOVED, removed[: len(removed) - len(end)]),
        Run(Op.ADDED, added[: len(added) - len(end)]),
        Run(Op.SAME, end),
    ]


def _common_start(first: str, second: str) -> str:
    """What both begin with, unless that ends within a word of one of them."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    within = any(
        text[length : length + 1].isalnum() or _is_mark(text[length : length + 1] or " ")
        for text in (first, second)
    )
    return "" if length and first[length - 1].isalnum() and within else first[:length]


def _joined(found: Sequence[Run]) -> tuple[Run, ...]:
    """Without empty runs, and no two of the same fate in a row."""
    joined: list[Run] = []
    for run in found:
        if joined and joined[-1].op is run.op:
            joined[-1] = Run(run.op, joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)
