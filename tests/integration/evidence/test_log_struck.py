"""Killed, torn or failed at every single call that changes a file, the log is before or after, and sound."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import attacked_key, grow
from helpers.statements import FIELDS, accepted
from helpers.tracing import AVAILABLE, Strike, struck

from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.upkeep import By

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="needs ptrace on x86-64 Linux")

BEFORE = 3
"""Records in the log before the act."""


def append(log: Log) -> None:
    accepted(log, seal(FIELDS), products=["alpha"])


def erase(log: Log) -> None:
    log.erase([0, 2], "request", By(seal(FIELDS)))


def rotate(log: Log) -> None:
    log.rotate("scheduled", By(seal(FIELDS)))


@dataclass(frozen=True)
class Scene:
    """Something done to a log of `size` records; it adds one."""

    act: Callable[[Log], None]
    size: int


SCENES = {
    "append": Scene(append, BEFORE),
    "first append": Scene(append, 0),
    "erase": Scene(erase, BEFORE),
    "rotate": Scene(rotate, BEFORE),
}
HARD = (Strike.KILL, Strike.TEAR)
DEATHS = [*((name, Strike.KILL) for name in SCENES), ("append", Strike.TEAR), ("first append", Strike.TEAR)]
FAILURES = [*((name, Strike.IO_ERROR) for name in SCENES), ("append", Strike.NO_SPACE)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "state"
    grow(folder, BEFORE)
    return folder


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine that has its key and no log yet."""
    folder = tmp_path_factory.mktemp("new") / "state"
    MachineKey.load_or_create(folder)
    return folder


def work(scene: Scene, folder: Path) -> Callable[[], None]:
    """What the child does: open, act, close."""

    def run() -> None:
        with Log.open(folder, MachineKey.load(folder / KEY_FILE)) as log:
            scene.act(log)

    return run


LEFT_OPEN: list[Log] = []
"""Logs of a child that dies with them: nothing of theirs is written or put back at its end."""


def work_and_die(scene: Scene, folder: Path) -> Callable[[], None]:
    """The same without closing: whatever it meets, the process then ends on the spot."""

    def run() -> None:
        LEFT_OPEN.append(Log.open(folder, MachineKey.load(folder / KEY_FILE)))
        scene.act(LEFT_OPEN[-1])

    return run


def outcomes(
    scene: Scene,
    base: Path,
    to: Path,
    strike: Strike,
    done: Callable[[Scene, Path], Callable[[], None]] = work,
) -> list[tuple[str, int]]:
    """Strike at each call in turn; after each the log must be sound and go on. Code and size each time."""
    found: list[tuple[str, int]] = []
    while True:
        folder = to / f"{strike.name}-{len(found)}"
        shutil.copytree(base, folder)
        outcome = struck(done(scene, folder), folder, len(found) + 1, strike)
        assert outcome.other == ""
        assert outcome.killed is (strike in HARD and outcome.seen > len(found))
        if outcome.seen <= len(found):
            return found
        found.append((outcome.code, sound_and_going_on(folder)))
        shutil.rmtree(folder)


def sound_and_going_on(folder: Path) -> int:
    """How many records the log has; everything that stands there holds, and another append works."""
    with Log.open(folder, MachineKey.load(folder / KEY_FILE)) as log:
        size = log.size()
        assert len(log.statements()) == size
        accepted(log, seal(FIELDS), products=["after"])
        assert len(log.statements()) == size + 1
    assert fsck(folder, attacked_key(folder).public) == ()
    return size


@pytest.mark.parametrize(("name", "strike"), DEATHS)
def test_a_process_that_dies_at_any_call_leaves_the_log_before_or_after(
    base: Path, new: Path, tmp_path: Path, name: str, strike: Strike
) -> None:
    scene = SCENES[name]
    found = outcomes(scene, base if scene.size else new, tmp_path, strike)
    sizes = [size for _, size in found]
    assert len(found) > 20
    # Once it is there it stays: no later death takes it away again.
    assert sizes == sorted(sizes)
    assert set(sizes) == {scene.size, scene.size + 1}


@pytest.mark.parametrize(("name", "strike"), FAILURES)
def test_a_disk_that_fails_at_any_call_refuses_with_a_code_or_not_at_all(
    base: Path, new: Path, tmp_path: Path, name: str, strike: Strike
) -> None:
    scene = SCENES[name]
    found = outcomes(scene, base if scene.size else new, tmp_path, strike)
    refused = [size for code, size in found if code]
    assert refused
    assert {code for code, _ in found} <= {"", "evidence.log-unwritable", "evidence.key-unreadable"}
    # What was refused is not there; what was not refused is.
    assert {size for code, size in found if not code} <= {scene.size + 1}
    if name not in ("rotate", "erase"):  # these go on after the log: a key takes its name, old bytes go
        assert set(refused) == {scene.size}


@pytest.mark.parametrize("name", ["append", "first append"])
def test_only_a_last_sync_that_fails_before_the_process_dies_may_leave_what_was_refused(
    base: Path, new: Path, tmp_path: Path, name: str
) -> None:
    scene = SCENES[name]
    found = outcomes(scene, base if scene.size else new, tmp_path, Strike.IO_ERROR, work_and_die)
    *before, (code, size) = found
    assert {stored for refused, stored in before if refused} == {scene.size}
    # The sync is the last call: what it did not promise may be read back, and is whole (`outcomes` looks).
    assert code == "evidence.log-unwritable"
    assert size in (scene.size, scene.size + 1)
