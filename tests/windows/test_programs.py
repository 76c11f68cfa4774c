"""External programs in a job object: nothing of theirs outlives a cancel."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from installer.install.external.process import End, Ran, Start, environment_of, run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def python(text: str, folder: Path, timeout: int = 60, *, cancel_after: float = 0) -> Ran:
    until = time.monotonic() + cancel_after
    start = Start((sys.executable, "-c", text), folder, timeout, environment_of((), {}))
    return run(start, lambda: bool(cancel_after) and time.monotonic() > until)


def test_a_program_ends_with_its_whole_exit_status_and_what_it_said(tmp_path: Path) -> None:
    ran = python("import sys; print('first'); print('last'); sys.exit(3010)", tmp_path)
    assert (ran.end, ran.status, ran.last_line) == (End.EXITED, 3010, "last")


def test_what_is_not_there_is_not_started() -> None:
    ran = run(Start((r"C:\no\such\program.exe",), "C:\\", 5, environment_of((), {})), lambda: False)
    assert ran.end is End.NOT_STARTED


CHILDREN = """
import subprocess, sys, time
child = "import time; from pathlib import Path; time.sleep({wait}); Path('survived').touch()"
subprocess.Popen([sys.executable, "-c", child])
time.sleep(60)
"""


def test_a_cancel_ends_the_program_and_all_that_it_started(tmp_path: Path) -> None:
    ran = python(CHILDREN.format(wait=4), tmp_path, cancel_after=1.5)
    assert ran.end is End.CANCELLED
    time.sleep(4)
    assert not (tmp_path / "survived").exists()


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    ran = python("import time; time.sleep(60)", tmp_path, timeout=1)
    assert ran.end is End.TIMEOUT
    assert ran.milliseconds < 30_000


def test_it_sees_what_windows_programs_need_and_nothing_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRIVATE_TO_SOMEBODY", "x")
    ran = python("import os; print(sorted(os.environ))", tmp_path)
    assert "SYSTEMROOT" in ran.last_line.upper() or "'SYSTEMDRIVE'" in ran.last_line.upper()
    assert "PRIVATE_TO_SOMEBODY" not in ran.last_line
