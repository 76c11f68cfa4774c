"""What is drawn beside words is as large as they are, and round where it is round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from ui.icons import icon
from ui.marks import mark
from ui.pages.tick import Tick
from ui.palettes import PALETTES, Look
from ui.style_sheet import make_style_sheet, step_circles
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

USUAL: Final = 16
"""Pixels of a line of text of the usual size."""


@pytest.fixture(params=[1, 1.5, 2])
def line(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    """The height of a line, with text of the usual size, and larger."""
    theme = apply_theme(qapp)
    before = QFont(qapp.font())
    points = 10.0 * request.param
    font = QFont(before)
    font.setPointSizeF(points)
    qapp.setFont(font)
    made = QFontMetrics(font).height()
    qapp.setStyleSheet(make_style_sheet(Look.LIGHT, points, made))
    yield made
    qapp.setFont(before)
    theme.force(None)


def polished(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.ensurePolished()
    return widget


def indicator(button: QCheckBox | QRadioButton) -> QRect:
    """Where its box or circle is painted."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    is_box = isinstance(button, QCheckBox)
    element = QStyle.SubElement.SE_CheckBoxIndicator if is_box else QStyle.SubElement.SE_RadioButtonIndicator
    return button.style().subElementRect(element, option, button)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_boxes_grow_with_their_words(kind: type[QCheckBox | QRadioButton], line: int, qtbot: QtBot) -> None:
    button = polished(qtbot, kind("words"))
    place = indicator(button)
    assert place.width() == place.height()
    assert line <= place.height() <= line + 6
    assert button.sizeHint().height() >= place.height()


def test_pictures_of_buttons_and_rows_grow_with_their_words(line: int, qtbot: QtBot) -> None:
    button = polished(qtbot, QToolButton())
    assert button.iconSize().height() == line
    rows = polished(qtbot, QListWidget())
    assert rows.style().pixelMetric(QStyle.PixelMetric.PM_ListViewIconSize, None, rows) >= 1.4 * line


def test_the_arrow_of_a_list_to_choose_from_grows_with_its_words(line: int, qtbot: QtBot) -> None:
    box = polished(qtbot, QComboBox())
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    option.rect = QRect(0, 0, 20 * line, 3 * line)
    arrow = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, box
    )
    assert arrow.width() >= 1.7 * line


def test_a_bar_grows_with_its_words(line: int, qtbot: QtBot) -> None:
    bar = polished(qtbot, QProgressBar())
    assert bar.sizeHint().height() >= line // 2


def test_the_sign_that_empties_an_input_is_never_cut(line: int, qtbot: QtBot) -> None:
    field = QLineEdit("words")
    qtbot.addWidget(field)
    field.setClearButtonEnabled(True)
    field.resize(20 * line, field.sizeHint().height())
    field.show()
    sign = field.findChild(QToolButton)
    assert isinstance(sign, QToolButton)
    assert field.rect().contains(sign.geometry())
    assert min(line, 24) == sign.iconSize().height() <= sign.height()


def test_rows_are_as_high_as_their_boxes(line: int, qtbot: QtBot) -> None:
    rows = QListWidget()
    polished(qtbot, rows)
    item = QListWidgetItem("words", rows)
    item.setCheckState(Qt.CheckState.Checked)
    box = rows.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, rows)
    # Round the box stand the padding of the row and the ring, twice two pixels each.
    assert rows.visualItemRect(item).height() - 8 >= box >= line


@pytest.mark.parametrize("is_chosen", [False, True])
def test_circles_are_round(line: int, qtbot: QtBot, is_chosen: bool) -> None:  # noqa: FBT001 - a case
    button = QRadioButton("words")
    polished(qtbot, button)
    button.setChecked(is_chosen)
    button.resize(button.sizeHint())
    image = button.grab().toImage()
    place = indicator(button)
    side, ground = place.width(), image.pixelColor(1, 1)
    assert line <= side
    # Along a diagonal a circle begins at 0.146 of its side; a corner that is only a little round, before.
    outside = image.pixelColor(place.topLeft() + QPoint(round(0.1 * side), round(0.1 * side)))
    assert abs(outside.lightness() - ground.lightness()) < 15
    rim = image.pixelColor(place.left() + 1, place.center().y())
    assert rim.name() == (PALETTES[Look.LIGHT].accent if is_chosen else PALETTES[Look.LIGHT].edge)
    middle = image.pixelColor(place.center())
    assert middle.name() == PALETTES[Look.LIGHT].surface


@pytest.mark.parametrize("height", range(12, 64))
def test_no_corner_is_rounder_than_half_a_side(height: int) -> None:
    """Qt makes such a one square."""
    sheet = make_style_sheet(Look.LIGHT, 10.0, height)
    assert "$" not in sheet
    usual, low = step_circles(height)
    assert f"border-radius: {usual // 2}px" in sheet
    assert f"border-radius: {low // 2}px" in sheet
    assert low <= usual or height < USUAL
    assert usual % 2 == low % 2 == 0


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("look", list(Look))
def test_what_is_ticked_is_seen_when_it_cannot_be_changed(
    kind: type[QCheckBox | QRadioButton], look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    theme = apply_theme(qapp)
    theme.force(look)
    pictures: list[QImage] = []
    for ticked in (False, True):
        button = kind("words")
        polished(qtbot, button)
        button.setChecked(ticked)
        button.setEnabled(False)
        button.resize(button.sizeHint())
        pictures.append(button.grab(indicator(button)).toImage())
    theme.force(None)
    assert pictures[0] != pictures[1]


def test_a_picture_of_a_button_is_drawn_at_its_size(line: int, qtbot: QtBot) -> None:
    button = polished(qtbot, QToolButton())
    button.setIcon(icon("plus"))
    button.resize(button.sizeHint())
    image = button.grab().toImage()
    middle = image.height() // 2
    ground = image.pixelColor(0, middle)
    inked = [x for x in range(image.width()) if image.pixelColor(x, middle) != ground]
    # From 5 to 19 of 24 parts of its side.
    assert 0.5 * line <= len(inked) <= 0.8 * line


@pytest.mark.parametrize("look", list(Look))
def test_the_card_that_is_chosen_has_no_line_that_looks_like_the_ring(
    look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    theme = apply_theme(qapp)
    theme.force(look)
    card = QFrame()
    card.setObjectName("choice")
    mark(card, "chosen", value=True)
    polished(qtbot, card)
    card.resize(200, 60)
    image = card.grab().toImage()
    theme.force(None)
    assert image.pixelColor(0, 30).name() not in {PALETTES[look].focus, PALETTES[look].accent}


def test_the_first_line_of_a_statement_stands_beside_the_middle_of_its_box(line: int, qtbot: QtBot) -> None:
    tick = Tick("statement")
    tick.set_words("HHHH", [])
    qtbot.addWidget(tick)
    tick.resize(tick.sizeHint().expandedTo(QSize(20 * line, 0)))
    tick.show()
    box = tick.box.mapTo(tick, indicator(tick.box).center()).y()
    image = tick.grab().toImage()
    left = tick.label.mapTo(tick, tick.label.rect().topLeft()).x()
    dark = [
        y
        for y in range(image.height())
        for x in range(left, left + 2 * line)
        if image.pixelColor(x, y).lightness() < 100
    ]
    assert abs(box - (dark[0] + dark[-1]) / 2) <= 2
