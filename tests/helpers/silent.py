"""Silent installs as real processes, and what they left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from helpers.agreements import ROOT
from helpers.sites import Site, read_result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def run(
    arguments: list[str], *, program: Path = ROOT, environment: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """Exit status and result. Standard input is closed: whoever waits for input fails at once."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *arguments],
        cwd=program,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    result = read_result(done.stdout)
    assert result["exit"] == done.returncode
    # Besides the result only the progress is told, one object a line.
    assert all(list(json.loads(line)) == ["progress"] for line in done.stderr.splitlines())
    return done.returncode, result


def assent(*arguments: str) -> str:
    """Standard output of another command, which must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def receipts(state_folder: Path) -> list[Path]:
    """The receipts that were written, by name."""
    return sorted((state_folder / "receipts").glob("*.json"))


def has_begun(target: Path) -> bool:
    """Whether a transaction is on record: an empty journal announces nothing and is forgotten."""
    try:
        return (target / ".assent/journal").stat().st_size > 0
    except OSError:
        return False


def killed(arguments: list[str], target: Path, *, after: float) -> bool:
    """Whether a run was killed, `after` seconds from when the engine began; if not, it was faster.

    Not by the clock alone: how long a process takes to start says nothing about the engine.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "installer", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    begun = time.monotonic()
    while not has_begun(target) and process.poll() is None and time.monotonic() - begun < 60:
        time.sleep(0.001)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait(timeout=60) == -signal.SIGKILL


def nothing_happened(site: Site, state_folder: Path) -> bool:
    """Whether nothing is installed and nothing recorded."""
    return (
        not site.target.exists()
        and receipts(state_folder) == []
        and not (state_folder / "log.sqlite3").exists()
    )
