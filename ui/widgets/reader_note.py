"""The line under the reader: how far the translation can be relied on, here and as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QTextBrowser, QWidget

from ui.translation import language_name
from ui.widgets.later_layout import LaterLayout
from ui.widgets.tool_button import tool_button

if TYPE_CHECKING:
    from installer.i18n import Language, Translator


_FEWEST_LINES: Final = 1
_MOST_LINES: Final = 5
_LINES_AT_A_TIME: Final = 2
"""Of a longer text never less is on screen: one line alone cannot be read on from."""
_DOCUMENT_MARGIN: Final = 2
_MOST_OF_WINDOW: Final = 0.1
_MOST_OF_LOW_WINDOW: Final = 0.05
_FRAME: Final = 4
"""The focus ring above and below, in pixels."""


class ReaderNote(QWidget):
    """Says what the mark "≠" means, and for the clause at the text cursor why it is there.

    It is the mark in words: a screen reader that cannot see the margin finds it here.

    Signals:
        mark_requested(int): +1 the next marked clause, -1 the one before.
    """

    mark_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader-note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._most = _MOST_OF_WINDOW
        self._later = LaterLayout(self)
        self._summary = ""
        self._why = ""
        self._mark = QLabel("≠")
        self._mark.setObjectName("mark")
        self._text = QTextBrowser()
        self._text.setObjectName("note-text")
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.document().setDocumentMargin(_DOCUMENT_MARGIN)
        self._text.setTabChangesFocus(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before = tool_button("up")
        self._next = tool_button("down")
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._before, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        self._connect()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._text.toPlainText()

    def retranslate(self, tr: Translator, governing: Language, marked: int) -> None:
        """Set every word; `marked` is the number of marked clauses."""
        self._summary = tr.n(
            "In {count} clause the translation differs; the {language} text governs.",
            "In {count} clauses the translation differs; the {language} text governs.",
            marked,
        ).format(count=marked, language=language_name(governing, tr))
        for button, text in (
            (self._before, tr("Difference before (Shift+F4)")),
            (self._next, tr("Next difference (F4)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._text.setAccessibleName(tr("About the translation"))
        self.setVisible(marked > 0)
        self._show()

    def explain(self, why: str) -> None:
        """Why the clause at the text cursor is marked; empty when it is not."""
        self._why = why
        self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Without air above and below, and sooner with a scroll bar."""
        self._layout.setContentsMargins(14, 0 if compact else 6, 8, 0 if compact else 6)
        self._most = _MOST_OF_LOW_WINDOW if compact else _MOST_OF_WINDOW
        self._on_size_changed()

    def take_focus(self) -> None:
        """Let the keyboard, and a screen reader, come here."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self._before.clicked.connect(self.ask_before)
        self._next.clicked.connect(self.ask_next)
        # Another text or another width: both may need more lines, or fewer.
        self._text.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def _show(self) -> None:
        text = self._why or self._summary
        if text != self.text:
            self._text.setPlainText(text)
            self._text.setAccessibleDescription(text)

    def _on_size_changed(self) -> None:
        """As high as the text, within limits; a longer one scrolls."""
        line = QFontMetrics(self._text.font()).lineSpacing()
        wanted = int(self._text.document().size().height() + 0.5)
        # Half a line more than fits shows that there is more.
        most = min(line * _MOST_LINES, int(self.window().height() * self._most)) + line // 2
        most = max(most, line * _LINES_AT_A_TIME + 2 * _DOCUMENT_MARGIN)
        self._text.setFixedHeight(max(line * _FEWEST_LINES, min(wanted, most)) + _FRAME)
        self._later.start()

    def ask_before(self) -> None:
        """Want the marked clause before."""
        self.mark_requested.emit(-1)

    def ask_next(self) -> None:
        """Want the next marked clause."""
        self.mark_requested.emit(1)
