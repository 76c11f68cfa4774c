"""What a look at a window may find, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LONGEST: Final = 60
"""Characters of a text that are enough to know it by."""


class Fault(StrEnum):
    """The kinds of findings."""

    CLIPPED = "clipped"
    """Words need more room than they have."""
    OVERLAP = "overlap"
    """Two texts or controls lie on each other."""
    OUTSIDE = "outside"
    """A part lies where neither window nor scrolling shows it."""
    SMALL_TARGET = "small-target"
    """Less than 24 pixels to hit (WCAG 2.2, 2.5.8)."""
    CRAMPED = "cramped"
    """A part that scrolls shows too little at a time to be read."""
    TOO_LARGE = "too-large"
    """The window will not be as small as it was asked to be."""
    STALE_COLOUR = "stale-colour"
    """A link has the colour of another look."""
    FOCUS_UNSEEN = "focus-unseen"
    """Nothing that can be seen says that the keyboard is here (WCAG 2.2, 2.4.7)."""
    FOCUS_CUT = "focus-cut"
    """What has the keyboard is not on screen as a whole (WCAG 2.2, 2.4.11)."""
    FOREIGN = "foreign"
    """Words that are not in the language that is spoken."""


@dataclass(frozen=True)
class Finding:
    """One fault, in a line that a person can act on."""

    fault: Fault
    where: str
    """The widget, by its names from the window inwards."""
    text: str
    detail: str

    def __str__(self) -> str:
        words = f" “{short(self.text)}”" if self.text else ""
        return f"{self.fault}: {self.where}{words}: {self.detail}"


def name_of(widget: QWidget) -> str:
    """The widget's own name or class, after the names of what it stands in."""
    names = [type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else "")]
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        if parent.objectName() and not parent.objectName().startswith("qt_"):
            names.append(parent.objectName())
        parent = None if parent.isWindow() else parent.parentWidget()
    return " > ".join(reversed(names))


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
