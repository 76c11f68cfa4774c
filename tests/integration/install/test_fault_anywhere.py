"""Every file-system call of an install, upgrade, repair and uninstall: killed, torn, failing there."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.externals import Part, bundle_of
from helpers.faults import CHANGING, READING, Counter, arm, fail, in_child, kill, tear
from helpers.proofs import Covered

from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.registration.spec import Registration
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from installer.install.bundle import Bundle

    Bundles: TypeAlias = tuple[Bundle, Bundle, Bundle]

FIRST = {
    "core": {"bin/core": b"core 1", "share/core/table.csv": b"1,2,3\n" * 500, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 1", "share/extra/deep/er/data": bytes(3000)},
}
SECOND = {
    "core": {"bin/core": b"core 2", "share/core/new.csv": b"4,5\n" * 500, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 2", "share/extra/deep/er/data": bytes(4000), "share/extra/more": b"m"},
}
DESK = Part(
    {"bin/desk": b"desk", "share/desk/data": b"desk data"},
    registration=Registration(name={"en": "Desk"}, exec="bin/desk"),
    folders=("spool/desk",),
)
OTHER = {"bin/other": b"other", "share/other/data": b"other data", "other.ini": b"a = 1"}
THEIRS = {"notes.txt": b"mine", "share/core/mine.txt": b"mine too"}


@dataclass(frozen=True)
class Scenario:
    """A target before, and the work that is interrupted."""

    prepare: Callable[[Path], object]
    work: Callable[[Path], object]


@pytest.fixture(scope="module")
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: thousands of syncs would wait for everybody's disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def menu(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Menu entries go into the target too, so that its picture shows what becomes of them."""
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(quick / "target/menu"))


@pytest.fixture(scope="module")
def bundles(quick: Path) -> Bundles:
    requires = {"extra": ("core",)}
    return (
        make_bundle(quick / "first", FIRST | {"other": OTHER}, version="1.0", requires=requires),
        make_bundle(quick / "second", SECOND, version="2.0", requires=requires),
        bundle_of(quick / "desk", {"desk": DESK}),
    )


def install(bundle: Bundle, target: Path, component_id: str = "extra", leaving: tuple[str, ...] = ()) -> None:
    plan = make_plan(bundle, (component_id,), target, leaving=leaving)
    run(bundle, plan, Covered(), ignore, Cancel())


def scenario_of(name: str, bundles: Bundles) -> Scenario:
    first, second, desk = bundles

    def installed_and_changed(target: Path) -> None:
        install(first, target)
        write_files(target, {**THEIRS, "bin/extra": b"changed by hand"})

    def installed_and_damaged(target: Path) -> None:
        installed_and_changed(target)
        (target / "bin/core").unlink()
        (target / "LICENSE").chmod(0o600)
        shutil.rmtree(target / "share/extra")

    def stripped(target: Path) -> None:
        install(desk, target, "desk")
        (target / "bin/desk").unlink()
        shutil.rmtree(target / "spool")
        for entry in (target / "menu/applications").iterdir():
            entry.unlink()

    def only_the_other(target: Path) -> None:
        install(first, target, "other")
        write_files(target, {**THEIRS, "other.ini": b"changed by hand"})

    return {
        "install into nothing": Scenario(lambda _target: None, lambda target: install(first, target)),
        "install beside others": Scenario(
            lambda target: write_files(target, {**THEIRS, "LICENSE": b"another's"}),
            lambda target: install(first, target),
        ),
        "upgrade": Scenario(installed_and_changed, lambda target: install(second, target)),
        "uninstall all": Scenario(installed_and_changed, lambda target: uninstall(target, (), ignore)),
        "uninstall one": Scenario(
            installed_and_changed, lambda target: uninstall(target, ("extra",), ignore)
        ),
        "repair": Scenario(
            installed_and_damaged, lambda target: repair(first, Wanted(target), Covered(), ignore)
        ),
        "repair beside files": Scenario(
            stripped, lambda target: repair(desk, Wanted(target), Covered(), ignore)
        ),
        "modify": Scenario(
            only_the_other, lambda target: install(second, target, "extra", leaving=("other",))
        ),
    }[name]


NAMES = (
    "install into nothing",
    "install beside others",
    "upgrade",
    "uninstall all",
    "uninstall one",
    "repair",
    "repair beside files",
    "modify",
)


def states(scenario: Scenario, quick: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The old and the new picture."""
    target = fresh(scenario, quick)
    old = picture(target)
    scenario.work(target)
    return old, picture(target)


def fresh(scenario: Scenario, quick: Path) -> Path:
    target = quick / "target"
    shutil.rmtree(target, ignore_errors=True)
    scenario.prepare(target)
    return target


def count_calls(scenario: Scenario, quick: Path, calls: tuple[str, ...]) -> int:
    target = fresh(scenario, quick)

    def work() -> int:
        counter = Counter(0, kill)
        arm(counter, calls)
        scenario.work(target)
        return counter.seen

    ended = in_child(work)
    assert not ended.other
    assert ended.result > 20
    return int(ended.result)


def work_with_fault(scenario: Scenario, target: Path, counter: Counter, calls: tuple[str, ...]) -> object:
    def work() -> None:
        arm(counter, calls)
        scenario.work(target)

    return work


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("strike", [kill, tear], ids=["killed-before", "killed-in-the-middle"])
def test_killed_at_any_call_the_next_process_finds_the_old_or_the_new_tree(
    name: str, strike: object, quick: Path, bundles: Bundles, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = scenario_of(name, bundles)
    old, new = states(scenario, quick)
    calls = count_calls(scenario, quick, CHANGING)
    ends = {"old": 0, "new": 0}
    for at in range(1, calls + 1):
        target = fresh(scenario, quick)
        ended = in_child(work_with_fault(scenario, target, Counter(at, strike), CHANGING))
        assert ended.killed, (at, ended)
        recovered = in_child(lambda target=target: recover(target).ending.value)
        assert (recovered.code, recovered.other) == ("", ""), (at, recovered)
        after = picture(target)
        assert after in (old, new), at
        assert recovered.result != "rolled-back" or after == old
        assert recovered.result != "finished" or after == new
        assert set(leftovers(target)) <= {"lock"}, at
        ends["new" if after == new else "old"] += 1
    assert min(ends.values()) > 0
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {calls} kill points, {ends['old']} end old, {ends['new']} end new\n")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_a_failure_at_any_call_leaves_the_old_or_the_new_tree(
    name: str, number: int, quick: Path, bundles: Bundles, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = scenario_of(name, bundles)
    old, new = states(scenario, quick)
    names = CHANGING + READING
    calls = count_calls(scenario, quick, names)
    codes: dict[str, int] = {}
    for at in range(1, calls + 1):
        target = fresh(scenario, quick)
        ended = in_child(work_with_fault(scenario, target, Counter(at, fail(number)), names))
        assert not ended.killed
        assert not ended.other, (at, ended)
        codes[ended.code or "done"] = codes.get(ended.code or "done", 0) + 1
        if ended.code not in {"", "install.rollback-incomplete"}:
            assert picture(target) == old, (at, ended)
        if not ended.code:
            assert picture(target) == new or leftovers(target), at
        recovered = in_child(lambda target=target: recover(target).ending.value)
        assert (recovered.code, recovered.other) == ("", ""), (at, recovered)
        after = picture(target)
        assert after == (new if not ended.code else after), at
        assert after in (old, new), (at, ended, set(after.items()) ^ set(new.items()))
        assert set(leftovers(target)) <= {"lock"}, (at, ended)
    expected = "install.disk-full" if number == errno.ENOSPC else "install.failed"
    assert codes[expected] > 10
    assert set(codes) <= {expected, "done", "install.rollback-incomplete"}
    with capsys.disabled():
        sys.stdout.write(f"\n{name}, {errno.errorcode[number]}: {calls} calls, {codes}\n")


def test_recovery_killed_at_any_call_is_ended_by_the_next_one(quick: Path, bundles: Bundles) -> None:
    scenario = scenario_of("upgrade", bundles)
    old, new = states(scenario, quick)
    calls = count_calls(scenario, quick, CHANGING)
    killed = 0
    for first in range(calls // 3, calls, 5):
        for at in range(1, 40, 2):
            target = fresh(scenario, quick)
            assert in_child(work_with_fault(scenario, target, Counter(first, kill), CHANGING)).killed

            def recovering(target: Path = target, at: int = at) -> None:
                arm(Counter(at, kill), CHANGING)
                recover(target)

            killed += in_child(recovering).killed
            assert in_child(lambda target=target: recover(target).ending.value).code == ""
            assert picture(target) in (old, new), (first, at)
    assert killed > 50


def test_rollback_killed_at_any_call_is_ended_by_the_next_process(quick: Path, bundles: Bundles) -> None:
    first, second, _ = bundles
    scenario = scenario_of("upgrade", bundles)
    old, new = states(scenario, quick)

    def cancelled(target: Path, counter: Counter) -> None:
        cancel = Cancel()

        def cancel_late(progress: Progress) -> None:
            if progress.phase == "commit" and progress.done_files == 3:
                cancel.request()
                arm(counter, CHANGING)

        run(second, make_plan(second, ("extra",), target), Covered(), cancel_late, cancel)

    del first
    at = 0
    while True:
        at += 1
        target = fresh(scenario, quick)
        ended = in_child(lambda target=target, at=at: cancelled(target, Counter(at, kill)))
        if not ended.killed:
            assert ended.code == "install.cancelled"
            break
        assert in_child(lambda target=target: recover(target).ending.value).code == ""
        assert picture(target) in (old, new), at
    assert picture(target) == old
    assert at > 10
