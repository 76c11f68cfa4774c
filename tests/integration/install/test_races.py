"""Somebody swaps folders of the target for links while an install, a repair or an uninstall is at work."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import make_bundle, picture, write_files
from helpers.proofs import Covered

from installer.errors import AssentError
from installer.install.plan import make_plan
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.install.bundle import Bundle

FOLDERS = ("share", "share/deep", ".assent")
ROUNDS = 12
PAUSE = 0.002
"""Seconds; each round has one more of it, since without any a busy computer only meets refusals."""


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    files = {f"share/deep/{number // 9}/{number}": b"%d" % number * 200 for number in range(90)}
    return make_bundle(tmp_path / "bundle", {"one": files | {"share/top": b"top", "bin/tool": b"tool"}})


def swap(place: Path, aside: Path, outside: Path) -> None:
    """`place` is a link to `outside` for a moment, then itself again unless something new has its name."""
    with contextlib.suppress(OSError):
        place.rename(aside)
        with contextlib.suppress(OSError):
            place.symlink_to(outside)
            time.sleep(0.0002)
            place.unlink()
        aside.rename(place)


@contextlib.contextmanager
def swapping(target: Path, outside: Path, pause: float) -> Iterator[None]:
    """Another process that swaps each of the folders in turn, with a pause (seconds) after each.

    What could not be put back stays aside under a name of its own: with one name for all, a folder once came
    back as another one, and every later attempt of the round met the same refusal.
    """
    child = os.fork()
    if child == 0:
        for turn in itertools.count():
            for number, folder in enumerate(FOLDERS):
                swap(target / folder, target.parent / f"aside-{turn}-{number}", outside)
                time.sleep(pause)
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_no_swap_of_a_folder_for_a_link_leads_outside(tmp_path: Path, bundle: Bundle) -> None:
    outside = tmp_path / "outside"
    write_files(outside, {"top": b"theirs", "deep/0/0": b"theirs", "0/1": b"theirs", "inventory.json": b"{}"})
    before = picture(outside) | {"own": (outside / "inventory.json").read_bytes()}
    ends: dict[str, int] = {}
    for number in range(ROUNDS):
        target = tmp_path / f"around-{number}" / "target"
        write_files(target, {"share/deep/theirs": b"theirs"})

        def attempts(target: Path = target) -> Iterator[object]:
            yield run(bundle, make_plan(bundle, ("one",), target), Covered(), ignore, Cancel())
            (target / "bin/tool").unlink(missing_ok=True)
            yield repair(bundle, Wanted(target), Covered(), ignore)
            yield uninstall(target, (), ignore)

        with swapping(target, outside, number * PAUSE):
            for _ in range(3):
                # Whatever comes out is one of our errors; anything else fails the test.
                try:
                    list(attempts())
                    end = "done"
                except AssentError as error:
                    end = error.code.value
                ends[end] = ends.get(end, 0) + 1
                with contextlib.suppress(AssentError):
                    recover(target)
        assert picture(outside) | {"own": (outside / "inventory.json").read_bytes()} == before, number
    assert len(ends) > 1, ends
