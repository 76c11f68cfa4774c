"""Links that kept the colour of another look are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QTextBrowser

from ui.document import Document, DocumentView
from ui.pages.tick import Tick
from ui.palettes import Look
from ui.theme import Theme, apply_theme
from ui.tour.colours import check_links
from ui.tour.finding import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

LINK = 'See <a href="x">the first clause of the agreement</a>.'


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = apply_theme(qapp)
    made.force(Look.LIGHT)
    yield made
    made.force(None)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_a_text_that_was_filled_in_another_look_is_found(qtbot: QtBot, theme: Theme) -> None:
    label, browser = QLabel(LINK), QTextBrowser()
    browser.setHtml(LINK)
    for widget in (label, browser):
        assert list(check_links(shown(qtbot, widget))) == []
    theme.force(Look.DARK)
    for widget in (label, browser):
        assert [finding.fault for finding in check_links(widget)] == [Fault.STALE_COLOUR]


def test_texts_without_links_have_no_colour_to_look_at(qtbot: QtBot, theme: Theme) -> None:
    label, browser = QLabel("<b>plain</b>"), QTextBrowser()
    browser.setPlainText("plain")
    theme.force(Look.DARK)
    assert [*check_links(shown(qtbot, label)), *check_links(shown(qtbot, browser))] == []


def test_documents_and_statements_follow_the_look(qtbot: QtBot, theme: Theme) -> None:
    view, tick, document = DocumentView(), Tick("agreement"), Document()
    document.links([("the first clause", "clause:a/1")])
    view.show_document(document)
    tick.set_words("I accept.", [("the first clause", "a/1")])
    shown(qtbot, view)
    shown(qtbot, tick)
    links = tick.findChild(QLabel, "links")
    for look in (Look.DARK, Look.LIGHT, Look.CONTRAST_DARK):
        theme.force(look)
        qtbot.waitUntil(lambda: not list(check_links(view)) and not list(check_links(links)))
    assert links.text().count("<a ") == 1
