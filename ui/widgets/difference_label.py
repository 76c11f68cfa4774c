"""Wording with its deleted and added words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from ui.differences import Colours, marked, spoken

if TYPE_CHECKING:
    from installer.agreement.compare.words import Run
    from installer.i18n import Language, Translator


class DifferenceLabel(QLabel):
    """Can be reached with Tab and selected with keys; a screen reader hears what was deleted and added.

    The style sheet sets the colours.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self._colours = [QColor(), QColor(), QColor(), QColor()]
        self.setWordWrap(True)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_runs(self, runs: tuple[Run, ...], language: Language, name: str, tr: Translator) -> None:
        """Show these words, which are in `language`, called `name` where they are heard."""
        self._runs = runs
        self.setLocale(QLocale(language))
        self.setAccessibleName(f"{name}: {spoken(runs, tr)}")
        self._render()

    def _render(self) -> None:
        self.setText(marked(self._runs, Colours(*(colour.name() for colour in self._colours))))

    def _get_removed(self) -> QColor:
        return self._colours[0]

    def _set_removed(self, colour: QColor) -> None:
        self._set(0, colour)

    def _get_removed_ground(self) -> QColor:
        return self._colours[1]

    def _set_removed_ground(self, colour: QColor) -> None:
        self._set(1, colour)

    def _get_added(self) -> QColor:
        return self._colours[2]

    def _set_added(self, colour: QColor) -> None:
        self._set(2, colour)

    def _get_added_ground(self) -> QColor:
        return self._colours[3]

    def _set_added_ground(self, colour: QColor) -> None:
        self._set(3, colour)

    def _set(self, place: int, colour: QColor) -> None:
        if self._colours[place] != colour:
            self._colours[place] = colour
            self._render()

    removed = Property(QColor, _get_removed, _set_removed)
    removedGround = Property(QColor, _get_removed_ground, _set_removed_ground)  # noqa: N815 - for the style sheet
    added = Property(QColor, _get_added, _set_added)
    addedGround = Property(QColor, _get_added_ground, _set_added_ground)  # noqa: N815 - for the style sheet


def is_seen_to_its_end(label: QLabel) -> bool:
    """Whether the last line of it is on screen."""
    return label.visibleRegion().boundingRect().bottom() >= label.height() - label.fontMetrics().height() // 2
