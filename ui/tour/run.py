"""One process's part of the tour: walks in some languages, at one scale."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from installer import paths
from installer.errors import AssentError
from installer.i18n import SOURCE_LANGUAGE
from installer.session import open_session
from ui.app import make_application
from ui.keyboard import TourFailed
from ui.palettes import Look
from ui.theme import SMALLEST_POINTS, STYLE, apply_theme
from ui.tour.again import walk_again
from ui.tour.album import ByView, StylePage
from ui.tour.asides import Everything
from ui.tour.ground import Ground
from ui.tour.pictures import Photographer
from ui.tour.situations import walk_situations
from ui.tour.tongue import Tongue
from ui.tour.views import DEFAULT, LOOKS, TEXT, Scale, views_at
from ui.tour.waiting import listening
from ui.tour.walk import Tour
from ui.tour.world import World
from ui.translation import Translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from installer.i18n import Language

LANGUAGES: Final = ("hu", "en")
_LOOK_ON_STYLE_PAGE: Final = {"hu": Look.LIGHT, "en": Look.DARK}


@dataclass(frozen=True)
class Order:
    """What to walk and where to keep what comes of it."""

    out: Path
    languages: Sequence[Language] = LANGUAGES
    scale: Scale | None = None
    """The scale that this process was started at, to see all views and asides. None: the straight way,
    with the window as it opens."""
    pictures: bool = True
    quick: bool = False
    """Only the smallest view, in one look: what layouts depend on."""
    style_page: Path | None = None
    """The folder of the style page, whose pictures are wanted then, and no others."""

    def place(self, language: Language) -> str:
        """The name of a folder for one walk."""
        return language if self.scale is None else f"{language}-{self.scale}"


def run(order: Order, say: Callable[[str], None]) -> int:
    """Walk, and say what was found. Returns the number of complaints."""
    complaints: list[str] = []
    with listening(complaints):
        translation = Translation(_application(order.scale), paths.translations_root())
        try:
            for language in order.languages:
                complaints += _walk(order, language, translation, say)
        except (TourFailed, AssentError) as failure:
            complaints.append(str(failure))
    for complaint in complaints:
        say(f"tour failed: {complaint}")
    return len(complaints)


def _application(scale: Scale | None) -> QApplication:
    """Ours, on a system whose font has the size of the scale."""
    if scale is not None and TEXT[scale] != 1 and QApplication.instance() is None:
        font = QApplication([*sys.argv[:1], *STYLE]).font()
        font.setPointSizeF(max(font.pointSizeF(), SMALLEST_POINTS) * TEXT[scale])
        QApplication.setFont(font)
    return make_application()


def _walk(
    order: Order, language: Language, translation: Translation, say: Callable[[str], None]
) -> list[str]:
    """One walk with a state folder and a target of its own. It starts in another language."""
    state, target = (order.out / name / order.place(language) for name in ("state", "target"))
    for folder in (state, target):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    os.environ[paths.STATE_VARIABLE] = str(state)
    translation.switch(next(each for each in LANGUAGES if each != language))
    photographer = _photographer(order, language)
    asides = None if order.scale is None else Everything()
    with _tour(translation, language, target, photographer, asides) as tour:
        for receipt in tour.walk():
            say(f"{language}: receipt valid: {receipt}")
    if order.scale is not None:
        with _tour(translation, language, target, photographer) as tour:
            walk_again(tour)
        world = World(order.out / "ground" / order.place(language), language)
        walk_situations(Ground(world, translation, photographer))
    return [f"{language}: {where}: {finding}" for finding, where in photographer.findings.items()]


@contextmanager
def _tour(
    translation: Translation,
    language: Language,
    target: Path,
    photographer: Photographer,
    asides: Everything | None = None,
) -> Iterator[Tour]:
    """A wizard of its own, which is closed again whatever happens."""
    session = open_session(language=translation.language, target=target)
    tour = Tour(session, translation, language, photographer, asides)
    # The largest: with fewer lines at a time the way through the text is longer.
    tour.wizard.resize(photographer.views[-1].size)
    try:
        yield tour
    finally:
        tour.wizard.close()
        tour.wizard.deleteLater()


def _photographer(order: Order, language: Language) -> Photographer:
    theme = apply_theme(make_application())
    if order.style_page is not None:
        album = StylePage(language, _LOOK_ON_STYLE_PAGE[language], order.style_page)
        return Photographer(theme, (DEFAULT,), album)
    folder = order.out / language if order.pictures else None
    if order.scale is None:
        return Photographer(theme, (DEFAULT,), ByView((theme.look,), folder))
    views = views_at(order.scale)
    tongue = None if language == SOURCE_LANGUAGE else Tongue(language, paths.translations_root())
    if order.quick:
        return Photographer(theme, views[:1], ByView(LOOKS[:1], folder), tongue)
    return Photographer(theme, views, ByView(LOOKS, folder), tongue)
