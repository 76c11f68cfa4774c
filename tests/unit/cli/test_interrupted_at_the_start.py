"""Ctrl-C before the program is loaded: it is said as at any other time, and nothing is done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from installer.errors import Outcome
from installer.host import exit_status

ROOT = Path(__file__).parents[3]
INTERRUPTED = """
import runpy, sys

class Pressed:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            sys.meta_path.remove(self)
            raise KeyboardInterrupt

sys.meta_path.insert(0, Pressed())
sys.argv[1:] = ["install", "--json"]
runpy.run_module("installer", run_name="__main__", alter_sys=True)
"""


def test_it_ends_as_a_cancelled_run(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT,
        env={"ASSENT_STATE": str(tmp_path / "state"), "PATH": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (exit_status(Outcome.CANCELLED), "")
    result = json.loads(done.stdout)
    assert (result["result"], result["error"]["code"]) == ("cancelled", "install.cancelled")
    assert not (tmp_path / "state").exists()
