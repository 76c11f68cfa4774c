"""The wizard on a desktop of its own, operated by a client that hears what a screen reader hears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from helpers.agreements import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER: Final = ROOT / "tests" / "integration" / "accessibility"
_SYSTEM_PYTHON: Final = "/usr/bin/python3"
"""The binding of AT-SPI is Debian's, not one of the packages of `.venv`."""
_PATIENCE: Final = 600
"""Seconds after which a walk is given up."""


@dataclass(frozen=True)
class Place:
    """Where a wizard runs: whose home and state it finds, and which program and bundle."""

    home: Path
    state: Path
    program: Path = ROOT
    bundle: Path | None = None
    """None: the one that is shipped."""

    @property
    def environment(self) -> dict[str, str]:
        """What the process is told of it, on an X display."""
        told = {"HOME": str(self.home), "ASSENT_STATE": str(self.state), "QT_QPA_PLATFORM": "xcb"}
        if self.bundle is not None:
            told["ASSENT_BUNDLE"] = str(self.bundle)
        return {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"} | told


def walk(place: Place, script: str, *words: str, language: str) -> dict[str, Any]:
    """What a walk through one wizard brought back; `script` of the folder of these tests takes `words`."""
    done = subprocess.run(
        [
            *(str(_FOLDER / "desktop.sh"), _SYSTEM_PYTHON, str(_FOLDER / script), *words, "--"),
            *(sys.executable, "-m", "ui", "--lang", language),
        ],
        cwd=place.program,
        env=place.environment,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said
