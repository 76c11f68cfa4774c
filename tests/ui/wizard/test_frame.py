"""What stands around the pages: aligned with their contents, at every size and after a change of style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.wizards import ONE_LANGUAGE
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget, QWizard

from installer.flow.steps import Step
from ui.pages.choice import Choice
from ui.theme import apply_theme

if TYPE_CHECKING:
    from helpers.wizards import Stage

pytestmark = ONE_LANGUAGE


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> None:
    """Its margins are the style sheet's."""
    apply_theme(qapp)


def edges(stage: Stage, widget: QWidget) -> tuple[int, int]:
    """Its left and right edges in the window."""
    left = widget.mapTo(stage.wizard, QPoint(0, 0)).x()
    return left, left + widget.width()


def painted(stage: Stage, button: QWidget) -> tuple[int, int]:
    """Where the button's left and right borders are seen: some of the ground around them belongs to it."""
    picture = stage.wizard.grab().toImage()
    left, right = edges(stage, button)
    row = button.mapTo(stage.wizard, QPoint(0, 0)).y() + button.height() // 2
    ground = picture.pixel(picture.width() - 2, row)
    inked = [x for x in range(left, right) if picture.pixel(x, row) != ground]
    return inked[0], inked[-1] + 1


@pytest.mark.parametrize("size", [(800, 600), (1100, 760), (1280, 540)])
@pytest.mark.parametrize("step", [Step.PRODUCTS, Step.AGREEMENT])
def test_the_buttons_end_where_the_contents_do(stage: Stage, step: Step, size: tuple[int, int]) -> None:
    stage.wizard.resize(*size)
    stage.bring_to(step)
    cancel = stage.wizard.button(QWizard.WizardButton.CancelButton)
    contents = edges(stage, stage.find(QWidget, "body"))
    assert (painted(stage, cancel)[0], painted(stage, stage.next_button)[1]) == contents
    assert edges(stage, stage.find(QLabel, "heading"))[0] == contents[0]


def test_the_side_goes_down_to_the_lower_edge_and_stays_there(stage: Stage) -> None:
    for _ in range(2):
        picture = stage.wizard.grab().toImage()
        side, ground = picture.pixel(0, 0), picture.pixel(picture.width() - 1, 0)
        assert side != ground
        assert {picture.pixel(0, row) for row in range(picture.height())} == {side}
        width = next(x for x in range(picture.width()) if picture.pixel(x, 0) == ground)
        assert stage.wizard.sideWidget().width() < width < picture.width() // 2
        # As when the system becomes dark.
        QApplication.sendEvent(stage.wizard, QEvent(QEvent.Type.StyleChange))
        stage.bring_to(Step.PRODUCTS)


def test_the_whole_card_of_a_choice_can_be_clicked(stage: Stage) -> None:
    stage.bring_to(Step.PARTIES)
    other = next(choice for choice in stage.page.findChildren(Choice) if not choice.button.isChecked())
    corner = other.rect().bottomRight() - QPoint(6, 6)
    QTest.mouseClick(other, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, corner)
    assert not other.button.isChecked()
    QTest.mouseClick(other, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    assert other.button.isChecked()
    assert other.property("chosen") is True
    marked = [choice for choice in stage.page.findChildren(Choice) if choice.property("chosen")]
    assert marked == [choice for choice in stage.page.findChildren(Choice) if choice.button.isChecked()]


def test_a_label_of_a_dialog_is_no_side(stage: Stage) -> None:
    dialog = QDialog(stage.wizard)
    label = QLabel(dialog)
    label.setGeometry(10, 10, 50, 20)
    dialog.resize(100, 100)
    dialog.show()
    picture = dialog.grab().toImage()
    assert picture.pixel(20, 20) == picture.pixel(90, 90)
    dialog.close()
