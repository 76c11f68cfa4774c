from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage, QPixmap

from ui.keyboard import TourFailed
from ui.palettes import Look
from ui.tour.album import ByView, StylePage
from ui.tour.views import LOOKS, VIEWS

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


def test_pictures_by_view_stand_in_a_folder_for_each_view_and_look(
    qapp: QApplication, tmp_path: Path
) -> None:
    assert qapp is not None
    album = ByView(LOOKS, tmp_path)
    assert album.looks("01-language") == LOOKS
    album.keep(QPixmap(4, 4), "01-language", VIEWS[0], Look.DARK)
    assert (tmp_path / "800x600" / "dark" / "01-language.png").is_file()
    ByView(LOOKS, None).keep(QPixmap(4, 4), "02-parties", VIEWS[0], Look.DARK)
    assert len(list(tmp_path.rglob("*.png"))) == 1


def test_a_picture_that_cannot_be_written_fails_the_tour(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    (tmp_path / "800x600" / "dark" / "x.png").mkdir(parents=True)
    with pytest.raises(TourFailed, match="was not written"):
        ByView(LOOKS, tmp_path).keep(QPixmap(4, 4), "x", VIEWS[0], Look.DARK)


def test_the_style_page_shows_one_page_in_all_looks_in_one_language(tmp_path: Path) -> None:
    hungarian, english = StylePage("hu", LOOKS[0], tmp_path), StylePage("en", LOOKS[1], tmp_path)
    assert hungarian.looks("05-agreement") == LOOKS
    assert hungarian.looks("04-terms") == (LOOKS[0],)
    assert english.looks("05-agreement") == (LOOKS[1],)


def test_pictures_of_the_style_page_have_one_byte_a_pixel_and_keep_their_main_colours(
    qapp: QApplication, tmp_path: Path
) -> None:
    assert qapp is not None
    image = QImage(400, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("#2456d8"))
    for x in range(400):
        image.setPixelColor(x, 0, QColor(x % 256, x // 256, 0))
    StylePage("hu", LOOKS[0], tmp_path).keep(QPixmap.fromImage(image), "05-agreement", VIEWS[0], LOOKS[1])
    kept = QImage(str(tmp_path / "hu-05-agreement-dark.png"))
    assert kept.format() is QImage.Format.Format_Indexed8
    assert kept.pixelColor(7, 1) == QColor("#2456d8")
