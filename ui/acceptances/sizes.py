"""How large a window opens: larger with large text, as far as the window beneath goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QWidget

_LINE: Final = 17
"""Pixels of a line of text of the usual size."""


def as_large_as_text(usual: QSize, window: QWidget, beneath: QWidget | None) -> QSize:
    """`usual` where the text of `window` is of the usual size; never smaller."""
    room = usual if beneath is None else beneath.window().size().expandedTo(usual)
    wanted = usual * (window.fontMetrics().height() / _LINE)
    return usual.expandedTo(wanted).boundedTo(room)
