"""Words that were left in English are found in a window that speaks Hungarian; Qt's own are Hungarian."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.wizards import translation
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.tour.finding import Fault
from ui.tour.geometry import shown
from ui.tour.tongue import Tongue

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.translation import Translation

__all__ = ["translation"]


@pytest.fixture
def tongue(catalogues: Path) -> Tongue:
    return Tongue("hu", catalogues)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window that is in Hungarian."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setLocale(QLocale("hu"))
    QVBoxLayout(made)
    return made


def found(tongue: Tongue, window: QWidget, *widgets: QWidget) -> list[str]:
    """What is found of the window with these widgets in it."""
    for widget in widgets:
        window.layout().addWidget(widget)
    window.show()
    findings = list(tongue.check(window, shown(window)))
    assert {finding.fault for finding in findings} <= {Fault.FOREIGN}
    return [finding.text for finding in findings]


def listing(words: str) -> QListWidget:
    made = QListWidget()
    made.addItem(words)
    return made


def choosing(words: str) -> QComboBox:
    made = QComboBox()
    made.addItem(words)
    return made


def reading(words: str) -> QTextBrowser:
    made = QTextBrowser()
    made.setPlainText(f"Magyar sor\n{words}")
    return made


def waiting(words: str) -> QWidget:
    made = QWidget()
    made.setMinimumSize(10, 10)
    made.setToolTip(words)
    return made


def heard(words: str) -> QWidget:
    made = waiting("")
    made.setAccessibleDescription(words)
    return made


def empty(words: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(words)
    return made


@pytest.mark.parametrize(
    "make", [QLabel, QPushButton, QGroupBox, listing, choosing, reading, waiting, heard, empty]
)
def test_a_message_of_the_program_that_was_not_translated_is_found_wherever_it_stands(
    tongue: Tongue, window: QWidget, make: type[QWidget]
) -> None:
    assert found(tongue, window, make("Other situations")) == ["Other situations"]


def test_messages_with_something_filled_in_and_with_a_shortcut_are_found(
    tongue: Tongue, window: QWidget
) -> None:
    said = ["Telepítve", "Change 1 of 3", "&Print this page…"]
    assert found(tongue, window, *map(QLabel, said)) == ["Change 1 of 3", "Print this page…"]


def test_a_sentence_of_anybody_elses_is_found_by_its_words(tongue: Tongue, window: QWidget) -> None:
    said = "A fájl nem írható: The device is not ready."
    assert found(tongue, window, QLabel(said)) == [said]
    window.setWindowTitle("What the program has found")
    assert set(found(tongue, window)) == {said, "What the program has found"}


def test_names_quotations_commands_and_what_was_typed_are_not_found(tongue: Tongue, window: QWidget) -> None:
    typed, written = QLineEdit("the name of a company"), QPlainTextEdit("you and me")
    said = (
        "Milestone XProtect® Smart Client",
        "Az „assent answers check” megmondja, mi kell hozzá: --accept-eula /home/you/of/the/file",
        "A fájl nem írható (File too large).",
        "Magyar <b>mondat</b>",
        "English",
    )
    assert found(tongue, window, typed, written, *map(QLabel, said)) == []


def test_what_says_that_it_is_in_english_is_not_found(tongue: Tongue, window: QWidget) -> None:
    label = QLabel("This text is in the language that governs.")
    label.setLocale(QLocale("en"))
    assert found(tongue, window, label) == []


def test_qts_own_menus_and_buttons_are_hungarian(translation: Translation, window: QWidget) -> None:
    translation.switch("hu")
    edit, browser = QLineEdit(), QTextBrowser()
    window.layout().addWidget(edit)
    browser.setPlainText("szöveg")
    menus = [edit.createStandardContextMenu(), browser.createStandardContextMenu()]
    entries = [action.text().partition("\t")[0] for menu in menus for action in menu.actions()]
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Yes | kinds.No | kinds.Cancel | kinds.Close | kinds.Save | kinds.Ok)
    said = [entry.replace("&", "") for entry in entries if entry]
    said += [button.text().replace("&", "") for button in box.buttons()]
    known = {"Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All", "Yes", "No", "Cancel", "Close"}
    assert known.isdisjoint(said)
    assert {"Másolás", "Mégse", "Igen", "Nem"} <= set(said), said
