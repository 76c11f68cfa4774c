"""Texts that are documents: whether each line of them fits, and whether enough of them shows.

A QTextBrowser lays its text out itself, so this asks the layout: each line says how wide its words came
out (`naturalTextWidth`) and how wide it may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui.tour.finding import Fault, Finding, name_of
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QTextEdit

_FEWEST_LINES: Final = 2
"""One line alone cannot be read on from: it goes as the next one comes."""
_FEWEST_OF_AGREEMENT: Final = 6
"""What is to be read before anything is accepted shows a sentence or two at a time."""
_TOLERANCE: Final = 1


def check_document(view: QTextEdit | QPlainTextEdit) -> Iterator[Finding]:
    """Lines wider than the view, and views too low to read in. Scrolling sideways counts as clipped."""
    yield from _check_lines(view)
    yield from _check_height(view)


def _check_lines(view: QTextEdit | QPlainTextEdit) -> Iterator[Finding]:
    room = view.viewport().width()
    if view.horizontalScrollBar().maximum() > 0:
        detail = f"{view.document().size().width():.0f} px wide in {room} px"
        yield Finding(Fault.CLIPPED, name_of(view), "", detail)
    block = view.document().begin()
    while block.isValid():
        wide = _widest_excess(block) if block.isVisible() else 0.0
        if wide > _TOLERANCE:
            detail = f"a line is {wide:.0f} px too wide"
            yield Finding(Fault.CLIPPED, name_of(view), block.text(), detail)
        block = block.next()


def _widest_excess(block: QTextBlock) -> float:
    layout = block.layout()
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return max((line.naturalTextWidth() - line.width() for line in lines), default=0.0)


def _check_height(view: QTextEdit | QPlainTextEdit) -> Iterator[Finding]:
    line, fewest = QFontMetrics(view.font()).lineSpacing(), _FEWEST_LINES
    if isinstance(view, ReaderColumn):
        fewest = _FEWEST_OF_AGREEMENT
    if view.verticalScrollBar().maximum() > 0 and view.viewport().height() < fewest * line:
        detail = f"{view.viewport().height()} px high, where a line takes {line}"
        yield Finding(Fault.CRAMPED, name_of(view), "", detail)


def scrolls(area: QAbstractScrollArea, orientation: Qt.Orientation) -> bool:
    """Whether a person can bring the rest of the contents on screen in this direction."""
    upright = orientation is Qt.Orientation.Vertical
    bar = area.verticalScrollBar() if upright else area.horizontalScrollBar()
    policy = area.verticalScrollBarPolicy() if upright else area.horizontalScrollBarPolicy()
    return bar.maximum() > bar.minimum() and policy is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
