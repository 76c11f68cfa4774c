"""A label that remembers its heights says what any label says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

TEXT = "A text that is long enough for several lines in a narrow window. " * 4
WIDTHS = (120, 300, 120, 700)


def _another_text(label: QLabel) -> None:
    label.setText(TEXT * 3)


def _another_font(label: QLabel) -> None:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    label.setFont(font)


def _another_style(label: QLabel) -> None:
    label.setStyleSheet("padding: 20px;")


@pytest.mark.parametrize("change", [_another_text, _another_font, _another_style])
def test_its_heights_are_those_of_qt_before_and_after_a_change(
    qtbot: QtBot, change: Callable[[QLabel], None]
) -> None:
    plain, ours = QLabel(), WrappedLabel("lead")
    plain.setObjectName("lead")
    plain.setWordWrap(True)
    for label in (plain, ours):
        qtbot.addWidget(label)
        label.setText(TEXT)
        label.ensurePolished()
    before = [ours.heightForWidth(width) for width in WIDTHS]
    assert before == [plain.heightForWidth(width) for width in WIDTHS]
    for label in (plain, ours):
        change(label)
    after = [ours.heightForWidth(width) for width in WIDTHS]
    assert after == [plain.heightForWidth(width) for width in WIDTHS]
    assert after != before
