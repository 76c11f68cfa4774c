"""The log under real processes: several at once, and killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log

PROGRAM = Path(__file__).parents[2] / "helpers" / "append_many.py"


def start(folder: Path, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), str(folder), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{PROGRAM.parents[1]}{os.pathsep}{PROGRAM.parents[2]}"},
    )


def digests(folder: Path) -> list[str]:
    with Log.open(folder, MachineKey.load(folder / KEY_FILE)) as log:
        return [logged.digest for logged in log.statements()]


def test_processes_that_append_at_once_to_a_new_log_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    running = [start(folder, 15) for _ in range(3)]
    said: set[str] = set()
    for process in running:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        said |= set(output.split())
    assert len(said) == 45
    assert set(digests(folder)) == said
    assert fsck(folder, MachineKey.load(folder / KEY_FILE).public) == ()


@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13])
def test_a_process_killed_during_appends_leaves_the_log_before_or_after(tmp_path: Path, after: int) -> None:
    folder = tmp_path / "state"
    with start(folder, 100_000) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(after)]
        process.kill()
        said += process.stdout.read().split()
    # A line may be cut in the middle by the kill; what was said whole is durable.
    whole = [digest for digest in said if len(digest) == 64]
    found = digests(folder)
    assert found[: len(whole)] == whole
    assert len(found) <= len(whole) + 1
    assert fsck(folder, MachineKey.load(folder / KEY_FILE).public) == ()
