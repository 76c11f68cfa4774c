"""The short version of `scripts/tour`: everything by geometry, in the least room, without pictures.

The whole of it, with every look and size, is `scripts/tour`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.palettes import Look
from ui.tour.matrix import run_all
from ui.tour.run import Order
from ui.tour.views import ENVIRONMENT, LOOKS, VIEWS, Scale, views_at

if TYPE_CHECKING:
    from pathlib import Path


# The longer language where there is less room; `test_situations` sees it at the other scale.
@pytest.mark.parametrize(("scale", "language"), [(Scale.NORMAL, "en"), (Scale.DOUBLE, "hu")])
def test_nothing_is_clipped_hidden_or_too_small_in_the_least_room(
    out: Path, scale: Scale, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    order = Order(out, (language,), scale, pictures=False, quick=True)
    failed = run_all(order, print)
    said = capfd.readouterr().out
    assert failed == 0, said
    assert said.count("receipt valid") == 1
    assert not (out / language).exists()


def test_the_views_and_looks_are_those_that_were_promised() -> None:
    sizes = [(view.size.width(), view.size.height(), view.scale) for view in VIEWS[:2]]
    assert sizes == [(800, 600, Scale.NORMAL), (1280, 800, Scale.NORMAL)]
    assert {view.scale for view in VIEWS} == set(Scale) == set(ENVIRONMENT)
    assert LOOKS[:2] == (Look.LIGHT, Look.DARK)
    assert LOOKS[2] in {Look.CONTRAST_DARK, Look.CONTRAST_LIGHT}


def test_every_scale_has_a_view() -> None:
    assert all(views_at(scale) for scale in Scale)
