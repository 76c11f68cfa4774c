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

_FEW_COLOURS: Final = (Look.CONTRAST_LIGHT, Look.CONTRAST_DARK)
"""Looks in which lines say what other looks say by a shade."""
_DARK_GROUNDS: Final = (Look.DARK, Look.CONTRAST_DARK)


def make_style_sheet(look: Look, points: float) -> str:
    """The style sheet for a look, at `points` as the normal size of text."""
    values = PALETTES[look]._asdict()
    values.update({f"{name}_size": f"{points * factor:.2f}pt" for name, factor in _SIZES.items()})
    values["icons"] = ICONS.as_posix()
    values["check"] = "check-ink" if look in _DARK_GROUNDS else "check-white"
    few = look in _FEW_COLOURS
    values["unusable"] = "dashed" if few else "solid"
    values["selected"] = values["edge"] if few else "transparent"
    return Template(STYLE_SHEET.read_text(encoding="utf-8")).substitute(values)
