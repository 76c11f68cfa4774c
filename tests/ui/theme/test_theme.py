"""The look is complete, follows the system, and every letter of both languages has a glyph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette, QRawFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton, QToolButton, QWidget

from ui.icons import FOLDER, icon
from ui.palettes import PALETTES, Look
from ui.style_sheet import FAMILY, FONTS, STYLE_SHEET, make_style_sheet
from ui.theme import (
    Theme,
    apply_theme,
    first_look,
    make_palette,
    settle_theme,
    system_look,
)
from ui.widgets.reader_bar import ReaderBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

EDITION = Path(__file__).parents[3] / "eula_texts" / "milestone-xprotect" / "2025-02-12"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = apply_theme(qapp)
    yield made
    made.force(None)


@pytest.mark.parametrize("look", list(Look))
def test_every_placeholder_of_the_style_sheet_is_filled(look: Look) -> None:
    assert "$" not in make_style_sheet(look, 10.0, 16)


@pytest.mark.parametrize("look", list(Look))
def test_every_picture_of_the_style_sheet_is_there(look: Look) -> None:
    pictures = re.findall(r'url\("([^"]+)"\)', make_style_sheet(look, 10.0, 16))
    assert pictures
    assert [picture for picture in pictures if not Path(picture).is_file()] == []


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9a-fA-F]{6}\b", STYLE_SHEET.read_text(encoding="utf-8")) == []


def test_the_palette_changes_with_the_look(theme: Theme, qapp: QApplication) -> None:
    for look in Look:
        theme.force(look)
        assert theme.look is look
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(PALETTES[look].window)
        assert PALETTES[look].accent in qapp.styleSheet()


@dataclass
class FakeHints:
    """What a system asks for: the part of Qt's style hints that the look depends on."""

    scheme: Qt.ColorScheme
    contrast: Qt.ContrastPreference

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self.scheme

    def accessibility(self) -> FakeHints:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's name
        return self.contrast


@pytest.mark.parametrize(
    ("scheme", "contrast", "look"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, Look.LIGHT),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, Look.LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, Look.DARK),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, Look.CONTRAST_LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, Look.CONTRAST_DARK),
    ],
)
def test_the_look_is_the_one_that_the_system_asks_for(
    scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, look: Look
) -> None:
    assert system_look(FakeHints(scheme, contrast)) is look


def test_the_look_follows_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.force(None)
    qapp.setStyleSheet("")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert PALETTES[theme.look].accent in qapp.styleSheet()


def test_a_fixed_look_does_not_follow_the_system(theme: Theme, qapp: QApplication) -> None:
    theme.force(Look.CONTRAST_DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.look is Look.CONTRAST_DARK


def test_what_is_seen_first_is_as_light_as_the_systems_palette() -> None:
    for look in (Look.LIGHT, Look.DARK):
        assert first_look(make_palette(PALETTES[look])) is look


def test_after_the_first_paint_the_system_itself_is_asked(theme: Theme, qapp: QApplication) -> None:
    theme.force(None)
    asked = theme.look
    theme.look = Look.CONTRAST_DARK
    settle_theme()
    assert theme.look is asked
    assert PALETTES[asked].accent in qapp.styleSheet()
    theme.force(Look.CONTRAST_DARK)
    settle_theme()
    assert theme.look is Look.CONTRAST_DARK


def test_the_font_is_ours_in_three_cuts(theme: Theme, qapp: QApplication) -> None:
    theme.settle()
    assert theme.look in Look
    assert QFontInfo(qapp.font()).family() == FAMILY
    assert {"Regular", "Bold", "Italic"} <= set(QFontDatabase.styles(FAMILY))


def test_applying_the_theme_again_keeps_the_text_size(theme: Theme, qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    apply_theme(qapp)
    assert qapp.font().pointSizeF() == before >= 10
    assert theme.look in Look


@pytest.mark.parametrize("cut", ["Regular", "Bold", "Italic"])
def test_every_letter_of_the_agreement_and_the_signs_we_use_have_a_glyph(
    cut: str, qapp: QApplication
) -> None:
    assert qapp is not None
    font = QRawFont(str(FONTS / f"AssentSans-{cut}.otf"), 12)
    letters = {char for path in EDITION.glob("*.md") for char in path.read_text(encoding="utf-8")}
    wanted = letters | set("≠→←✓·…–—„”“’«»§°©®™×őűŐŰ") | set("áéíóöúüÁÉÍÓÖÚÜ")
    missing = {char for char in wanted if char.isprintable() and not font.supportsCharacter(ord(char))}
    assert missing == set()


def test_the_fonts_stay_small() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.otf")) < 1_000_000
    assert (FONTS / "OFL.txt").is_file()


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox, QRadioButton, QToolButton, QLineEdit, QComboBox])
def test_targets_are_at_least_24_pixels_high(theme: Theme, qtbot: QtBot, kind: type[QWidget]) -> None:
    theme.force(Look.LIGHT)
    widget = kind()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.sizeHint().height() >= 24
    assert widget.sizeHint().width() >= 24


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_every_icon_draws_something(name: str, theme: Theme) -> None:
    theme.force(Look.LIGHT)
    image = icon(name).pixmap(QSize(24, 24)).toImage()
    assert any(image.pixelColor(x, y).alpha() > 0 for x in range(24) for y in range(24))


def test_an_icon_takes_the_colour_of_the_look(theme: Theme) -> None:
    plus = icon("plus")
    for look in (Look.LIGHT, Look.DARK):
        theme.force(look)
        middle = plus.pixmap(QSize(24, 24)).toImage().pixelColor(12, 12)
        assert middle.name() == PALETTES[look].text
        off = plus.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage().pixelColor(12, 12)
        assert off.name() == PALETTES[look].muted


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_bold_is_the_heavier_cut_and_not_smeared(theme: Theme) -> None:
    assert theme.look in Look
    font = QFont(FAMILY, 12)
    font.setBold(True)
    assert QFontInfo(font).styleName() == "Bold"


@pytest.mark.parametrize("look", list(Look))
def test_a_switch_that_shows_a_letter_has_a_frame(theme: Theme, qtbot: QtBot, look: Look) -> None:
    theme.force(look)
    bar = ReaderBar()
    qtbot.addWidget(bar)
    switch = next(button for button in bar.findChildren(QToolButton) if button.text() == "á")
    switch.resize(switch.sizeHint())
    edge, on = PALETTES[look].edge, PALETTES[look].accent
    assert switch.grab().toImage().pixelColor(0, switch.height() // 2).name() == edge
    switch.setChecked(True)
    assert switch.grab().toImage().pixelColor(0, switch.height() // 2).name() == on


def test_no_state_of_a_widget_changes_its_letters() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", STYLE_SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", sheet)
    # Qt reserves room for the letters of the widget itself: bolder ones in a state would be cut off.
    states = [name.strip() for name, body in rules if re.search(r"(?<!:):[a-z]", name) and "font" in body]
    assert states == []
