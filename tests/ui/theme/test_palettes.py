"""Every text can be read on every ground it stands on, in every look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.palettes import PALETTES, Colours, Look, contrast
from ui.widgets.reader_finder import FOUND_STRENGTH

TEXTS = ("text", "muted", "link", "mark", "danger", "success")
GROUNDS = (
    "window",
    "side",
    "surface",
    "sunken",
    "accent_soft",
    "mark_soft",
    "danger_soft",
    "success_soft",
)

LOOKS = pytest.mark.parametrize("look", list(Look))


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1.0)
    # A worked example of the standard's own techniques.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@LOOKS
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_reaches_four_and_a_half_to_one(look: Look, text: str, ground: str) -> None:
    colours = PALETTES[look]
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@LOOKS
@pytest.mark.parametrize("ground", ["accent", "accent_strong"])
def test_text_on_the_accent_reaches_four_and_a_half_to_one(look: Look, ground: str) -> None:
    colours = PALETTES[look]
    assert contrast(colours.on_accent, getattr(colours, ground)) >= 4.5


@LOOKS
@pytest.mark.parametrize("ground", ["accent", "accent_strong", "window", "side", "surface"])
def test_the_ring_around_what_is_filled_reaches_three_to_one(look: Look, ground: str) -> None:
    colours = PALETTES[look]
    assert contrast(colours.ring, getattr(colours, ground)) >= 3.0


@LOOKS
@pytest.mark.parametrize("part", ["edge", "focus", "accent"])
@pytest.mark.parametrize("ground", ["window", "side", "surface", "sunken"])
def test_edges_and_focus_reach_three_to_one(look: Look, part: str, ground: str) -> None:
    colours = PALETTES[look]
    assert contrast(getattr(colours, part), getattr(colours, ground)) >= 3.0


@pytest.mark.parametrize("look", [Look.CONTRAST_LIGHT, Look.CONTRAST_DARK])
@pytest.mark.parametrize("text", TEXTS)
def test_high_contrast_reaches_seven_to_one(look: Look, text: str) -> None:
    colours = PALETTES[look]
    assert contrast(getattr(colours, text), colours.window) >= 7.0


@LOOKS
def test_colours_are_written_out(look: Look) -> None:
    assert PALETTES[look]._fields == Colours._fields
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in PALETTES[look])


@LOOKS
@pytest.mark.parametrize("text", ["text", "muted", "link"])
def test_text_can_be_read_on_a_search_match(look: Look, text: str) -> None:
    colours = PALETTES[look]
    channels = [
        round(int(over, 16) * FOUND_STRENGTH + int(under, 16) * (1 - FOUND_STRENGTH))
        for over, under in zip(_channels(colours.accent), _channels(colours.surface), strict=True)
    ]
    ground = "#" + "".join(f"{channel:02x}" for channel in channels)
    assert contrast(getattr(colours, text), ground) >= 4.5


def _channels(colour: str) -> list[str]:
    return [colour[place : place + 2] for place in (1, 3, 5)]


def test_the_style_page_tells_the_colours_that_there_are() -> None:
    page = (Path(__file__).parents[3] / "docs" / "style" / "README.md").read_text("utf-8")
    told = re.findall(
        r"^\| `(\w+)` \|[^|]+\| `(#\w+)` \| `(#\w+)` \| `(#\w+)` \| `(#\w+)` \|$", page, re.MULTILINE
    )
    assert told == [(name, *(getattr(PALETTES[look], name) for look in PALETTES)) for name in Colours._fields]
