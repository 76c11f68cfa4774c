"""The dialog of the hand-over pack: quiet until something is wrong, and nothing to roll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.journeys import CORPORATE, CUSTOMER
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel

from installer.acceptance.parties import Capacity, Principal
from installer.flow.state import SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui.pages.pack_dialog import PackDialog
from ui.palettes import PALETTES
from ui.theme import apply_theme

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    forms.choose_capacity(stage, Capacity.ON_BEHALF)
    return stage


def ask(stage: Stage, principal: Principal = CUSTOMER) -> PackDialog:
    dialogue = PackDialog(stage.session, principal, stage.translation, stage.page)
    dialogue.open()
    stage.qtbot.waitUntil(dialogue.isVisible)
    return dialogue


def said(dialogue: PackDialog, name: str) -> str:
    """What the label of that name says on screen."""
    label = dialogue.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_before_anything_is_done_it_says_what_to_do(page: Stage) -> None:
    dialogue = ask(page)
    todo = page.translation.tr("Tick the products that the pack is for.")
    assert said(dialogue, "hint") == dialogue.products.accessibleDescription() == todo
    assert said(dialogue, "field-error") == ""
    assert not dialogue.write_button.isEnabled()
    dialogue.products.setCurrentRow(0)
    page.qtbot.keyClick(dialogue.products, Qt.Key.Key_Space)
    assert dialogue.write_button.isEnabled()
    assert said(dialogue, "hint") == dialogue.products.accessibleDescription() == ""
    page.qtbot.keyClick(dialogue.products, Qt.Key.Key_Space)
    assert said(dialogue, "hint") == todo, "to tick nothing is no error, but nothing can be written"
    assert said(dialogue, "field-error") == ""
    dialogue.reject()


def test_what_is_wrong_is_an_error_once_something_was_done(page: Stage) -> None:
    page.session.send(SelectionChanged(Selection(products=CORPORATE)))
    dialogue = ask(page, Principal())
    assert said(dialogue, "hint"), "for nobody no pack can be made"
    assert said(dialogue, "field-error") == ""
    dialogue.products.setCurrentRow(1)
    page.qtbot.keyClick(dialogue.products, Qt.Key.Key_Space)
    assert said(dialogue, "hint") == ""
    assert said(dialogue, "field-error") == dialogue.products.accessibleDescription() != ""
    dialogue.reject()


def test_what_is_to_be_done_next_has_the_keyboard_and_a_ring(
    page: Stage, qapp: QApplication, tmp_path: Path
) -> None:
    theme = apply_theme(qapp)
    page.session.send(SelectionChanged(Selection(products=CORPORATE)))
    dialogue = ask(page)
    assert dialogue.write(tmp_path) is not None
    report = dialogue.report
    page.qtbot.waitUntil(report.hasFocus)
    edge = report.grab().toImage().pixelColor(0, report.height() // 2)
    assert edge.name() == PALETTES[theme.look].focus
    dialogue.reject()


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_has_to_be_rolled_sideways(page: Stage, qapp: QApplication, times: int) -> None:
    theme = apply_theme(qapp)
    usual = qapp.font()
    font = QFont(usual)
    font.setPointSizeF(10 * times)
    qapp.setFont(font)
    dialogue = ask(page)
    dialogue.resize(dialogue.minimumSizeHint())
    rows = dialogue.products
    page.qtbot.waitUntil(lambda: rows.verticalScrollBar().maximum() > 0)
    widest = max(rows.visualItemRect(rows.item(row)).width() for row in range(rows.count()))
    bar = rows.horizontalScrollBar().maximum()
    dialogue.reject()
    qapp.setFont(usual)
    theme.force(None)
    assert bar == 0
    assert widest <= rows.viewport().width()
