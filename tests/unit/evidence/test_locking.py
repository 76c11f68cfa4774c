"""The lock of the log: one holder at a time, across processes, and gone with its holder."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock, Timeout

from installer.evidence.locking import holding

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from installer.evidence.locking import holding
with holding(Path(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.read()
"""


def held_elsewhere(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock until its input ends or it dies."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_what_another_process_holds_is_not_had(tmp_path: Path) -> None:
    holder = held_elsewhere(tmp_path / "lock")
    with pytest.raises(TimeoutError), holding(tmp_path / "lock", 0.05):
        pytest.fail("held twice")
    holder.communicate()


def test_who_waits_gets_it_when_the_holder_dies(tmp_path: Path) -> None:
    holder = held_elsewhere(tmp_path / "lock")
    holder.kill()
    with holding(tmp_path / "lock", 5):
        pass
    holder.communicate()


def test_it_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), holding(tmp_path / "lock", 0.05):
        raise ZeroDivisionError
    with holding(tmp_path / "lock", 0.05):
        assert (tmp_path / "lock").exists()


def test_a_program_that_uses_filelock_sees_that_it_is_held(tmp_path: Path) -> None:
    with (
        holding(tmp_path / "lock", 0.05),
        pytest.raises(Timeout),
        FileLock(tmp_path / "lock", timeout=0.05),
    ):
        pytest.fail("held twice")


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), holding(tmp_path / "absent" / "lock", 0.05):
        pytest.fail("nothing to hold")
