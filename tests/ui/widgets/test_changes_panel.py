"""The changes one at a time: what is shown, what is heard, and what counts as shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from installer.agreement.compare.words import Op, Run, runs
from installer.i18n import Translator, load_translator
from ui.differences import LEFT_OUT, Change, Colours, condensed, marked, spoken
from ui.theme import apply_theme
from ui.widgets.changes_panel import ChangesPanel
from ui.widgets.difference_label import DifferenceLabel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

COLOURS = Colours("#aa0000", "#ffeeee", "#006600", "#eeffee")
SHORT = runs("The rent is 5 euros.", "The rent is 6 euros.")
GONE = (Run(Op.REMOVED, "No smoking."),)
LONG = runs("word " * 400, "word " * 400 + "end")
CHANGES = (
    Change("languages", "The agreement", "Another language."),
    Change("drill/2", "Drill, no. 2", "Reworded.", (("de", SHORT), ("fr", SHORT)), "drill/2"),
    Change("saw/1", "saw/1", "No longer there.", (("de", GONE),)),
)


@pytest.fixture
def tr(tmp_path: Path) -> Translator:
    return load_translator("en", tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> ChangesPanel:
    apply_theme(qapp)
    made = ChangesPanel()
    qtbot.addWidget(made)
    made.resize(600, 260)
    return made


def labels(panel: ChangesPanel) -> list[DifferenceLabel]:
    return [label for label in panel.findChildren(DifferenceLabel) if label.isVisible()]


# The words


def test_deleted_and_added_words_are_marked_by_more_than_a_colour() -> None:
    html = marked(runs("a <b> c", "a <d> c"), COLOURS)
    assert "line-through" in html.partition("b")[0]
    assert "underline" in html.partition(">d<")[0]
    assert "&lt;" in html
    assert marked((Run(Op.SAME, "as it was"),), COLOURS) == "as it was"


def test_they_are_heard_as_deleted_and_added(tr: Translator) -> None:
    assert spoken(SHORT, tr) == "The rent is (deleted: 5) (added: 6) euros."
    assert spoken((Run(Op.SAME, "a "), Run(Op.ADDED, " ")), tr) == "a"


def test_a_long_clause_is_shown_around_its_changes() -> None:
    words = [f"w{number}" for number in range(60)]
    changed = [*words]
    changed[20], changed[50] = "x", "y"
    shown = condensed(runs(" ".join(words), " ".join(changed)))
    texts = [run.text for run in shown if run.op is Op.SAME]
    assert texts[0] == f"{LEFT_OUT} w12 w13 w14 w15 w16 w17 w18 w19 "
    assert texts[1] == f" w21 w22 w23 w24 w25 w26 w27 w28 {LEFT_OUT} w42 w43 w44 w45 w46 w47 w48 w49 "
    assert texts[2] == " w51 w52 w53 w54 w55 w56 w57 w58 w59", "a sign in the place of one word saves nothing"
    assert [run.text.strip() for run in shown if run.op is Op.ADDED] == ["x", "y"]


def test_a_short_one_and_one_without_a_change_are_shown_whole() -> None:
    assert condensed(SHORT) == SHORT
    whole = (Run(Op.SAME, "word " * 400),)
    assert condensed(whole) == whole


# The panel


def test_one_change_at_a_time_in_both_languages(panel: ChangesPanel, tr: Translator, qtbot: QtBot) -> None:
    panel.show_changes(CHANGES, tr)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    assert panel.current is CHANGES[0]
    assert labels(panel) == []
    with qtbot.waitSignal(panel.clause_wanted) as wanted:
        panel._next.click()
    assert wanted.args == ["drill/2"]
    left, right = labels(panel)
    assert left.accessibleName() == "German: The rent is (deleted: 5) (added: 6) euros."
    assert right.accessibleName().startswith("French: ")
    assert left.locale().name().startswith("de")
    assert "line-through" in left.text()
    assert left.focusPolicy() & Qt.FocusPolicy.TabFocus
    panel.step(1)
    (only,) = labels(panel)
    assert "(deleted: No smoking.)" in only.accessibleName()
    assert not panel._next.isEnabled()
    panel.step(1)
    assert panel.current is CHANGES[2]
    panel._before.click()
    assert panel.current is CHANGES[1]


def test_what_is_on_screen_long_enough_counts_as_shown(
    panel: ChangesPanel, tr: Translator, qtbot: QtBot
) -> None:
    shown: list[Change] = []
    panel.change_shown.connect(shown.append)
    panel.show_changes(CHANGES, tr)
    panel.show()
    panel.step(1)
    panel.step(1)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [CHANGES[2]], "the others flew by"
    panel.step(-2)
    qtbot.waitUntil(lambda: CHANGES[0] in shown)


def test_what_is_below_the_edge_does_not_count_before_it_is_scrolled_to(
    panel: ChangesPanel, tr: Translator, qtbot: QtBot
) -> None:
    shown: list[Change] = []
    panel.change_shown.connect(shown.append)
    change = Change("saw/1", "Saw", "Reworded.", (("de", LONG), ("fr", LONG)), "saw/1")
    panel.show_changes((change,), tr)
    panel.show()
    qtbot.waitUntil(lambda: not panel._looking.isActive())
    assert shown == []
    bar = panel._body.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: shown == [change])


def test_folded_it_leaves_the_room_and_shows_nothing(
    panel: ChangesPanel, tr: Translator, qtbot: QtBot
) -> None:
    shown: list[Change] = []
    panel.change_shown.connect(shown.append)
    panel.show_changes(CHANGES, tr)
    high = panel.minimumSizeHint().height()
    panel._fold.click()
    assert panel.minimumSizeHint().height() < high
    assert panel.sizeHint().height() == panel.minimumSizeHint().height()
    assert panel._fold.accessibleName() == "Show what changed"
    panel.show()
    qtbot.waitUntil(lambda: not panel._looking.isActive())
    assert shown == []
    panel.step(1)
    assert not panel._fold.isChecked(), "whoever goes on wants to see it"


def test_in_a_low_window_the_words_come_first(panel: ChangesPanel, tr: Translator, qtbot: QtBot) -> None:
    panel.show_changes(CHANGES[1:], tr)
    panel.show()
    high = panel.minimumSizeHint().height()
    for _ in range(2):
        panel.set_compact(compact=True)
    assert panel.minimumSizeHint().height() < high
    assert panel._heading.isHidden()
    assert panel._title.text() == "Drill, no. 2"
    qtbot.waitUntil(lambda: panel._about.y() > labels(panel)[0].y())
    panel.set_compact(compact=False)
    assert panel._heading.isVisible()
    assert panel._title.isVisible()


def test_however_large_the_text_is_two_lines_of_a_change_have_room(
    panel: ChangesPanel, tr: Translator, qapp: QApplication
) -> None:
    font = qapp.font()
    font.setPointSizeF(4 * font.pointSizeF())
    panel.setFont(font)
    panel.set_compact(compact=True)
    panel.show_changes(CHANGES[1:], tr)
    panel.show()
    assert panel._body.minimumHeight() >= 2 * panel.fontMetrics().lineSpacing()
    assert panel.minimumSizeHint().height() >= panel._body.minimumHeight() + panel._fold.sizeHint().height()


def test_the_place_stays_where_the_changes_are_the_same(panel: ChangesPanel, tr: Translator) -> None:
    panel.show_changes(CHANGES, tr)
    panel.step(1)
    panel.show_changes(CHANGES, tr)
    assert panel.current == CHANGES[1]
    panel.show_changes(CHANGES[:1], tr)
    assert panel.current == CHANGES[0]
    panel.show_changes((), tr)
    assert panel.current is None
    panel.step(1)
    panel.show_section("drill")
    assert panel.current is None


def test_a_section_leads_to_its_first_change(panel: ChangesPanel, tr: Translator) -> None:
    panel.show_changes(CHANGES, tr)
    panel.show_section("saw")
    assert panel.current == CHANGES[2]
    panel.show_section("hammer")
    assert panel.current == CHANGES[2]


def test_nothing_happens_before_there_is_anything(panel: ChangesPanel, qtbot: QtBot) -> None:
    assert isinstance(panel, QWidget)
    panel._fold.click()
    panel.set_compact(compact=True)
    panel.show()
    qtbot.waitUntil(lambda: not panel._looking.isActive())
    assert panel.current is None


def test_a_screen_reader_is_told_what_came_on_screen(
    panel: ChangesPanel, tr: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("ui.widgets.changes_panel.QAccessible.isActive", lambda: True)
    monkeypatch.setattr(
        "ui.widgets.changes_panel.QAccessible.updateAccessibility", lambda event: told.append(event.message())
    )
    panel.show_changes(CHANGES, tr)
    panel.show()
    assert told == [], "nobody asked yet"
    panel.step(1)
    (message,) = told
    assert "Change 2 of 3" in message
    assert "Drill, no. 2" in message
    assert message.count("(deleted: 5)") == 2
