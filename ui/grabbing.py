"""Pictures of our own window for the record, with whatever names a person covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from installer.session.presentation import Grab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.acceptance.parties import Parties
    from installer.flow.steps import Step

_COVER: Final = QColor("#808080")
_SHORTEST: Final = 2
"""Letters. A single one would cover half of the page."""


def grab(window: QWidget, step: Step, parties: Parties) -> Grab:
    """A picture of the window as it is now. Covered: inputs with something in them, and texts with a name."""
    picture = window.grab()
    covered = list(_to_cover(window, tuple(personal_words(parties))))
    painter = QPainter(picture)
    for widget in covered:
        painter.fillRect(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()), _COVER)
    painter.end()
    return Grab(
        step=step, png=_png(picture), width=picture.width(), height=picture.height(), masked=bool(covered)
    )


def personal_words(parties: Parties) -> Iterator[str]:
    """Everything that was said about people."""
    for part in (parties.actor, parties.principal, parties.authority):
        for value in structs.astuple(part):
            if len(str(value).strip()) >= _SHORTEST and value not in type(part).__struct_defaults__:
                yield str(value).strip()


def _to_cover(window: QWidget, words: tuple[str, ...]) -> Iterable[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and (
            _is_filled(widget) or any(word in _text(widget) for word in words)
        ):
            yield widget


def _is_filled(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QPlainTextEdit) and bool(_text(widget))


def _text(widget: QWidget) -> str:
    match widget:
        case QPlainTextEdit() | QTextEdit():
            return widget.toPlainText()
        case QLineEdit() | QLabel() | QAbstractButton():
            return widget.text()
        case _:
            return ""


def _png(picture: QPixmap) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(data.data())
