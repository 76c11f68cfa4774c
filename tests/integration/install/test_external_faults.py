"""External programs and desktop entries in the fault matrix: killed, torn and failing at every call."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, picture
from helpers.externals import Part, bundle_of, runs, script
from helpers.faults import CHANGING, READING, Counter, arm, fail, in_child, kill, tear
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.registration.spec import Registration
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from installer.install.bundle import Bundle

FIRST = {"bin/core": b"1", "file": b"a file", "folder/x": b"in a folder"}
SECOND = {"bin/core": b"2", "file/x": b"now in a folder", "folder": b"now a file"}
RENAMED = Registration(name={"en": "Core 2"}, exec="bin/core")
ENTRY = Registration(name={"en": "Core", "hu": "Mag"}, exec="bin/core", categories=("Utility",))


@dataclass(frozen=True)
class World:
    """A folder with everything: the target, the system outside it, the desktop, two bundles."""

    folder: Path
    first: Bundle
    second: Bundle

    @property
    def target(self) -> Path:
        return self.folder / "world" / "target"

    @property
    def system(self) -> Path:
        return self.folder / "world" / "system"

    @property
    def desktop(self) -> Path:
        return self.folder / "world" / "share" / "applications"

    def fresh(self) -> None:
        shutil.rmtree(self.folder / "world", ignore_errors=True)
        self.system.mkdir(parents=True)

    def install(self, bundle: Bundle) -> None:
        run(bundle, make_plan(bundle, ("tool",), self.target), Covered(), ignore, Cancel())

    def looks(self) -> tuple[dict[str, str], dict[str, str], bool]:
        """The target, the desktop, and whether the tool is on the system."""
        desktop = picture(self.desktop) if self.desktop.exists() else {}
        return picture(self.target), desktop, (self.system / "opt/tool/uninstall").exists()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with (
        tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        base = Path(folder)
        for name in ("XDG_DATA_DIRS", "XDG_DATA_HOME"):
            patch.setenv(name, str(base / "world/share"))
        system = base / "world/system"
        tool = script(system, "tool", requires=("core",))
        yield World(
            base,
            bundle_of(base / "a", {"core": Part(FIRST, registration=ENTRY), "tool": tool}),
            bundle_of(base / "b", {"core": Part(SECOND, (), None, RENAMED, ("empty",)), "tool": tool}, "2.0"),
        )


SCENARIOS: dict[str, tuple[Callable[[World], object], Callable[[World], object]]] = {
    "install": (lambda _world: None, lambda world: world.install(world.first)),
    "upgrade": (lambda world: world.install(world.first), lambda world: world.install(world.second)),
    "uninstall": (
        lambda world: world.install(world.first),
        lambda world: uninstall(world.target, (), ignore),
    ),
}


def begin(world: World, name: str) -> None:
    """The world before: prepared once for each scenario, then copied."""
    before = world.folder / name
    if not before.exists():
        world.fresh()
        SCENARIOS[name][0](world)
        (world.folder / "world").rename(before)
    shutil.rmtree(world.folder / "world", ignore_errors=True)
    shutil.copytree(before, world.folder / "world", symlinks=True)


def count(world: World, name: str, calls: tuple[str, ...]) -> int:
    begin(world, name)
    work = SCENARIOS[name][1]

    def counted() -> int:
        counter = Counter(0, kill)
        arm(counter, calls)
        work(world)
        return counter.seen

    ended = in_child(counted)
    assert not ended.other, ended
    return int(ended.result)


def struck(world: World, name: str, counter: Counter, calls: tuple[str, ...]) -> object:
    begin(world, name)

    def work() -> None:
        arm(counter, calls)
        SCENARIOS[name][1](world)

    return in_child(work)


Look = tuple[dict[str, str], dict[str, str], bool]


def looks_of(world: World, name: str) -> list[Look]:
    """The state before, the state after, and for an uninstall the one between its two transactions."""
    begin(world, name)
    seen = [world.looks()]
    SCENARIOS[name][1](world)
    seen.append(world.looks())
    if name == "uninstall":
        begin(world, name)
        uninstall(world.target, ("tool",), ignore)
        seen.append(world.looks())
    return seen


def check(world: World, seen: list[Look], left: tuple[str, ...]) -> bool:
    """Files and desktop are as before or after; the tool fits to them, or is named as left."""
    target, desktop, has_tool = world.looks()
    started_before = int(bool(seen[0][0]))
    assert runs(world.system).count("install tool") <= started_before + 1, "started twice"
    fitting = [place for place, look in enumerate(seen) if look[:2] == (target, desktop)]
    assert fitting, (target, desktop)
    assert has_tool in [seen[place][2] for place in fitting] or left == ("tool",), (has_tool, left)
    assert not list(world.folder.glob("world/share/applications/.*"))
    return 0 not in fitting


@pytest.mark.parametrize(
    ("name", "strike"),
    [("install", tear), ("upgrade", kill), ("upgrade", tear), ("uninstall", tear)],
    ids=["install-torn", "upgrade-killed", "upgrade-torn", "uninstall-torn"],
)
def test_killed_at_any_call_files_entries_and_programs_are_old_or_new_or_said_to_be_left(
    name: str, strike: object, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = looks_of(world, name)
    calls = count(world, name, CHANGING)
    ends = {"old": 0, "new": 0, "left": 0}
    for at in range(1, calls + 1):
        ended = struck(world, name, Counter(at, strike), CHANGING)  # type: ignore[arg-type]
        assert ended.killed, (at, ended)  # type: ignore[attr-defined]
        recovered = in_child(lambda: recover(world.target))
        assert (recovered.code, recovered.other) == ("", ""), (at, recovered)
        is_new = check(world, seen, recovered.result.left)  # type: ignore[arg-type]
        assert set(leftovers(world.target)) <= {"lock"}, at
        ends["left" if recovered.result.left else "new" if is_new else "old"] += 1
    assert ends["old"] > 0
    assert ends["new"] > 0
    with capsys.disabled():
        sys.stdout.write(f"\nexternal {name}: {calls} kill points, {ends}\n")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("install", errno.EIO),
        ("install", errno.ENOSPC),
        ("upgrade", errno.EIO),
        ("uninstall", errno.EIO),
        ("uninstall", errno.ENOSPC),
    ],
)
def test_a_failure_at_any_call_is_said_and_leaves_old_or_new(
    name: str, number: int, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = looks_of(world, name)
    # Reading takes no room, so a full disk never says so there.
    names = CHANGING if number == errno.ENOSPC else CHANGING + READING
    calls = count(world, name, names)
    codes: dict[str, int] = {}
    for at in range(1, calls + 1):
        ended = struck(world, name, Counter(at, fail(number)), names)
        assert not ended.killed  # type: ignore[attr-defined]
        assert not ended.other, (at, ended)  # type: ignore[attr-defined]
        code = ended.code or "done"  # type: ignore[attr-defined]
        codes[code] = codes.get(code, 0) + 1
        recovered = in_child(lambda: recover(world.target))
        assert (recovered.code, recovered.other) == ("", ""), (at, recovered)
        left = ("tool",) if "tool" in code or code == Code.EXTERNAL_LEFT.value else recovered.result.left
        check(world, seen, left)  # type: ignore[arg-type]
        assert set(leftovers(world.target)) <= {"lock"}, (at, ended)
    assert set(codes) - {"done"}, codes
    with capsys.disabled():
        sys.stdout.write(f"\nexternal {name}, {errno.errorcode[number]}: {calls} calls, {codes}\n")


DYING = """\
#!/bin/sh
# Dies together with the program that started it, before or after it has done its work.
set -eu
echo "install tool" >> "$1/runs"
[ -e "$1/early" ] && { kill -9 $PPID; exit 0; }
mkdir -p "$1/opt/tool"
{ echo '#!/bin/sh'; echo "echo remove tool >> $1/runs"; echo "rm -rf $1/opt/tool"; } > "$1/opt/tool/uninstall"
chmod 755 "$1/opt/tool/uninstall"
[ -e "$1/late" ] && { kill -9 $PPID; exit 0; }
exit 0
"""


@pytest.mark.parametrize("when", ["early", "late"])
@pytest.mark.parametrize("undo", [True, False], ids=["with-undo", "without-undo"])
@pytest.mark.parametrize("detect", [True, False], ids=["seen", "unseen"])
def test_of_a_program_that_was_running_at_the_kill_nobody_says_more_than_is_known(
    tmp_path: Path, when: str, *, undo: bool, detect: bool
) -> None:
    system, target = tmp_path / "system", tmp_path / "target"
    system.mkdir()
    (system / when).touch()
    part = script(system, "tool", text=DYING, undo=undo, detect=detect)
    bundle = bundle_of(tmp_path / "b", {"core": Part({"bin/core": b"1"}), "tool": part})

    def work() -> None:
        run(bundle, make_plan(bundle, ("core", "tool"), target), Covered(), ignore, Cancel())

    assert in_child(work).killed
    (system / when).unlink()
    recovered = ended_recovery(target)
    is_there = (system / "opt/tool").exists()
    # Never started again by recovery, and the files are back.
    assert runs(system).count("install tool") == 1
    assert not target.exists()
    if detect:
        # It can be seen: what is left is left, and nothing else.
        assert recovered == (("tool",) if is_there else ())
        assert is_there == (when == "late" and not undo)
    else:
        # An undo that worked is all the proof there is; without it, "may have run".
        assert recovered == (() if undo and when == "late" else ("tool",))


def ended_recovery(target: Path) -> tuple[str, ...]:
    """Recover as soon as the program that outlived its starter has ended; until then: busy."""
    while True:
        try:
            return recover(target).left
        except AssentError as error:
            assert error.code is Code.BUSY  # noqa: PT017 - nothing else may keep it waiting


def test_recovery_waits_for_an_installer_that_outlived_its_starter(tmp_path: Path) -> None:
    system, target = tmp_path / "system", tmp_path / "target"
    system.mkdir()
    text = f'#!/bin/sh\nkill -9 $PPID\nwhile [ ! -e "{system}/go" ]; do sleep 0.02; done\n'
    part = script(system, "tool", text=text)
    bundle = bundle_of(tmp_path / "b", {"tool": part})

    def work() -> None:
        run(bundle, make_plan(bundle, ("tool",), target), Covered(), ignore, Cancel())

    assert in_child(work).killed
    with pytest.raises(AssentError) as caught:
        recover(target)
    assert caught.value.code is Code.BUSY
    assert int(caught.value.facts["pid"]) > 1
    (system / "go").touch()
    assert ended_recovery(target) == ()
