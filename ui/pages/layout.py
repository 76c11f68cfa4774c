"""What frames the contents of every page, and how it makes room for them where there is little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from ui.widgets.page_scroll import page_scroll
from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

_MARGINS: Final = (24, 20, 24, 16)
_SPACING: Final = 10
_LOW_MARGINS: Final = (24, 8, 24, 8)
_LOW_SPACING: Final = 4
"""Pixels around and between the parts of a page: left, upper, right, lower."""
_BODY_SPACING: Final = 12
_BELOW_LEAD: Final = 2
"""Where what is told stands in the page."""

_LOW: Final = 600
_FEW_LINES: Final = 38
"""Height, in pixels and in lines, under which a page gives way: a window of 600 leaves it some 540 or 34."""
_FEWEST_LINES: Final = 31
_NARROW: Final = 28
"""Height in lines, and width in heights of a line, that only large letters leave: then the whole page
scrolls, and nothing stands beside anything."""
_AROUND_BUTTONS: Final = 52
_BETWEEN_BUTTONS: Final = 6
"""Pixels at both sides of the wizard's row of buttons, and between them."""
_PANE_LINES: Final = 8
"""So many lines are shown at least of a part that scrolls by itself."""


def is_low(page: QWidget) -> bool:
    """Whether heading and margins should leave their room to what they frame."""
    return page.height() < max(_LOW, _FEW_LINES * page.fontMetrics().height())


def is_tight(page: QWidget) -> bool:
    """Whether what frames the page would leave nothing of it."""
    return page.height() < _FEWEST_LINES * page.fontMetrics().height()


def is_narrow(page: QWidget) -> bool:
    """Whether there is no room for two things side by side."""
    return page.width() < _NARROW * page.fontMetrics().height()


def pane_height(pane: QWidget, *, tight: bool, lines: int = _PANE_LINES) -> None:
    """In a tight page: have the part show so many of its own lines, and never less."""
    pane.setMinimumHeight(lines * pane.fontMetrics().lineSpacing() if tight else 0)


class PageLayout:
    """Heading, lead, what is told, the body, the hint and the foot, from above to below."""

    def __init__(self, page: QWizardPage, *, scrolls: bool) -> None:
        # Each has its parent from the start: what gets one later is styled anew, with all that is in it.
        self._page = page
        self.heading = WrappedLabel("heading", page)
        self.lead = WrappedLabel("lead", page)
        self.lead.setIndent(0)
        self.hint = WrappedLabel("hint", page)
        self.hint.hide()
        self._inner = QWidget(page)
        self._inner.setObjectName("body")
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(_BODY_SPACING)
        self.foot = QVBoxLayout()
        self.following: QTimer | None = None
        """To start when the size changes, where the body scrolls."""
        self.area: QScrollArea | None = None
        """What scrolls the body, where anything does."""
        self._own = self._feet = 0
        """How many entries the body has of its own, and how many of the foot's while it has those."""
        self.is_tight = self.is_narrow = False
        self._breaking: QTimer | None = None
        outer = self._outer = QVBoxLayout(page)
        outer.setContentsMargins(*_MARGINS)
        outer.setSpacing(_SPACING)
        outer.addWidget(self.heading)
        outer.addWidget(self.lead)
        if scrolls:
            self._let_scroll()
        else:
            outer.addWidget(self._inner, 1)
        outer.addWidget(self.hint)
        outer.addLayout(self.foot)

    def tell(self, told: QWidget) -> None:
        """Put what there is to tell under the heading."""
        (self.body if self.is_tight else self._outer).insertWidget(_BELOW_LEAD, told)

    def set_compact(self, *, compact: bool) -> None:
        """Leave the room to what the page is about."""
        self.lead.setHidden(compact)
        self._outer.setContentsMargins(*(_LOW_MARGINS if compact else _MARGINS))
        self._outer.setSpacing(_LOW_SPACING if compact else _SPACING)

    def set_tight(self, *, tight: bool) -> None:
        """Let all but the hint scroll with the body, or have it stand around the body again."""
        self.is_tight = tight
        if tight:
            self._gather()
        else:
            self._scatter()

    def set_narrow(self, *, narrow: bool) -> None:
        """Break the words of buttons from now on, or no longer."""
        if self._breaking is None:
            self._breaking = QTimer(self._page, singleShot=True, interval=0)
            self._breaking.timeout.connect(self._on_breaking_due)
        self.is_narrow = narrow
        self._breaking.start()

    def break_words(self) -> None:
        """Once what was said or laid out just now has its place."""
        if self._breaking is not None:
            self._breaking.start()

    def _on_breaking_due(self) -> None:
        from ui.frame import BUTTONS
        from ui.widgets.broken_words import break_row, break_words  # only large letters need it

        place = self._inner if self.area is None else self.area.viewport()
        break_words(self._inner, place.width() if self.is_narrow else None)
        wizard = self._page.wizard()
        if wizard is not None:
            buttons = [button for which in BUTTONS if (button := wizard.button(which)).isVisible()]
            room = self._page.width() - _AROUND_BUTTONS - _BETWEEN_BUTTONS * (len(buttons) - 1)
            break_row(buttons, room if self.is_narrow else None)

    def _let_scroll(self) -> QScrollArea:
        place = self._outer.indexOf(self._inner)
        area, self.following = page_scroll(self._inner, self._page)
        self._outer.insertWidget(place, area, 1)
        self.area = area
        return area

    def _gather(self) -> None:
        area = self.area or self._let_scroll()
        self._own, self._feet = self.body.count(), self.foot.count()
        _move(self._outer, range(self._outer.indexOf(area)), self.body, 0)
        _move(self.foot, range(self._feet), self.body, self.body.count())

    def _scatter(self) -> None:
        end = self.body.count()
        _move(self.body, range(end - self._feet, end), self.foot, 0)
        # What is told may have come or gone meanwhile.
        _move(self.body, range(self.body.count() - self._own), self._outer, 0)


def _move(source: QVBoxLayout, places: range, target: QVBoxLayout, start: int) -> None:
    items = [item for place in places if (item := source.itemAt(place)) is not None]
    widgets = [widget for item in items if (widget := item.widget()) is not None]
    for place, widget in enumerate(widgets, start):
        source.removeWidget(widget)
        target.insertWidget(place, widget)
