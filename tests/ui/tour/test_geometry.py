"""The look at a window finds what is planted there, and nothing on a window that is well made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.tour.finding import Fault, Finding, name_of
from ui.tour.geometry import check_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("plain")

LONG = "Az Önre nem vonatkozó szakaszok megjelenítése"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window, wide enough for a sentence."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    QVBoxLayout(made)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    """Lay the widgets out below each other, and show the window."""
    for widget in widgets:
        window.layout().addWidget(widget)
    window.show()


def faults(window: QWidget) -> list[Fault]:
    return [finding.fault for finding in check_window(window)]


def test_a_window_that_is_well_made_has_no_faults(window: QWidget) -> None:
    wrapped = QLabel(LONG * 9)
    wrapped.setWordWrap(True)
    rich = QLabel(f'<a href="x">{LONG}</a> <b>{LONG}</b> ' * 4)
    rich.setWordWrap(True)
    box, tool, tree = QComboBox(), QToolButton(), QTreeWidget()
    box.addItems(["short", LONG])
    tool.setText(LONG)
    QTreeWidgetItem(tree, [LONG]).setSizeHint(0, QSize(0, 28))
    tree.setHeaderHidden(True)
    controls = [kind(LONG) for kind in (QCheckBox, QRadioButton, QPushButton, QLineEdit)]
    for control in (*controls, box, tool):
        control.setMinimumHeight(24)
    window.resize(600, 900)
    put(window, wrapped, rich, *controls, box, tool, tree, QTextBrowser())
    assert check_window(window, window.size()) == []


@pytest.mark.parametrize("kind", [QLabel, QPushButton, QCheckBox, QRadioButton, QToolButton])
def test_a_text_that_is_wider_than_its_widget_is_clipped(window: QWidget, kind: type[QWidget]) -> None:
    widget = kind()
    widget.setText(LONG)
    widget.setFixedWidth(90)
    widget.setMinimumHeight(24)
    put(window, widget)
    assert faults(window) == [Fault.CLIPPED]
    assert LONG[:20] in str(check_window(window)[0])


@pytest.mark.parametrize("words", [LONG * 3, f"<b>{LONG}</b> {LONG * 2}"])
def test_a_label_that_wraps_into_more_lines_than_its_height_is_clipped(window: QWidget, words: str) -> None:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setFixedSize(300, 20)
    put(window, label)
    assert faults(window) == [Fault.CLIPPED]


def test_a_word_that_is_wider_than_its_label_is_clipped(window: QWidget) -> None:
    label = QLabel("Rendelkezésigazolás-kiállítás")
    label.setWordWrap(True)
    label.setFixedWidth(60)
    put(window, label)
    assert Fault.CLIPPED in faults(window)


def test_a_title_wider_than_its_group_is_clipped(window: QWidget) -> None:
    group = QGroupBox(LONG)
    group.setFixedSize(100, 80)
    put(window, group)
    assert faults(window) == [Fault.CLIPPED]


def test_what_stands_in_an_empty_input_must_fit_and_what_one_types_need_not(window: QWidget) -> None:
    edit = QLineEdit()
    edit.setFixedWidth(100)
    edit.setMinimumHeight(24)
    edit.setPlaceholderText(LONG)
    put(window, edit)
    assert faults(window) == [Fault.CLIPPED]
    edit.setText(LONG)
    assert faults(window) == []


def test_a_choice_that_is_cut_off_is_clipped(window: QWidget) -> None:
    box = QComboBox()
    box.addItem(LONG)
    box.setFixedSize(100, 30)
    put(window, box)
    assert faults(window) == [Fault.CLIPPED]


def test_a_row_that_is_shortened_is_clipped_unless_its_tool_tip_says_all(window: QWidget) -> None:
    rows = QListWidget()
    rows.addItem(LONG)
    rows.setFixedWidth(100)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.item(0).setSizeHint(QSize(0, 30))
    put(window, rows)
    assert faults(window) == [Fault.CLIPPED]
    rows.item(0).setToolTip(LONG)
    assert faults(window) == []


def test_rows_and_controls_that_are_too_low_to_hit_are_small_targets(window: QWidget) -> None:
    button, rows = QPushButton("OK"), QListWidget()
    button.setFixedHeight(22)
    rows.addItem("a")
    rows.item(0).setSizeHint(QSize(0, 20))
    put(window, button, rows)
    assert faults(window) == [Fault.SMALL_TARGET, Fault.SMALL_TARGET]
    button.setEnabled(False)
    assert faults(window) == [Fault.SMALL_TARGET]


def test_a_row_that_is_lower_than_its_box_is_clipped(window: QWidget) -> None:
    listed = QListWidget()
    listed.setStyleSheet("QListView::indicator { width: 30px; height: 30px; }")
    item = QListWidgetItem("one", listed)
    item.setSizeHint(QSize(0, 26))
    put(window, listed)
    assert faults(window) == []
    item.setCheckState(Qt.CheckState.Unchecked)
    assert faults(window) == [Fault.CLIPPED]


def test_rows_are_looked_at_whatever_stands_in_the_corner_of_their_list(window: QWidget) -> None:
    rows = QListWidget()
    rows.setStyleSheet("QListView { padding: 9px } QListView::item { margin: 6px }")
    rows.setViewportMargins(5, 5, 5, 5)
    rows.setSpacing(4)
    rows.addItems(["a", LONG])
    rows.item(1).setSizeHint(QSize(0, 20))
    rows.setFixedWidth(120)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    put(window, rows)
    assert {Fault.CLIPPED, Fault.SMALL_TARGET} <= set(faults(window))


def test_labels_on_each_other_overlap(window: QWidget) -> None:
    one, other = QLabel("one", window), QLabel("other", window)
    one.setGeometry(10, 10, 100, 30)
    other.setGeometry(10, 20, 100, 30)
    window.show()
    assert faults(window) == [Fault.OVERLAP]
    other.move(10, 45)
    assert faults(window) == []


def test_labels_whose_words_are_apart_do_not_overlap(window: QWidget) -> None:
    one, other = QLabel("one", window), QLabel("other", window)
    one.setGeometry(10, 10, 300, 30)
    other.setGeometry(200, 10, 100, 30)
    window.show()
    assert faults(window) == []


def test_what_is_laid_on_a_row_overlaps_its_words(window: QWidget) -> None:
    rows = QListWidget()
    rows.addItem("words")
    rows.item(0).setSizeHint(QSize(0, 30))
    rows.setItemWidget(rows.item(0), QLabel("more"))
    put(window, rows)
    assert faults(window) == [Fault.OVERLAP]


def test_what_stands_beyond_its_parent_is_outside(window: QWidget) -> None:
    part = QLabel("words", window)
    part.setGeometry(580, 10, 60, 30)
    window.show()
    assert faults(window) == [Fault.OUTSIDE]


def test_what_scrolls_is_not_outside_unless_it_cannot_be_scrolled_to(window: QWidget) -> None:
    area, content = QScrollArea(), QWidget()
    content.setFixedSize(900, 900)
    area.setWidget(content)
    put(window, area)
    assert faults(window) == []
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    assert faults(window) == [Fault.OUTSIDE]


def test_what_scrolls_in_a_slit_is_cramped(window: QWidget) -> None:
    text, area, content = QTextBrowser(), QScrollArea(), QWidget()
    text.setPlainText(f"{LONG}\n" * 30)
    text.setFixedHeight(22)
    content.setFixedSize(90, 900)
    area.setWidget(content)
    area.setFixedHeight(40)
    put(window, text, area)
    assert sorted(faults(window)) == [Fault.CRAMPED, Fault.CRAMPED]


def test_a_document_that_scrolls_sideways_is_clipped(window: QWidget) -> None:
    text = QTextBrowser()
    text.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
    text.setPlainText(LONG * 9)
    put(window, text)
    assert Fault.CLIPPED in faults(window)
    text.setLineWrapMode(QTextBrowser.LineWrapMode.WidgetWidth)
    assert faults(window) == []


def test_a_word_that_is_wider_than_its_document_is_clipped_where_no_bar_shows(window: QWidget) -> None:
    text = QTextBrowser()
    text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    text.setWordWrapMode(text.document().defaultTextOption().WrapMode.WordWrap)
    text.setPlainText("x" * 400)
    put(window, text)
    assert Fault.CLIPPED in faults(window)


def test_a_window_that_stays_larger_than_asked_is_too_large(window: QWidget) -> None:
    window.setMinimumSize(640, 400)
    window.show()
    assert [finding.fault for finding in check_window(window, QSize(600, 480))] == [Fault.TOO_LARGE]


def test_hidden_parts_and_other_windows_are_not_looked_at(window: QWidget) -> None:
    hidden, other = QLabel(LONG), QWidget(window, Qt.WindowType.Window)
    hidden.setFixedSize(5, 5)
    QLabel(LONG, other).setFixedSize(5, 5)
    put(window, hidden)
    other.show()
    hidden.hide()
    assert faults(window) == []


def test_a_finding_names_the_widget_from_the_window_inwards(window: QWidget) -> None:
    frame = QWidget(window)
    frame.setObjectName("card")
    label = QLabel(LONG, frame)
    label.setObjectName("lead")
    assert name_of(label) == "card > QLabel#lead"
    finding = Finding(Fault.CLIPPED, name_of(label), "words\n" * 40, "needs 4×4, has 2×2")
    assert str(finding).startswith("clipped: card > QLabel#lead “words words")
    assert "…”: needs" in str(finding)
