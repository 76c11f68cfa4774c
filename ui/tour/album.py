"""Which pictures are taken of a stop of the tour, and where they are kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtGui import QImage

from ui.tour.views import LOOKS
from ui.tour.waiting import expect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from installer.i18n import Language
    from ui.palettes import Look
    from ui.tour.views import View

_COLOURS: Final = 256
"""As many as one byte a pixel can tell apart. Of a window these are nearly all there are."""
_STRONGEST: Final = 0
"""The quality of a PNG, which is lossless: how hard Qt tries to make it small."""


class Album(Protocol):
    """Says what to take, and keeps it."""

    def looks(self, stop: str) -> Sequence[Look]:
        """The looks to show the stop in."""

    def keep(self, picture: QPixmap, stop: str, view: View, look: Look) -> None:
        """Keep a picture, or not. Raises TourFailed where it cannot be written."""


@dataclass(frozen=True)
class ByView:
    """Everything: `<folder>/<view>/<look>/<stop>.png`. Without a folder nothing is kept."""

    shown: Sequence[Look]
    folder: Path | None

    def looks(self, _stop: str) -> Sequence[Look]:
        """The same at every stop."""
        return self.shown

    def keep(self, picture: QPixmap, stop: str, view: View, look: Look) -> None:
        """One folder for each view and look."""
        if self.folder is not None:
            path = self.folder / view.name / look / f"{stop}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            expect(picture.save(str(path)), f"{path} was not written")


@dataclass(frozen=True)
class StylePage:
    """The few pictures of the style page in `docs/style`: each page once, and one page in every look."""

    language: Language
    usual: Look
    folder: Path

    def looks(self, stop: str) -> Sequence[Look]:
        """The usual one. The page that all others are for is shown in all of them, in one language."""
        everywhere = stop.endswith("-agreement") and self.usual is LOOKS[0]
        return LOOKS if everywhere else (self.usual,)

    def keep(self, picture: QPixmap, stop: str, _view: View, look: Look) -> None:
        """All in one folder, in small files."""
        kind = "" if look is self.usual else f"-{look}"
        path = self.folder / f"{self.language}-{stop}{kind}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        expect(_of_few_colours(picture).save(str(path), quality=_STRONGEST), f"{path} was not written")


def _of_few_colours(picture: QPixmap) -> QImage:
    """The picture in its most frequent colours; each other one becomes the nearest of these."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    # Rows of four-byte pixels have no padding.
    counts = Counter(memoryview(bytes(image.constBits())).cast("I"))
    table = [colour for colour, _ in counts.most_common(_COLOURS)]
    return image.convertToFormat(QImage.Format.Format_Indexed8, table)
