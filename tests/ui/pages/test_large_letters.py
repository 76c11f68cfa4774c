"""Where letters are so large that a window holds few lines, pages scroll as a whole and parts take turns.

A small window is the same: what counts is how many lines it has room for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import accept_for
from helpers.journeys import AS_ADMINISTRATOR, CORPORATE, EVA
from helpers.returning import TOLD, read
from helpers.wizards import ONE_LANGUAGE, Stage
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QScrollArea, QTreeWidget, QWidget, QWizard

from installer.errors import Code
from installer.flow.state import PartiesEntered, SectionTicked, SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui.labels import plain
from ui.pages.agreement_parts import CHANGES, SECTIONS, TEXT
from ui.widgets.part_switch import PartSwitch

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.pages.agreement import AgreementPage

pytestmark = ONE_LANGUAGE

SMALL = QSize(420, 400)
"""Room for as much as 800×600 pixels have at twice the usual size of letters, or a little more."""
USUAL = QSize(1280, 800)


def resize(stage: Stage, size: QSize) -> None:
    stage.wizard.setMinimumSize(1, 1)
    stage.wizard.resize(size)
    # Layouts, then the words of buttons, then what follows the keyboard.
    stage.qtbot.wait(20)


def switch(page: AgreementPage) -> PartSwitch:
    found = page.findChild(PartSwitch)
    assert isinstance(found, PartSwitch)
    return found


def on_screen(stage: Stage, widget: QWidget) -> bool:
    """Whether all of it is inside of what scrolls the page."""
    area = stage.page.findChild(QScrollArea, "page-scroll")
    assert isinstance(area, QScrollArea)
    place = QRect(widget.mapTo(area.viewport(), QPoint(0, 0)), widget.size())
    return area.viewport().rect().contains(place)


@pytest.fixture
def small(stage: Stage) -> AgreementPage:
    """Of whoever is at the text."""
    page = read(stage)
    page.reader.view.shown_columns()[0].setFocus()
    resize(stage, SMALL)
    return page


def test_the_text_has_the_page_to_itself(stage: Stage, small: AgreementPage) -> None:
    column = small.reader.view.shown_columns()[0]
    assert column.isVisible()
    assert not small.outline.isVisible()
    assert not small.hint_label.isVisible(), "it speaks of the outline"
    assert column.viewport().height() >= 6 * column.fontMetrics().lineSpacing()
    assert column.width() > 0.4 * small.width()
    resize(stage, USUAL)
    assert small.outline.isVisible()
    assert column.isVisible()
    assert small.hint_label.isVisible()
    assert not switch(small).isVisible()


def test_a_section_that_is_chosen_in_the_outline_brings_the_text(stage: Stage, small: AgreementPage) -> None:
    stage.keys.activate(switch(small).button(SECTIONS))
    assert small.outline.isVisible()
    assert small.hint_label.isVisible()
    assert not small.reader.isVisible()
    stage.keys.go_to(small.outline)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        stage.keys.press(key)
    assert small.reader.isVisible()
    assert switch(small).button(TEXT).isChecked()


def test_whoever_is_at_the_outline_stays_there_when_the_window_shrinks(stage: Stage) -> None:
    page = read(stage)
    page.outline.setFocus()
    resize(stage, SMALL)
    assert page.outline.isVisible()
    assert stage.wizard.focusWidget() is page.outline


def test_tab_reaches_the_parts_before_what_they_bring(stage: Stage, small: AgreementPage) -> None:
    stage.keys.go_to(switch(small).button(SECTIONS))
    stage.keys.press(Qt.Key.Key_Tab)
    assert stage.wizard.focusWidget() is switch(small).button(TEXT)
    stage.keys.press(Qt.Key.Key_Tab)
    assert small.reader.isAncestorOf(stage.wizard.focusWidget())


def test_what_changed_and_the_text_take_turns(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    assert page.changes.isVisible()
    assert page.reader.isVisible()
    page.reader.view.shown_columns()[0].setFocus()
    resize(stage, SMALL)
    assert page.reader.isVisible(), "what the record says was on screen comes first"
    assert not page.changes.isVisible()
    stage.keys.press(Qt.Key.Key_F8)
    assert page.changes.isVisible()
    assert not page.reader.isVisible()
    assert switch(page).button(CHANGES).isChecked()
    first = page.changes.current
    assert first is not None
    stage.keys.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    stage.keys.activate(switch(page).button(TEXT))
    stage.qtbot.waitUntil(lambda: "termination" in {section for section, _ in stage.session.state.seen})
    assert page.reader.isVisible()


def test_text_that_scrolled_away_with_the_page_was_not_on_screen(stage: Stage, small: AgreementPage) -> None:
    column = small.reader.view.shown_columns()[0]
    assert column.wordings_on_screen()
    area = small.findChild(QScrollArea, "page-scroll")
    assert isinstance(area, QScrollArea)
    below = QLabel("\n".join(["–"] * 60))
    small._layout.body.addWidget(below)
    stage.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > column.height())
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert column.wordings_on_screen() == []


def test_heading_and_foot_scroll_with_the_page_and_come_back(stage: Stage) -> None:
    page = stage.bring_to(Step.ACCEPTANCE)
    area = page.findChild(QScrollArea, "page-scroll")
    above = page.findChild(QLabel, "above-button")
    assert isinstance(area, QScrollArea)
    assert isinstance(above, QLabel)
    for size, inside in ((SMALL, True), (USUAL, False), (SMALL, True)):
        resize(stage, size)
        assert area.isAncestorOf(page._heading) is inside
        assert area.isAncestorOf(above) is inside
        assert above.isVisible()
        assert not area.isAncestorOf(page.hint_label), "what is missing stays in sight"


def test_an_error_that_comes_meanwhile_stands_under_the_heading(stage: Stage) -> None:
    page = stage.bring_to(Step.ACCEPTANCE)
    resize(stage, SMALL)
    page.notice.tell(ValueError("no reason"))
    stage.qtbot.waitUntil(page.notice.isVisible)
    stage.qtbot.waitUntil(lambda: page._heading.geometry().bottom() < page.notice.y())
    resize(stage, USUAL)
    stage.qtbot.waitUntil(lambda: page._heading.geometry().bottom() < page.notice.y())
    assert page.notice.parentWidget() is page


def test_the_decisions_stay_whole_in_two_lines(stage: Stage) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    accept = stage.wizard.button(QWizard.WizardButton.CommitButton)
    words, width = plain(accept.text()), accept.sizeHint().width()
    resize(stage, SMALL)
    stage.qtbot.waitUntil(lambda: "\n" in accept.text())
    assert accept.sizeHint().width() < 0.8 * width
    assert plain(accept.text()) == words == accept.accessibleName()
    resize(stage, USUAL)
    stage.qtbot.waitUntil(lambda: "\n" not in accept.text())
    assert accept.accessibleName() == ""


def test_a_choice_with_a_long_name_is_broken_and_heard_whole(stage: Stage) -> None:
    page = stage.bring_to(Step.PARTIES)
    resize(stage, QSize(360, 430))
    names = [button for button in page.findChildren(QRadioButton) if button.isVisible()]
    stage.qtbot.waitUntil(lambda: any("\n" in button.text() for button in names))
    for button in names:
        assert button.width() >= button.sizeHint().width()
        assert plain(button.text()) == (button.accessibleName() or plain(button.text()))


def test_a_list_of_products_shows_more_than_one(stage: Stage) -> None:
    page = stage.bring_to(Step.PRODUCTS)
    resize(stage, SMALL)
    tree = page.findChild(QTreeWidget, "product-list")
    assert isinstance(tree, QTreeWidget)
    row = tree.visualItemRect(tree.topLevelItem(0)).height()
    assert tree.viewport().height() >= 3 * row
    resize(stage, USUAL)
    assert tree.minimumHeight() == 0


def test_whatever_gets_the_keyboard_is_on_screen_wholly(stage: Stage) -> None:
    page = stage.bring_to(Step.PARTIES)
    resize(stage, SMALL)
    seen = 0
    for _ in range(12):
        stage.keys.press(Qt.Key.Key_Tab)
        focus = stage.wizard.focusWidget()
        if page.findChild(QScrollArea, "page-scroll").isAncestorOf(focus):
            seen += 1
            assert on_screen(stage, focus)
    assert seen > 3


def test_after_a_refusal_no_box_is_asked_for_that_is_ticked(stage: Stage) -> None:
    accept_for(EVA, stage.target)
    stage.bring_to(Step.PRODUCTS)
    stage.session.send(PartiesEntered(AS_ADMINISTRATOR))
    stage.session.send(SelectionChanged(Selection(products=CORPORATE)))
    for section in stage.session.determination.sections:
        stage.session.send(SectionTicked(section, ticked=True))
    stage.wizard.go_to(Step.AGREEMENT)
    stage.wait_for_text()
    stage.wizard.go_to(Step.ACCEPTANCE)
    stage.settle()
    page = stage.page
    assert page.error is not None
    assert page.error.code is Code.AUTHORITY_MISSING
    assert stage.wizard.focusWidget() is page.notice._sentence, "what went wrong is read first"
    assert page.hint_label.isVisible()
    stage.affirm_all()
    assert not page.hint_label.isVisible()
    stage.keys.activate(stage.next_button)
    assert page.error.code is Code.AUTHORITY_MISSING
    assert not page.hint_label.isVisible()
