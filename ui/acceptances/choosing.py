"""Several boxes under one heading, none of them ticked in advance, and what is wrong with the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGroupBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QMouseEvent

    from installer.errors import AssentError
    from installer.i18n import Translator


class _Line(QWidget):
    """A box whose words go on in the next line where they must. Clicking them ticks."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(words)
        label = QLabel(words)
        label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(label, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The words belong to the box."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.click()


class Choosing(QGroupBox):
    """Boxes by id. Their object names begin with `kind`."""

    def __init__(self, title: str, kind: str) -> None:
        super().__init__(title)
        self._lines: dict[str, _Line] = {}
        self._kind = kind
        self._problem = QLabel()
        self._problem.setObjectName("field-error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._list = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self._list)
        layout.addWidget(self._problem)

    def set_choices(self, choices: Mapping[str, str]) -> None:
        """These by id and in words; what was ticked and is still there stays ticked."""
        for name in self._lines.keys() - choices.keys():
            self._lines.pop(name).deleteLater()
        for name, words in choices.items():
            if name not in self._lines:
                line = self._lines[name] = _Line(f"{self._kind}-{name}", words)
                line.box.toggled.connect(self._on_toggled)
                self._list.addWidget(line)
        self.setVisible(bool(self._lines))

    def chosen(self) -> tuple[str, ...]:
        """Those that are ticked, in their order."""
        return tuple(name for name, line in self._lines.items() if line.box.isChecked())

    def show_problem(self, error: AssentError, tr: Translator) -> None:
        """What is wrong with it, until another one is ticked. The first box takes the focus."""
        self._problem.setText(messages.shown(error, tr))
        self._problem.show()
        for line in self._lines.values():
            line.box.setAccessibleDescription(self._problem.text())
        first = next(iter(self._lines.values()), None)
        if first is not None:
            first.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_toggled(self, _checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._problem.hide()
        for line in self._lines.values():
            line.box.setAccessibleDescription("")
