"""An upgrade that fails, or is ended by `TerminateProcess`, at the n-th call of the system."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, picture
from helpers.faults import fail
from helpers.small_upgrade import bundles, install, installed
from helpers.windows_faults import armed, call_counter, in_another_process, terminate

from installer.errors import AssentError, Code
from installer.install.destination import Root
from installer.install.lock import lock
from installer.install.recovery import recover, recover_locked

if TYPE_CHECKING:
    from installer.install.bundle import Bundle

EVERY = os.environ.get("ASSENT_EVERY_POINT") == "1"
"""All of them take long; without this some are left out, evenly."""

KILLED = """
import sys
from pathlib import Path
from helpers.bundles import trust_of
from helpers.small_upgrade import install
from helpers.windows_faults import armed, call_counter, terminate
from installer.install.bundle import load_bundle
bundle, target, at = load_bundle(Path(sys.argv[1]), trust_of()), Path(sys.argv[2]), int(sys.argv[3])
with armed(call_counter(terminate, at)):
    install(bundle, target)
"""


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Bundle, Bundle]:
    return bundles(tmp_path)


def calls_of_an_upgrade(
    versions: tuple[Bundle, Bundle], folder: Path
) -> tuple[int, dict[str, str], dict[str, str]]:
    """How many calls it makes, the state before and the state after."""
    installed(versions[0], folder / "before")
    target = again(folder)
    before = picture(target)
    with armed(call_counter(terminate, 0)) as counter:
        install(versions[1], target)
    return counter.seen, before, picture(target)


def say(capsys: pytest.CaptureFixture[str], counts: str) -> None:
    """Print it although the test passes."""
    with capsys.disabled():
        sys.stdout.write(f"\n{counts}\n")


def again(folder: Path) -> Path:
    """The target as it was before the upgrade."""
    target = folder / "target"
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(folder / "before", target))


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EBUSY])
def test_a_failure_at_every_call_of_an_upgrade_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, versions: tuple[Bundle, Bundle], number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    calls, old, new = calls_of_an_upgrade(versions, tmp_path)
    assert calls > 100
    points = range(1, calls + 1, 1 if EVERY else 3 if number == errno.EIO else 11)
    ends = {"old": 0, "new": 0}
    for at in points:
        target = again(tmp_path)
        code = None
        with armed(call_counter(fail(number), at)):
            try:
                install(versions[1], target)
            except AssentError as error:
                code = error.code
        recover(target)
        now = picture(target)
        assert now == (new if code is None else old) or (
            code is Code.ROLLBACK_INCOMPLETE and now in (old, new)
        )
        # What was in use goes with the next transaction.
        with Root(target) as root, lock(root):
            recover_locked(root)
        assert leftovers(target) == []
        ends["new" if now == new else "old"] += 1
    assert ends["old"] > len(points) // 2
    say(capsys, f"{len(points)} of {calls} calls of an upgrade failed with {errno.errorcode[number]}: {ends}")


def test_an_upgrade_ended_at_any_call_is_finished_or_taken_back_by_the_next_start(
    tmp_path: Path, versions: tuple[Bundle, Bundle], capsys: pytest.CaptureFixture[str]
) -> None:
    calls, old, new = calls_of_an_upgrade(versions, tmp_path)
    points = range(1, calls + 1, 1 if EVERY else calls // 6)
    ends = {"old": 0, "new": 0}
    for at in points:
        target = again(tmp_path)
        ended = in_another_process(KILLED, versions[1].folder, target, str(at))
        assert ended.returncode == 15, ended.stderr
        recover(target)
        assert picture(target) in (old, new)
        assert set(leftovers(target)) <= {"lock"}
        ends["new" if picture(target) == new else "old"] += 1
    assert min(ends.values()) > 0
    say(capsys, f"{len(points)} of {calls} calls of an upgrade ended by TerminateProcess: {ends}")
