"""A part of a page that is folded away until somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from installer.i18n import Translator

_BESIDE_ARROW: Final = 12
"""Pixels from the button's edge to its words beside the arrow, which is as high as a line (theme.qss)."""


class _Button(QToolButton):
    """Enter folds and unfolds too. In a wizard it would press the button that leads on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class Disclosure(QWidget):
    """A button that unfolds `body`. Its state is in its name, since Qt has no state of its own for it.

    While it is folded a summary says what was chosen inside.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.button = _Button()
        self.button.setObjectName(name)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._summary = QLabel()
        self._summary.setObjectName("muted")
        self._summary.setWordWrap(True)
        # Under the words of the button, as what is unfolded.
        indent = _BESIDE_ARROW + self.fontMetrics().height()
        self._summary.setIndent(indent)
        self.body = QWidget()
        self.contents = QVBoxLayout(self.body)
        self.contents.setContentsMargins(indent, 4, 0, 0)
        self._title = ""
        self._open_name = self._closed_name = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(self._summary)
        layout.addWidget(self.body)
        self.body.hide()
        self._show()
        self.button.clicked.connect(self._on_clicked)

    @property
    def is_open(self) -> bool:
        """Whether the body is unfolded."""
        return not self.body.isHidden()

    def set_open(self, *, opened: bool) -> None:
        """Unfold or fold."""
        self.body.setVisible(opened)
        self._show()

    def set_words(self, title: str, tr: Translator) -> None:
        """What the button says; a screen reader also hears whether it is open."""
        self._title = title
        self._open_name = tr("{title}, unfolded").format(title=title)
        self._closed_name = tr("{title}, folded").format(title=title)
        self._show()

    def set_summary(self, summary: str) -> None:
        """What was chosen inside; empty for nothing."""
        self._summary.setText(summary)
        self._show()

    def _show(self) -> None:
        opened = self.is_open
        self.button.setText(self._title)
        self.button.setIcon(icon("chevron-down" if opened else "chevron-right"))
        self.button.setAccessibleName(self._open_name if opened else self._closed_name)
        self.button.setAccessibleDescription(self._summary.text())
        self._summary.setVisible(not opened and bool(self._summary.text()))

    def _on_clicked(self) -> None:
        self.set_open(opened=not self.is_open)
