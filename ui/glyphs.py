"""Which characters of a text no font of this computer can show: on screen they are boxes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QFontMetrics, QTextLayout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFont

_ASCII: Final = bytes(range(128))
_VISIBLE: Final = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols; of all else nothing is to be seen in any case."""


def without_glyph(texts: Iterable[str], font: QFont) -> str:
    """Those characters, each once, in the order of Unicode; empty where all can be shown.

    Asked of Qt's own choice of fonts, which takes another where `font` lacks a character.
    """
    signs = {sign for text in texts for sign in _signs(text)}
    metrics = QFontMetrics(font)
    foreign = sorted(sign for sign in signs if _is_visible(sign) and not metrics.inFontUcs4(ord(sign)))
    return "".join(sign for sign in foreign if _is_box(sign, font))


def _signs(text: str) -> set[str]:
    """Its characters, each once. Nearly all of a long text are of ASCII and are left out in one step."""
    beyond = text.encode("utf-8").translate(None, _ASCII).decode("utf-8")
    return {*beyond, *(sign for sign in _ASCII.decode("ascii") if sign in text)}


def _is_visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] in _VISIBLE


def _is_box(sign: str, font: QFont) -> bool:
    layout = QTextLayout(sign, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(glyph == 0 for run in layout.glyphRuns() for glyph in run.glyphIndexes())
