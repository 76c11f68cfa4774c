"""Buttons with longer words than the page has room for: they go on in another line, as labels do.

Qt breaks the lines of labels alone; a button that is too narrow shows the middle of its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton

from ui.labels import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QWidget

_KINDS: Final = (QPushButton, QRadioButton, QCheckBox)
_AIR: Final = 16
"""Pixels that stay free at the right of a button: as much as the cards around it have there."""
_NAMED: Final = "named-by-its-words"
_LEAST: Final = "least-height-in-one-line"
"""Properties: what the button was before."""


def break_words(place: QWidget, width: int | None) -> None:
    """Break the words of what is shown in `place` where its `width` has no room for them; None: nowhere."""
    for button in place.findChildren(QAbstractButton):
        if not isinstance(button, _KINDS) or not button.isVisibleTo(place):
            continue
        words = button.text().replace("\n", " ")
        broken = words
        if width is not None:
            left = button.mapTo(place, QPoint(0, 0)).x()
            around = button.sizeHint().width() - _width(button.fontMetrics(), button.text())
            broken = "\n".join(_lines(words, button.fontMetrics(), width - left - _AIR - around))
        if broken != button.text():
            _set_words(button, broken)


def break_row(buttons: Sequence[QAbstractButton], room: int | None) -> None:
    """Break the words of the widest of `buttons`, which stand in a row, until it is no wider than `room`."""
    for button in buttons:
        if "\n" in button.text():
            _set_words(button, button.text().replace("\n", " "))
    whole = [button for button in buttons if " " in button.text()]
    while room is not None and whole and sum(button.sizeHint().width() for button in buttons) > room:
        widest = max(whole, key=lambda button: button.sizeHint().width())
        whole.remove(widest)
        words, metrics = widest.text(), widest.fontMetrics()
        longest = max(_width(metrics, word) for word in words.split(" "))
        _set_words(widest, "\n".join(_lines(words, metrics, max(longest, _width(metrics, words) // 2))))


def _lines(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(metrics, longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _width(metrics: QFontMetrics, words: str) -> int:
    return metrics.size(int(Qt.TextFlag.TextShowMnemonic), words).width()


def _set_words(button: QAbstractButton, words: str) -> None:
    # Without a name of its own a button is heard by its words, and a line's end is none of them.
    if not button.accessibleName() or button.property(_NAMED):
        button.setProperty(_NAMED, 1)
        button.setAccessibleName(plain(words) if "\n" in words else "")
    if button.property(_LEAST) is None:
        button.setProperty(_LEAST, button.minimumHeight())
    button.setText(words)
    # The least height of its style is for one line.
    least: int = button.property(_LEAST)
    button.setMinimumHeight(max(least, button.sizeHint().height()) if "\n" in words else least)
