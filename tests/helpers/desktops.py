"""The wizard on a desktop of its own, operated by a client that hears what a screen reader hears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from helpers.agreements import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER: Final = ROOT / "tests" / "integration" / "accessibility"
_SYSTEM_PYTHON: Final = "/usr/bin/python3"
"""The binding of AT-SPI is Debian's, not one of the packages of `.venv`."""
_PATIENCE: Final = 600
"""Seconds after which a walk is given up."""


def walk(script: str, *words: str, home: Path, state: Path, language: str) -> dict[str, Any]:
    """What a walk through one wizard brought back; `script` of the folder of these tests takes `words`."""
    environment = {**os.environ, "HOME": str(home), "ASSENT_STATE": str(state), "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [
            *(str(_FOLDER / "desktop.sh"), _SYSTEM_PYTHON, str(_FOLDER / script), *words, "--"),
            *(sys.executable, "-m", "ui", "--lang", language),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said
