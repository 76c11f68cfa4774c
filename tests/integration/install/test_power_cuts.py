"""The power goes at any moment of an install, upgrade, repair and removal, and while recovering.

`helpers.power_tree` says what the model forgets and what it does not know. Each tree that may be left is
built, recovered by a process of its own, and compared by digest. `ASSENT_POWER_CUTS` says how many trees of
each kind of work are tried (50 in the usual run; 0: all of them), `ASSENT_SEED` which ones.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import make_bundle, picture, write_files
from helpers.externals import Part, bundle_of
from helpers.faults import in_child
from helpers.power_cuts import Recorder, cut_states
from helpers.proofs import Covered

from installer.errors import Cancelled
from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.registration.spec import Registration
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.power_tree import Change, Tree

    from installer.install.bundle import Bundle

MOST = int(os.environ.get("ASSENT_POWER_CUTS", "50"))
SEED = int(os.environ.get("ASSENT_SEED", "20250212"))
FIRST = {
    "core": {"bin/core": b"core 1", "share/core/table.csv": b"1,2\n" * 50, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 1", "share/extra/deep/data": bytes(300)},
}
SECOND = {
    "core": {"bin/core": b"core 2", "share/core/new.csv": b"4,5\n" * 50, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 2", "share/extra/deep/data": bytes(400), "share/extra/more": b"m"},
}
DESK = Part({"bin/desk": b"desk"}, registration=Registration(name={"en": "Desk"}, exec="bin/desk"))
THEIRS = {"notes.txt": b"mine", "share/core/mine.txt": b"mine too"}
NAMES = ("install", "upgrade", "uninstall", "repair", "install with an entry", "uninstall with an entry")


class Scene:
    """A folder that is recorded, a target in it, and the pictures before and after the work."""

    def __init__(self, place: Path) -> None:
        self.base = place / "disk"
        self.target = self.base / "target"
        needs = {"extra": ("core",)}
        self._first = make_bundle(place / "first", FIRST, version="1.0", requires=needs)
        self._second = make_bundle(place / "second", SECOND, version="2.0", requires=needs)
        self._desk = bundle_of(place / "desk", {"desk": DESK})

    def work(self, name: str) -> Callable[[], object]:
        """The work of that name, on a target that is made ready for it."""
        shutil.rmtree(self.base, ignore_errors=True)
        write_files(self.base, {"kept": b"nobody's"})
        if name == "install":
            return lambda: self._install(self._first)
        if name.endswith("entry"):
            if name.startswith("install"):
                return lambda: self._install(self._desk, "desk")
            self._install(self._desk, "desk")
            return lambda: uninstall(self.target, (), ignore)
        self._install(self._first)
        write_files(self.target, {**THEIRS, "bin/extra": b"changed by hand"})
        if name == "repair":
            (self.target / "bin/core").unlink()
        return {
            "upgrade": lambda: self._install(self._second),
            "cancelled upgrade": self._cancelled,
            "uninstall": lambda: uninstall(self.target, (), ignore),
            "repair": lambda: repair(self._first, Wanted(self.target), Covered(), ignore),
        }[name]

    def _cancelled(self) -> None:
        cancel = Cancel()

        def stop(progress: Progress) -> None:
            if progress.phase == "commit" and progress.done_files == 3:
                cancel.request()

        with suppress(Cancelled):
            run(self._second, make_plan(self._second, ("extra",), self.target), Covered(), stop, cancel)

    def picture(self) -> dict[str, str]:
        """What the target and the menu hold, and what is nobody's."""
        menu = {
            f"menu/{name}": what for name, what in picture(self.base / "menu").items() if what != "folder"
        }
        return picture(self.target) | menu | {"kept": (self.base / "kept").read_text()}

    def _install(self, bundle: Bundle, component_id: str = "extra") -> None:
        run(bundle, make_plan(bundle, (component_id,), self.target), Covered(), ignore, Cancel())


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Scene(Path(folder))


@pytest.fixture(autouse=True)
def menu(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Menu entries are recorded too."""
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(scene.base / "menu"))


def recorded(base: Path, work: Callable[[], object], least: int = 10) -> tuple[Tree, list[Change]]:
    """What was there before, and what the work, in a process of its own, changed one after the other."""

    def recording() -> tuple[Tree, list[Change]]:
        recorder = Recorder(base)
        work()
        return recorder.start, recorder.changes

    child = in_child(recording)
    assert (child.code, child.other) == ("", "")
    start, changes = child.result
    assert len(changes) >= least
    return start, changes


def chosen(start: Tree, changes: list[Change], most: int) -> tuple[list[tuple[int, Tree]], int]:
    """Some of the trees that a cut may leave, all those after the last change; and how many there are."""
    found = list(cut_states(start, changes, SEED))
    if 0 < most < len(found):
        picked = random.Random(SEED).sample(found, most)  # noqa: S311 - so that a failure can be repeated
        return [*picked, *(item for item in found if item[0] == len(changes))], len(found)
    return found, len(found)


def ending(target: Path) -> str:
    """How a process that knows nothing but the target ends what is unfinished."""
    recovered = in_child(lambda: recover(target).ending.value)
    assert (recovered.code, recovered.other) == ("", "")
    return str(recovered.result)


def ended(scene: Scene, old: dict[str, str], new: dict[str, str]) -> str:
    """Which of the two it is after the next start, which says the same."""
    how = ending(scene.target)
    after = scene.picture()
    assert after in (old, new), (how, set(after.items()) ^ set(new.items()))
    assert how != "rolled-back" or after == old
    assert how != "finished" or after == new
    return "new" if after == new else "old"


@pytest.mark.parametrize("name", NAMES)
def test_after_a_power_cut_the_next_start_finds_the_old_or_the_new_tree(
    name: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    work = scene.work(name)
    old = scene.picture()
    start, changes = recorded(scene.base, work)
    new = scene.picture()
    assert new != old
    states, of = chosen(start, changes, MOST)
    ends = {"old": 0, "new": 0}
    for at, tree in states:
        tree.build(scene.base)
        end = ended(scene, old, new)
        # The command had said that it is done.
        assert at < len(changes) or end == "new"
        ends[end] += 1
    assert min(ends.values()) > 0
    with capsys.disabled():
        sys.stdout.write(
            f"\n{name}: {len(changes)} changes, {len(states)} of {of} trees after a cut: {ends}\n"
        )


@pytest.mark.parametrize("way", ["forward", "back"])
def test_after_a_second_power_cut_while_recovering_it_is_so_too(
    way: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    work = scene.work("upgrade" if way == "forward" else "cancelled upgrade")
    old, (start, changes) = scene.picture(), recorded(scene.base, work)
    scene.work("upgrade")()
    new = scene.picture()
    ends, tried = {"old": 0, "new": 0}, 0
    # Where the renames are under way; what was cancelled, on its way back.
    for at in (len(changes) * part // 12 for part in (7, 8, 9, 10)):
        tree = next(tree for cut, tree in cut_states(start, changes, SEED) if cut >= at)
        tree.build(scene.base)
        again = recorded(scene.base, lambda: recover(scene.target), least=1)
        for _, second in chosen(*again, MOST // 2)[0]:
            second.build(scene.base)
            ends[ended(scene, old, new)] += 1
            tried += 1
    assert ends["new" if way == "forward" else "old"] > 0
    with capsys.disabled():
        sys.stdout.write(f"\nrecovery, {way}: {tried} trees after a second cut: {ends}\n")
