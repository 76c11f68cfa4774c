"""The sizes, scales and looks that the tour shows the wizard in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize

from ui.palettes import Look
from ui.wizard import DEFAULT_SIZE

if TYPE_CHECKING:
    from collections.abc import Mapping


class Scale(StrEnum):
    """How large the system draws. A process has one scale for all its life."""

    NORMAL = "100"
    DOUBLE = "200"
    """Everything twice as large: a screen of many pixels."""
    DOUBLE_TEXT = "text-200"
    """Only the text twice as large, as systems offer it to those who see less well."""


@dataclass(frozen=True)
class View:
    """One size of the window at one scale."""

    name: str
    size: QSize
    """In pixels of the layout; on the screen they are times the scale."""
    scale: Scale


DEFAULT: Final = View("default", DEFAULT_SIZE, Scale.NORMAL)

VIEWS: Final = (
    View("800x600", QSize(800, 600), Scale.NORMAL),
    View("1280x800", QSize(1280, 800), Scale.NORMAL),
    # What a screen of 1920×1080 has room for at 200 %.
    View("200", QSize(960, 540), Scale.DOUBLE),
    View("text-200-800x600", QSize(800, 600), Scale.DOUBLE_TEXT),
    View("text-200", QSize(1280, 800), Scale.DOUBLE_TEXT),
)

LOOKS: Final = (Look.LIGHT, Look.DARK, Look.CONTRAST_DARK)

ENVIRONMENT: Final[Mapping[Scale, Mapping[str, str]]] = {
    Scale.NORMAL: {"QT_SCALE_FACTOR": "1"},
    Scale.DOUBLE: {"QT_SCALE_FACTOR": "2"},
    # The size of text comes with the application's font.
    Scale.DOUBLE_TEXT: {"QT_SCALE_FACTOR": "1"},
}
"""What tells Qt the scale before its application is made."""

TEXT: Final[Mapping[Scale, int]] = {Scale.NORMAL: 1, Scale.DOUBLE: 1, Scale.DOUBLE_TEXT: 2}
"""How many times larger than usual the system's font is."""


def views_at(scale: Scale) -> tuple[View, ...]:
    """The views that a process of this scale can show."""
    return tuple(view for view in VIEWS if view.scale is scale)
