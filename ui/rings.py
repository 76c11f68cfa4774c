"""The ring of focus in lists and trees: round the row that has the keyboard, which is on screen then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView

from ui.marks import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


def watch_lists(app: QApplication) -> None:
    """From now on whatever list or tree gets the focus shows where."""
    app.focusChanged.connect(_on_focus_changed)


def _on_focus_changed(_old: QWidget | None, new: QWidget | None) -> None:
    if isinstance(new, QAbstractItemView):
        place = new.currentIndex()
        # Without a row there is nothing in it to stand a ring round: it gets one itself (theme.qss).
        mark(new, "rowless", value=not place.isValid())
        if place.isValid():
            # Qt leaves it where it was rolled to.
            new.scrollTo(place)
