from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.marks import mark

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_style_sheet_sees_a_state_when_it_changes(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setStyleSheet('QWidget { min-width: 10px } QWidget[wide="true"] { min-width: 90px }')
    widget.ensurePolished()
    assert widget.minimumWidth() == 10
    mark(widget, "wide", value=True)
    assert widget.minimumWidth() == 90
    mark(widget, "wide", value=True)
    mark(widget, "wide", value=False)
    assert widget.minimumWidth() == 10
