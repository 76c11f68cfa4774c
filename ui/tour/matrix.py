"""The whole tour: a process for each language and scale, because Qt has one scale all its life."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.tour.views import ENVIRONMENT, Scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.tour.run import Order

_SCREEN: Final = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1080}
_ROOT: Final = Path(__file__).parents[2]


def run_all(order: Order, say: Callable[[str], None]) -> int:
    """Every language of `order` at every scale, one after the other. Returns how many of them failed."""
    failed = 0
    platform = _platform(order)
    for scale in Scale if order.scale is None else (order.scale,):
        for language in order.languages:
            say(f"==> {language} at {scale}")
            arguments = ["--out", str(order.out), "--language", language, "--scale", scale.value]
            arguments += ["--no-pictures"] * (not order.pictures) + ["--quick"] * order.quick
            environment = {**os.environ, **ENVIRONMENT[scale], "QT_QPA_PLATFORM": platform}
            command = [sys.executable, "-m", "ui.tour", *arguments]
            done = subprocess.run(command, cwd=_ROOT, env=environment, check=False)  # noqa: S603 - this program
            failed += done.returncode != 0
            if done.returncode not in {0, 1}:
                say(f"tour failed: {language} at {scale}: it ended with status {done.returncode}")
    return failed


def run_style_page(order: Order, say: Callable[[str], None]) -> int:
    """The pictures of the style page, anew. Returns the number of complaints.

    What is installed meanwhile, and the state, stand in a folder whose name says nothing of this machine:
    the pictures show it.
    """
    from ui.tour.run import run

    place = Path(tempfile.gettempdir(), "assent-tour")
    if order.style_page is not None:
        for picture in order.style_page.glob("*.png"):
            picture.unlink()
    complaints = run(replace(order, out=place), say)
    shutil.rmtree(place, ignore_errors=True)
    return complaints


def _platform(order: Order) -> str:
    """Qt's own screenless platform: the same pixels everywhere, on a screen of an ordinary size.

    Without being told it has one of 800×800, and a dialog gets no more than two thirds of that.
    """
    order.out.mkdir(parents=True, exist_ok=True)
    config = order.out / "screen.json"
    config.write_text(
        json.dumps({"screens": [{**_SCREEN, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]})
    )
    return f"offscreen:configfile={config}"
