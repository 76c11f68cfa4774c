"""A reader on screen, for tests that read and measure it."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.i18n import Translator

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from installer.agreement.edition import Edition
    from installer.i18n import Language
    from ui.widgets.reader import Reader


@dataclass
class Shown:
    """A reader on screen, with every row aligned."""

    reader: Reader
    edition: Edition
    qtbot: QtBot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.reader.view.pair.is_settled)

    def resize(self, width: int, height: int = 640) -> None:
        self.reader.resize(width, height)
        self.settle()

    def misalignment(self) -> float:
        """The largest distance in pixels between the upper edges of the two cells of a row."""
        left, right = self.reader.view.pair.left.rows, self.reader.view.pair.right.rows
        pairs = [(left.cell_of(row), right.cell_of(row)) for row in range(len(self.edition.rows()))]
        distances = [
            abs(left.top(one) - right.top(other))
            for one, other in pairs
            if one and other and one.row not in left.folded
        ]
        assert len(distances) > 100
        return max(distances)


def translator(language: Language) -> Translator:
    """Says the message ids themselves."""
    return Translator(language, gettext.NullTranslations())
