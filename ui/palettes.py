"""The colours of the interface, as data. `tests/ui/theme` computes the contrast of every pair.

Annotations are not postponed here: each that is has to be compiled once to make a named tuple.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Look(StrEnum):
    """The looks there are. Which one is shown follows the system."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


class Colours(NamedTuple):
    """One look. Every colour is `#rrggbb`.

    Text stands on grounds, and each text colour must reach 4.5:1 on each ground it is used on;
    `edge` (borders of what can be operated) and `focus` must reach 3:1 (WCAG 2.2, 1.4.3, 1.4.11).
    """

    window: str
    """Ground of the window."""
    side: str
    """Ground of the step list."""
    surface: str
    """Ground of cards, inputs and the agreement."""
    sunken: str
    """Ground of bars, and of rows under the pointer."""
    text: str
    muted: str
    link: str
    line: str
    """Decoration only: separates, and is never needed to understand."""
    edge: str
    accent: str
    accent_strong: str
    """The accent under the pointer."""
    on_accent: str
    accent_soft: str
    """Ground of what is chosen."""
    focus: str
    ring: str
    """The focus around what is filled with the accent: 3:1 against it, and against what it stands on."""
    mark: str
    """The sign of a clause whose translation differs."""
    mark_soft: str
    danger: str
    danger_soft: str
    success: str
    success_soft: str


LIGHT: Final = Colours(
    window="#f5f6f9",
    side="#eaedf4",
    surface="#ffffff",
    sunken="#f1f3f8",
    text="#161b26",
    muted="#545d6e",
    link="#1d4fc4",
    line="#dde1e9",
    edge="#7f899b",
    accent="#2456d8",
    accent_strong="#2f62e6",
    on_accent="#ffffff",
    accent_soft="#e4ebfd",
    focus="#2456d8",
    ring="#0b0e15",
    mark="#8a4b00",
    mark_soft="#fff3dc",
    danger="#b01f1a",
    danger_soft="#fdecea",
    success="#12683a",
    success_soft="#e4f5eb",
)

DARK: Final = Colours(
    window="#12151b",
    side="#171b23",
    surface="#1c212b",
    sunken="#242a36",
    text="#e9edf5",
    muted="#a9b2c3",
    link="#9dbaff",
    line="#303745",
    edge="#7d889c",
    accent="#446de0",
    accent_strong="#3d64d2",
    on_accent="#ffffff",
    accent_soft="#25345a",
    focus="#a9c1ff",
    ring="#ffffff",
    mark="#f3bc6a",
    mark_soft="#382c19",
    danger="#ff9d94",
    danger_soft="#402323",
    success="#7cdba3",
    success_soft="#173527",
)

CONTRAST_LIGHT: Final = Colours(
    window="#ffffff",
    side="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    text="#000000",
    muted="#000000",
    link="#00009f",
    line="#000000",
    edge="#000000",
    accent="#00009f",
    accent_strong="#000060",
    on_accent="#ffffff",
    accent_soft="#ffffff",
    focus="#00009f",
    ring="#c85a00",
    mark="#6b2a00",
    mark_soft="#ffffff",
    danger="#8f0000",
    danger_soft="#ffffff",
    success="#004d1f",
    success_soft="#ffffff",
)

CONTRAST_DARK: Final = Colours(
    window="#000000",
    side="#000000",
    surface="#000000",
    sunken="#000000",
    text="#ffffff",
    muted="#ffffff",
    link="#8fe4ff",
    line="#ffffff",
    edge="#ffffff",
    accent="#ffe14d",
    accent_strong="#fff0a3",
    on_accent="#000000",
    accent_soft="#000000",
    focus="#ffe14d",
    ring="#1f6bff",
    mark="#ffb347",
    mark_soft="#000000",
    danger="#ff9d94",
    danger_soft="#000000",
    success="#7dffb0",
    success_soft="#000000",
)

PALETTES: Final = {
    Look.LIGHT: LIGHT,
    Look.DARK: DARK,
    Look.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Look.CONTRAST_DARK: CONTRAST_DARK,
}


_STRAIGHT_BELOW: Final = 0.04045
"""Up to here sRGB is a straight line (IEC 61966-2-1)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _STRAIGHT_BELOW else ((channel + 0.055) / 1.055) ** 2.4
