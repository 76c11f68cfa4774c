"""Whether links are in the colours of the look: Qt colours them once, when a text is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QTextEdit

from ui.tour.finding import Fault, Finding, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QWidget


def check_links(widget: QWidget) -> Iterator[Finding]:
    """Links in a colour that is none of the look's, as an earlier look has left them."""
    if isinstance(widget, QTextEdit):
        palette = QGuiApplication.palette()
        ours = {palette.link().color().name(), palette.text().color().name()}
        # The text of a section that does not apply stands back, and so do the links in it.
        ours.add(palette.placeholderText().color().name())
        block = widget.document().begin()
        while block.isValid():
            for words, colour in _links(block):
                if colour not in ours:
                    yield Finding(Fault.STALE_COLOUR, name_of(widget), words, f"is {colour}")
            block = block.next()
    elif isinstance(widget, QLabel) and "<a " in widget.text():
        colour = QGuiApplication.palette().link().color().name()
        if not _has_pixel(widget, colour):
            yield Finding(Fault.STALE_COLOUR, name_of(widget), widget.text(), f"no pixel is {colour}")


def _links(block: QTextBlock) -> Iterator[tuple[str, str]]:
    """The words and the colour of each link that has a colour of its own."""
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        part += 1
        form = fragment.charFormat()
        if form.isAnchor() and form.foreground().style() is not Qt.BrushStyle.NoBrush:
            yield fragment.text(), form.foreground().color().name()


def _has_pixel(label: QLabel, colour: str) -> bool:
    image = label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = 0xFF000000 | int(colour.removeprefix("#"), 16)
    return wanted in memoryview(bytes(image.constBits())).cast("I").tolist()
