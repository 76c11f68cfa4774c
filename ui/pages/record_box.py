"""Chooses a record that an acceptance points to, or leaves it to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QVBoxLayout, QWidget

from ui.pages.fields import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from installer.i18n import Translator

_SHOWN_DIGITS: Final = 12


class RecordBox(QWidget):
    """The first entry leaves it to the log: whichever record fits.

    Signals:
        record_chosen(str): the digest of a record; empty for whichever fits.
    """

    record_chosen = Signal(str)

    def __init__(self, name: str, button: QPushButton | None = None) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._box = QComboBox()
        self._box.setObjectName(name)
        # Long names must not widen the page.
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(12)
        self._label.setBuddy(self._box)
        self._error = FieldError(self._box)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(12)
        row.addWidget(self._box, 1)
        if button is not None:
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        layout.addLayout(row)
        layout.addWidget(self._error)
        self._box.activated.connect(self._on_activated)

    def set_narrow(self, *, narrow: bool) -> None:
        """The button stands beside the records, or under them."""
        upright = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(upright if narrow else QBoxLayout.Direction.LeftToRight)

    def set_label(self, label: str) -> None:
        """What is chosen here."""
        self._label.setText(label)

    def offer(self, records: Iterable[tuple[str, str]], chosen: str, tr: Translator) -> None:
        """What there is to choose from, as words and digest, and the record that was chosen."""
        self._box.clear()
        self._box.addItem(tr("Whichever fits, from this computer's log"), "")
        for words, digest in records:
            self._box.addItem(words, digest)
        if self._box.findData(chosen) < 0:
            # What is wrong with it, its error says.
            self._box.addItem(tr("Record {record}").format(record=chosen[:_SHOWN_DIGITS]), chosen)
        self._box.setCurrentIndex(self._box.findData(chosen))
        self._box.setToolTip(self._box.currentText())

    def set_error(self, sentence: str) -> None:
        """What is wrong with what was chosen: nobody types here, so it shows at once."""
        self._error.say(sentence)

    def _on_activated(self, index: int) -> None:
        self._box.setToolTip(self._box.currentText())
        self.record_chosen.emit(self._box.itemData(index))
