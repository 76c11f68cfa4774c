"""The style sheet of a look. Nothing of Qt: it is loaded before that (`ui.beforehand`)."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Final

from ui.palettes import PALETTES, Look

FAMILY: Final = "Assent Sans"
FONTS: Final = Path(__file__).parent / "fonts"
ICONS: Final = Path(__file__).parent / "icons"
STYLE_SHEET: Final = Path(__file__).parent / "theme.qss"

_SIZES: Final = {"small": 0.92, "normal": 1.0, "lead": 1.08, "title": 1.2, "heading": 1.75}
"""Sizes of text against the normal one."""

_CIRCLE: Final = 1.5
"""A side of a step's circle, in heights of a line."""
_LEAST_ROW: Final = 28
_LEAST_PAD: Final = 3
"""Pixels, where the steps would have to scroll otherwise."""
BETWEEN_CIRCLES: Final = 4
"""Pixels that circles in low rows keep from each other."""
_MOST_CLEAR: Final = 24
"""Pixels of the sign that empties an input."""
_BOX_EDGE: Final = 2
"""Pixels of the edge of a box to tick."""

_FEW_COLOURS: Final = (Look.CONTRAST_LIGHT, Look.CONTRAST_DARK)
"""Looks in which lines say what other looks say by a shade."""
_DARK_GROUNDS: Final = (Look.DARK, Look.CONTRAST_DARK)


def make_style_sheet(look: Look, points: float, line: int) -> str:
    """The style sheet for a look, at `points` as the normal size of text, with lines of `line` pixels."""
    values = PALETTES[look]._asdict()
    values.update({f"{name}_size": f"{points * factor:.2f}pt" for name, factor in _SIZES.items()})
    values.update({name: f"{pixels}px" for name, pixels in _shapes(line).items()})
    values["icons"] = ICONS.as_posix()
    values["check"] = "check-ink" if look in _DARK_GROUNDS else "check-white"
    few = look in _FEW_COLOURS
    values["unusable"] = "dashed" if few else "solid"
    values["selected"] = values["edge"] if few else "transparent"
    values["chosen"] = values["line" if few else "accent_soft"]
    return Template(STYLE_SHEET.read_text(encoding="utf-8")).substitute(values)


def step_circles(line: int) -> tuple[int, int]:
    """The sides in pixels of a step's circle beside lines of that height: as a rule, and in low rows."""
    return 2 * int(_CIRCLE * line / 2), 2 * ((least_row(line) - BETWEEN_CIRCLES) // 2)


def least_row(line: int) -> int:
    """The height in pixels of a step's row where the list would have to scroll otherwise."""
    return max(_LEAST_ROW, line + 2 * _LEAST_PAD)


def _shapes(line: int) -> dict[str, int]:
    """What grows with the text and is no multiple of a line, in pixels.

    A corner may be as round as half a side and no rounder: Qt makes it square then.
    """
    box, bar = 2 * round(line / 2), 2 * round(line / 4)
    circle, low_circle = step_circles(line)
    return {
        "box": box,
        "box_radius": round(0.3 * box),
        "radio_radius": box // 2 + _BOX_EDGE,
        # Qt keeps so much room for it at the end of a line, whatever the text.
        "clear": min(line, _MOST_CLEAR),
        # A row is not measured by its box.
        "row": max(_LEAST_ROW, box + 2 * _BOX_EDGE),
        "bar": bar,
        "bar_radius": bar // 2 + 1,
        "chunk_radius": bar // 2,
        "step_radius": circle // 2,
        "low_step_radius": low_circle // 2,
    }
