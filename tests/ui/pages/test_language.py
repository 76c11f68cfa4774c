from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from ui import amounts
from ui.pages.language import LanguagePage, _governing
from ui.translation import Translation, language_name

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage
    from PySide6.QtWidgets import QApplication


def radios(stage: Stage) -> dict[str, QRadioButton]:
    return {button.text(): button for button in stage.page.findChildren(QRadioButton)}


def test_each_language_names_itself(stage: Stage) -> None:
    assert set(radios(stage)) == {"Magyar", "English"}


def test_the_language_of_the_wizard_is_the_one_chosen(stage: Stage, language: str) -> None:
    checked = [name for name, button in radios(stage).items() if button.isChecked()]
    assert checked == [{"hu": "Magyar", "en": "English"}[language]]


def test_an_arrow_key_changes_the_language_at_once(stage: Stage, language: str) -> None:
    key, other = {"hu": (Qt.Key.Key_Down, "en"), "en": (Qt.Key.Key_Up, "hu")}[language]
    stage.keys.go_to(stage.page.first_focus())
    stage.keys.press(key)
    assert stage.session.state.language == other
    heading = stage.page.heading_text(stage.translation.translator(other))
    stage.qtbot.waitUntil(lambda: heading in stage.words())


def test_it_says_from_the_edition_which_language_governs(stage: Stage) -> None:
    tr = stage.translation.tr
    governing = language_name(stage.session.edition.prevailing, tr)
    day = amounts.date(stage.session.edition.date, tr.spoken)
    said = next(label.text() for label in stage.page.findChildren(QLabel) if day in label.text())
    assert governing in said
    assert stage.session.edition.title[tr.language] in said


def test_an_edition_whose_languages_are_equal_says_so(stage: Stage) -> None:
    tr = stage.translation.tr
    assert _governing(None, tr) != _governing("en", tr)
    assert language_name("en", tr) not in _governing(None, tr)


def test_a_language_without_a_catalogue_is_offered_to_be_read(
    stage: Stage, qapp: QApplication, tmp_path: Path
) -> None:
    page = LanguagePage(stage.session, Translation(qapp, tmp_path))
    stage.qtbot.addWidget(page)
    page.enter()
    buttons = {button.text(): button for button in page.findChildren(QRadioButton)}
    assert list(buttons) == ["Magyar", "English"]
    assert buttons["Magyar"].accessibleDescription() != buttons["English"].accessibleDescription()
