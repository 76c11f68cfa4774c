"""What Qt's own Hungarian catalogue lacks is said by ours, in Qt's own dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from ui import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.translation import Translation


@pytest.fixture
def completed(qapp: QApplication, translation: Translation) -> Iterator[Translation]:
    """Speaks Hungarian, and what Qt lacks with it."""
    translation.complete()
    translation.switch("hu")
    yield translation
    own = translation._lacking
    assert own is not None
    qapp.removeTranslator(own)


def labels(dialog: QDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel)}


def test_the_choice_of_a_file_has_no_english_label(qtbot: QtBot, completed: Translation) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    tr = completed.tr
    assert {tr("&Look in:"), tr("Files of &type:")} <= labels(dialog)
    assert "Fájl&név:" in labels(dialog)


def test_the_print_dialog_has_no_english_label(qtbot: QtBot, completed: Translation) -> None:
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    assert completed.tr("Page &Set:") in labels(dialog)


def test_all_that_is_said_is_what_qt_itself_leaves_english(completed: Translation) -> None:
    lacked = completed._qt
    assert not lacked.isEmpty()
    for context, source in lacking._OURS:
        assert not lacked.translate(context, source)
        assert QCoreApplication.translate(context, source) == completed.tr(source) != source
    assert QCoreApplication.translate("QFileDialog", "of no catalogue") == "of no catalogue"
    assert QCoreApplication.translate("QLabel", "&Look in:") == "&Look in:"


def test_in_english_qts_words_stay(completed: Translation) -> None:
    completed.switch("en")
    assert QCoreApplication.translate("QFileDialog", "&Look in:") == "&Look in:"


def test_having_a_say_is_announced_to_no_window(qapp: QApplication, translation: Translation) -> None:
    class Hearing(QObject):
        heard = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            self.heard += event.type() is QEvent.Type.LanguageChange
            return False

    hearing = Hearing()
    qapp.installEventFilter(hearing)
    translation.complete()
    assert hearing.heard == 0
    translation.switch("hu")
    assert hearing.heard > 0
    qapp.removeEventFilter(hearing)
    assert translation._lacking is not None
    qapp.removeTranslator(translation._lacking)
