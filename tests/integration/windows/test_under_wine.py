"""The tests of tests/windows, on the Windows build of Python under Wine."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.windows_installers import VARIABLE, build_all

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = ROOT / "scripts/windows"


def is_made() -> bool:
    if sys.platform != "linux":
        return False
    return subprocess.run([SCRIPT, "is-made"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not is_made(), reason="build/windows is not made, or old: scripts/windows make")
def test_what_only_windows_can_show_is_so_under_wine(tmp_path: Path) -> None:
    build_all(tmp_path / "installers")
    command = [SCRIPT, "test", "tests/windows", "-q", "-p", "no:randomly", "--tb=short"]
    environment = os.environ | {VARIABLE: f"Z:{tmp_path}/installers"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
