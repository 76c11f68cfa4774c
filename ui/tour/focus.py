"""Whether one can see where the keyboard is: each stop of Tab is pictured without the focus and with it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea

from ui.palettes import contrast
from ui.tour.finding import Fault, Finding, name_of
from ui.tour.geometry import check_focused, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QScrollBar, QWidget

_AROUND: Final = 4
"""Pixels around a widget that may show its focus as well."""
_ENOUGH: Final = 24
"""Pixels that must change: a side of the smallest target. A text cursor alone is less."""
_CLEAR: Final = 3.0
"""Contrast of a pixel with what it was before (WCAG 2.2, 1.4.11)."""


def check_focus(window: QWidget) -> Iterator[Finding]:
    """Every widget that Tab stops at and whose focus changes nothing to be seen, or is not on screen."""
    before: QWidget | None = window.focusWidget()
    bars = [bar for area in window.findChildren(QAbstractScrollArea) for bar in _bars(area)]
    places = [bar.value() for bar in bars]
    for widget in stops(window):
        changed = _changed_by_focus(widget, window)
        if changed < _ENOUGH:
            yield Finding(Fault.FOCUS_UNSEEN, name_of(widget), "", f"{changed} pixels change clearly")
        yield from check_focused(window)
    if before is not None:
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    for bar, place in zip(bars, places, strict=True):
        bar.setValue(place)


def _bars(area: QAbstractScrollArea) -> tuple[QScrollBar, QScrollBar]:
    return area.horizontalScrollBar(), area.verticalScrollBar()


def stops(window: QWidget) -> list[QWidget]:
    """The widgets on screen that Tab stops at."""
    return [
        widget
        for widget in shown(window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
    ]


def _changed_by_focus(widget: QWidget, window: QWidget) -> int:
    # By no reason of the keyboard's: that would move selections and cursors, and so the page.
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    widget.clearFocus()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    place = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) & window.rect()
    without = _pixels(window, place)
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    changes = Counter(
        (was, now) for was, now in zip(without, _pixels(window, place), strict=True) if was != now
    )
    return sum(count for (was, now), count in changes.items() if _is_clear(was, now))


def _pixels(window: QWidget, place: QRect) -> memoryview:
    image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    # Rows of four-byte pixels have no padding.
    return memoryview(bytes(image.constBits())).cast("I")


@cache
def _is_clear(was: int, now: int) -> bool:
    return contrast(_colour(was), _colour(now)) >= _CLEAR


def _colour(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06x}"
