"""Real full disks, real read-only targets, and targets that vanish."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, names_in, picture, write_files
from helpers.externals import Part, bundle_of
from helpers.installing import failure, install
from helpers.proofs import Covered

from installer import sentences
from installer.cli import options
from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.registration.spec import Registration
from installer.install.remove import uninstall
from installer.install.repair import RepairResult, Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    write_files(tmp_path, {"beside/it": b"mine"})
    before = picture(tmp_path)
    del before["target"]

    def vanish(progress: Progress) -> None:
        if progress.done_files == 2 and target.exists():
            subprocess.run(["rm", "-rf", str(target)], check=True)

    with pytest.raises(AssentError) as caught:
        run(big, make_plan(big, ("big",), target), Covered(), vanish, Cancel())
    assert caught.value.code in {Code.TARGET_UNWRITABLE, Code.ROLLBACK_INCOMPLETE}
    assert_said(caught.value, target)
    assert not target.exists()
    assert picture(tmp_path) == before


def test_what_is_installed_on_a_disk_that_became_read_only_stays_whole(
    small_disk: Path, tmp_path: Path
) -> None:
    target = small_disk / "target"
    parts = {"a": {"bin/a": b"1", "data/a": b"1"}, "b": {"b": b"1"}}
    old = make_bundle(tmp_path / "old", parts)
    new = make_bundle(tmp_path / "new", {"a": {"bin/a": b"2"}, "b": {"b": b"1"}}, version="2.0")
    install(old, target)
    (target / "data/a").unlink()
    before = picture(target)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    works: dict[str, Callable[[], object]] = {
        "upgrade": lambda: install(new, target),
        "modify": lambda: run(old, make_plan(old, (), target, leaving=("b",)), Covered(), ignore, Cancel()),
        "repair": lambda: repair(old, Wanted(target), Covered(), ignore),
        "uninstall": lambda: uninstall(target, (), ignore),
    }
    for name, work in works.items():
        with pytest.raises(AssentError) as caught:
            work()
        assert (caught.value.code, caught.value.facts["reason"]) == (Code.TARGET_UNWRITABLE, "EROFS"), name
        assert_said(caught.value, target)
        assert picture(target) == before
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert states(repair(old, Wanted(target), Covered(), ignore)) == {"a": "repaired", "b": "kept"}


def test_a_full_disk_under_the_menu_is_named_before_anything_is_written(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The target has room; the file system that the entry goes to has none."""
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(small_disk / "share"))
    fill(small_disk)
    entry = Registration(name={"en": "Viewer"}, exec="viewer")
    bundle = bundle_of(tmp_path / "bundle", {"viewer": Part({"viewer": b"1"}, registration=entry)})
    target = tmp_path / "target"
    error = failure(bundle, target, "viewer")
    assert error.code is Code.DISK_FULL
    assert str(error.facts["path"]).startswith(str(small_disk))
    assert_said(error, small_disk)
    assert not target.exists()
    assert names_in(small_disk) == ["filler"]


def fill(disk: Path) -> None:
    """Take every free block."""
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def states(result: RepairResult) -> dict[str, str]:
    return {item.id: item.state for item in result.components}


def assert_said(error: AssentError, place: Path) -> None:
    """A person reads where it was, in both languages."""
    for language in options.LANGUAGES:
        assert str(place) in sentences.sentence(error, options.translator(language))
