"""The sample bundle, as its own script makes it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from helpers.agreements import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def make_sample(folder: Path) -> str:
    """Make the sample bundle there; what the script said."""
    script = [sys.executable, str(ROOT / "scripts/make_sample_bundle.py"), "--out", str(folder)]
    return subprocess.run(script, check=True, capture_output=True, text=True).stdout
