"""Somebody swaps folders of the target for links while an install, a repair or an uninstall is at work."""

from __future__ import annotations

import contextlib
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


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    files = {f"share/deep/{number // 9}/{number}": b"%d" % number * 200 for number in range(90)}
    return make_bundle(tmp_path / "bundle", {"one": files | {"share/top": b"top", "bin/tool": b"tool"}})


@contextlib.contextmanager
def swapping(target: Path, outside: Path) -> Iterator[None]:
    """Another process that makes each folder a link to `outside` and a folder again, as fast as it can."""
    child = os.fork()
    if child == 0:
        while True:
            for folder in FOLDERS:
                place, aside = target / folder, target.parent / "aside"
                with contextlib.suppress(OSError):
                    place.rename(aside)
                    place.symlink_to(outside)
                    time.sleep(0.0002)
                    place.unlink()
                with contextlib.suppress(OSError):
                    aside.rename(place)
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

        with swapping(target, outside):
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
