"""The outline names what applies, and ticks only what the person ticks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.reading import translator
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QStyleOptionViewItem

from installer.agreement.load import load_edition
from ui.theme import apply_theme
from ui.widgets.outline import Outline
from ui.widgets.outline_entries import OutlineEntry, outline_entries
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QTreeWidgetItem
    from pytestqt.qtbot import QtBot

EDITION = Path(__file__).parents[3] / "eula_texts" / "milestone-xprotect" / "2025-02-12"

ENTRIES = (
    OutlineEntry("general", "General terms", applies=True),
    OutlineEntry("cameras", "Cameras", applies=True),
    OutlineEntry("doors", "Doors", applies=False),
)


@pytest.fixture
def outline(qapp: QApplication, qtbot: QtBot) -> Outline:
    apply_theme(qapp)
    made = Outline()
    qtbot.addWidget(made)
    made.set_sections(ENTRIES, translator("en"))
    made.set_state({("general", "hu")}, {"cameras"})
    made.resize(300, 400)
    made.show()
    made.setFocus()
    return made


def item(outline: Outline, group: int, number: int) -> QTreeWidgetItem:
    return outline.topLevelItem(group).child(number)


def words(found: QTreeWidgetItem) -> str:
    return str(found.data(0, Qt.ItemDataRole.AccessibleTextRole))


def test_sections_that_apply_come_first_and_the_others_are_folded(outline: Outline) -> None:
    assert [outline.topLevelItem(number).text(0) for number in range(outline.topLevelItemCount())] == [
        "Applies to you (2)",
        "Does not apply to you (1)",
    ]
    assert outline.topLevelItem(0).isExpanded()
    assert not outline.topLevelItem(1).isExpanded()


def test_the_state_is_said_in_words(outline: Outline) -> None:
    assert words(item(outline, 0, 0)) == "General terms, Was on screen"
    assert words(item(outline, 0, 1)) == "Cameras, Ticked as read"
    assert words(item(outline, 1, 0)) == "Doors, Does not apply"
    outline.set_state((), ())
    assert words(item(outline, 0, 0)) == "General terms, Not yet on screen"


def test_showing_the_state_is_no_tick_of_the_person(outline: Outline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(outline.section_ticked):
        outline.set_state({("general", "hu")}, {"general"})
    assert item(outline, 0, 0).checkState(0) is Qt.CheckState.Checked


def test_being_seen_does_not_tick(outline: Outline) -> None:
    assert item(outline, 0, 0).checkState(0) is Qt.CheckState.Unchecked


def test_space_ticks_and_takes_back(outline: Outline, qtbot: QtBot) -> None:
    outline.setCurrentItem(item(outline, 0, 0))
    ticks = []
    outline.section_ticked.connect(lambda section, ticked: ticks.append((section, ticked)))
    qtbot.keyClick(outline, Qt.Key.Key_Space)
    qtbot.keyClick(outline, Qt.Key.Key_Space)
    assert ticks == [("general", True), ("general", False)]


def test_a_tick_that_is_not_kept_goes_out_again(outline: Outline, qtbot: QtBot) -> None:
    outline.set_state((), ())
    outline.setCurrentItem(item(outline, 0, 0))
    qtbot.keyClick(outline, Qt.Key.Key_Space)
    assert item(outline, 0, 0).checkState(0) is Qt.CheckState.Checked
    outline.set_state((), ())
    assert item(outline, 0, 0).checkState(0) is Qt.CheckState.Unchecked


def test_a_section_that_does_not_apply_has_no_box(outline: Outline, qtbot: QtBot) -> None:
    outline.topLevelItem(1).setExpanded(True)
    outline.setCurrentItem(item(outline, 1, 0))
    with qtbot.assertNotEmitted(outline.section_ticked):
        qtbot.keyClick(outline, Qt.Key.Key_Space)


def test_enter_opens_the_section(outline: Outline, qtbot: QtBot) -> None:
    outline.setCurrentItem(item(outline, 0, 1))
    with qtbot.waitSignal(outline.section_chosen, timeout=2000) as chosen:
        qtbot.keyClick(outline, Qt.Key.Key_Return)
    assert chosen.args == ["cameras"]


def test_a_click_on_the_words_opens_the_section(outline: Outline, qtbot: QtBot) -> None:
    place = outline.visualItemRect(item(outline, 0, 0)).center()
    with qtbot.waitSignal(outline.section_chosen, timeout=2000) as chosen:
        qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["general"]


def box(outline: Outline, found: QTreeWidgetItem) -> QPoint:
    """The middle of the row's box."""
    option = QStyleOptionViewItem()
    outline.initViewItemOption(option)
    outline.itemDelegate().initStyleOption(option, outline.indexFromItem(found))
    option.rect = outline.visualItemRect(found)
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    return outline.style().subElementRect(part, option, outline).center()


def test_a_click_on_the_box_ticks_and_does_not_move_the_text(outline: Outline, qtbot: QtBot) -> None:
    ticks = []
    outline.section_ticked.connect(lambda section, ticked: ticks.append((section, ticked)))
    place = box(outline, item(outline, 0, 0))
    with qtbot.assertNotEmitted(outline.section_chosen):
        qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ticks == [("general", True)]


def test_enter_on_a_group_folds_it(outline: Outline, qtbot: QtBot) -> None:
    outline.setCurrentItem(outline.topLevelItem(1))
    qtbot.keyClick(outline, Qt.Key.Key_Return)
    assert outline.topLevelItem(1).isExpanded()


def test_filling_with_the_same_keeps_the_place(outline: Outline) -> None:
    outline.setCurrentItem(item(outline, 0, 1))
    outline.set_sections(ENTRIES, translator("en"))
    assert outline.currentItem() is item(outline, 0, 1)


def test_another_language_fills_anew(outline: Outline) -> None:
    before = item(outline, 0, 1)
    outline.set_sections(ENTRIES, translator("hu"))
    assert item(outline, 0, 1) is not before


def test_marking_the_section_that_is_read_opens_nothing(outline: Outline, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(outline.section_chosen):
        outline.mark_current("cameras")
        outline.mark_current("no-such-section")
    assert outline.currentItem() is item(outline, 0, 1)


def test_both_lines_of_a_row_have_room(outline: Outline) -> None:
    height = outline.visualItemRect(item(outline, 0, 0)).height()
    assert height >= 2 * outline.fontMetrics().height() - 2


def test_a_long_title_is_broken_between_words_when_the_list_is_narrow(outline: Outline) -> None:
    words = "Unattended remote updating of recording servers"
    entry = OutlineEntry("updating", words, applies=True)
    outline.set_sections((*ENTRIES, entry), translator("en"))
    one = outline.visualItemRect(item(outline, 0, 0)).height()
    outline.resize(800, 400)
    QApplication.processEvents()
    assert outline.visualItemRect(item(outline, 0, 2)).height() == one
    outline.resize(260, 400)
    QApplication.processEvents()
    lines = outline.visualItemRect(item(outline, 0, 2)).height() - one
    assert lines == outline.fontMetrics().height()


def test_sections_are_named_by_heading_or_by_their_first_words() -> None:
    edition = load_edition(EDITION)
    entries = {
        entry.section: entry
        for entry in outline_entries(ReaderContent.of(edition, "hu", ["introduction"]), "hu")
    }
    sections = list(dict.fromkeys(row.section for row in edition.rows()))
    assert set(sections) - set(entries) == {
        section for section in sections if section == "document-title" or section.startswith("group-")
    }
    assert entries["xprotect-lpr"].title == edition.clause("xprotect-lpr/heading", "hu").text
    first = edition.clause("introduction/p1", "hu").text
    assert first.startswith(entries["introduction"].title.removesuffix(" …"))
    assert entries["introduction"].applies
    assert not entries["xprotect-lpr"].applies


def menu_of(outline: Outline, found: QTreeWidgetItem) -> list[QAction]:
    outline.setCurrentItem(found)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(outline.viewport(), event)
    menus = [menu for menu in outline.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) <= 1
    return menus[0].actions() if menus else []


def choose(outline: Outline, found: QTreeWidgetItem, number: int) -> None:
    """One line of the menu, as Enter does it."""
    actions = menu_of(outline, found)
    actions[number].trigger()
    menu = actions[number].parent()
    assert isinstance(menu, QMenu)
    menu.close()


def test_the_menu_says_what_can_be_done_with_a_section(outline: Outline) -> None:
    outline.topLevelItem(1).setExpanded(True)
    applies = [action.text() for action in menu_of(outline, item(outline, 0, 0))]
    assert applies == ["Show in the text", "Why does this section apply?", "Tick as read"]
    outline.findChild(QMenu).close()
    ticked = [action.text() for action in menu_of(outline, item(outline, 0, 1))]
    assert ticked[2] == "Take the tick back"
    for menu in outline.findChildren(QMenu):
        menu.close()
    other = [action.text() for action in menu_of(outline, item(outline, 1, 0))]
    assert other == ["Show in the text", "Why does this section not apply?"]
    for menu in outline.findChildren(QMenu):
        menu.close()


def test_the_heading_of_a_group_has_no_menu(outline: Outline) -> None:
    assert menu_of(outline, outline.topLevelItem(0)) == []


def test_the_menu_ticks_shows_and_asks(outline: Outline, qtbot: QtBot) -> None:
    ticks = []
    outline.section_ticked.connect(lambda section, ticked: ticks.append((section, ticked)))
    choose(outline, item(outline, 0, 0), 2)
    choose(outline, item(outline, 0, 0), 2)
    assert ticks == [("general", True), ("general", False)]
    with qtbot.waitSignal(outline.section_chosen, timeout=2000) as chosen:
        choose(outline, item(outline, 0, 1), 0)
    assert chosen.args == ["cameras"]
    with qtbot.waitSignal(outline.reason_wanted, timeout=2000) as asked:
        choose(outline, item(outline, 0, 1), 1)
    assert asked.args == ["cameras"]
