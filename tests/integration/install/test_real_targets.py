"""Real full disks, real read-only targets, and targets that vanish."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, names_in, picture, write_files
from helpers.installing import failure
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.bundle import Bundle
MEGABYTE = 1 << 20


def mount(folder: Path, *options: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {done.stderr.decode().strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    mount(folder, "-t", "tmpfs", "-o", "size=2m", "tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A file system that nobody can write to, not even root."""
    folder = tmp_path / "closed"
    mount(folder, "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_too_small_is_named_before_anything_is_written(small_disk: Path, big: Bundle) -> None:
    (small_disk / "filler").write_bytes(bytes(MEGABYTE))
    error = failure(big, small_disk / "target", "big")
    assert error.code is Code.DISK_FULL
    assert int(error.facts["need"]) > int(error.facts["free"]) > 0
    assert names_in(small_disk) == ["filler"]


def test_a_disk_that_fills_up_midway_is_rolled_back(small_disk: Path, big: Bundle) -> None:
    write_files(small_disk / "target", {"own": b"mine"})
    before = picture(small_disk / "target")
    plan = make_plan(big, ("big",), small_disk / "target")

    def fill_up(progress: Progress) -> None:
        if progress.done_files == 2 and not (small_disk / "filler").exists():
            (small_disk / "filler").write_bytes(bytes(MEGABYTE))

    with pytest.raises(AssentError) as caught:
        run(big, plan, Covered(), fill_up, Cancel())
    assert caught.value.code is Code.DISK_FULL
    assert caught.value.facts["need"] == plan.need_bytes
    assert picture(small_disk / "target") == before
    assert not leftovers(small_disk / "target")


def test_a_read_only_target_is_named(read_only: Path, big: Bundle) -> None:
    for target in (read_only, read_only / "new"):
        error = failure(big, target, "big")
        assert (error.code, error.facts["reason"]) == (Code.TARGET_UNWRITABLE, "EROFS")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("/proc/assent", Code.TARGET_NO_FILES),
        ("/dev/null", Code.TARGET_UNWRITABLE),
        ("/dev/null/below", Code.TARGET_UNWRITABLE),
    ],
)
def test_a_place_where_no_folder_can_be_is_named(place: str, code: Code, big: Bundle) -> None:
    assert failure(big, Path(place), "big").code is code


def test_a_target_that_vanishes_midway_is_said(tmp_path: Path, big: Bundle) -> None:
    target = tmp_path / "target"
    target.mkdir()

    def vanish(progress: Progress) -> None:
        if progress.done_files == 2 and target.exists():
            subprocess.run(["rm", "-rf", str(target)], check=True)

    with pytest.raises(AssentError) as caught:
        run(big, make_plan(big, ("big",), target), Covered(), vanish, Cancel())
    assert caught.value.code in {Code.TARGET_UNWRITABLE, Code.ROLLBACK_INCOMPLETE}
