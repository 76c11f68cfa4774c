from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.installing import failure
from helpers.proofs import DIGEST, Covered
from helpers.systems import has_posix_files, has_posix_links
from msgspec.structs import replace

from installer.errors import AssentError, Cancelled, Code
from installer.install.destination import Root
from installer.install.files import files
from installer.install.inventory import read_inventory
from installer.install.plan import make_plan
from installer.install.transaction import ComponentState, run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.transaction import InstallResult


def test_installed_files_hold_their_bytes_and_modes(
    first: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    result = install(first)
    assert result.components == (ComponentState("core", "installed"), ComponentState("extra", "installed"))
    assert (target / "bin/core").read_bytes() == b"core 1"
    assert os.access(target / "bin/core", os.X_OK)
    assert files.mode_of((target / "conf/core.ini").stat()) == files.kept_mode(0o644)
    assert not leftovers(target)


def test_the_inventory_remembers_what_came_from_where_and_which_statement_covered_it(
    first: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    with Root(target) as root:
        inventory = read_inventory(root)
    core = inventory.component("core")
    assert core is not None
    assert (core.version, core.products, core.bundle) == ("1.0", ("product-core",), "test/bundle")
    assert core.statement == DIGEST
    assert core.files == first.component("core").files
    assert set(inventory.folders) == {"bin", "conf", "old", "share", "share/deep", "share/deep/er"}


def test_a_second_run_keeps_everything_and_writes_nothing(
    first: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    times = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    result = install(first)
    assert {state.state for state in result.components} == {"kept"}
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.is_file()} == {
        path: time for path, time in times.items() if path.is_file()
    }


def test_an_upgrade_replaces_removes_and_saves(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    write_files(target, {"conf/core.ini": b"mine", "LICENSE": b"my note"})
    result = install(second)
    assert {state.state for state in result.components} == {"replaced"}
    assert result.saved == (("conf/core.ini", "conf/core.ini.assent-kept"),)
    assert result.left == ("LICENSE",)
    assert (target / "conf/core.ini").read_bytes() == b"a = 2"
    assert (target / "conf/core.ini.assent-kept").read_bytes() == b"mine"
    assert (target / "LICENSE").read_bytes() == b"my note"
    assert not (target / "old/gone").exists()
    assert (target / "new/come").read_bytes() == b"come"


def test_a_component_beside_another_leaves_it_alone(
    tmp_path: Path, first: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    other = make_bundle(tmp_path / "other", {"other": {"bin/other": b"other"}})
    install(other, "other")
    with Root(target) as root:
        assert [item.id for item in read_inventory(root).components] == ["core", "extra", "other"]


@pytest.mark.parametrize("phase", ["stage", "commit"])
def test_a_cancel_puts_everything_back(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., InstallResult], phase: str
) -> None:
    install(first)
    write_files(target, {"conf/core.ini": b"mine"})
    before = picture(target)
    cancel = Cancel()

    def cancel_late(progress: Progress) -> None:
        if progress.phase == phase and progress.done_files >= 2:
            cancel.request()

    plan = make_plan(second, ("extra",), target)
    with pytest.raises(Cancelled) as caught:
        run(second, plan, Covered(), cancel_late, cancel)
    assert caught.value.code is Code.CANCELLED
    assert picture(target) == before
    assert not leftovers(target)


def test_a_cancelled_first_install_leaves_no_folder(first: Bundle, target: Path) -> None:
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        run(first, make_plan(first, ("extra",), target), Covered(), ignore, cancel)
    assert not target.parent.exists()


def test_an_interrupt_from_the_keyboard_rolls_back_too(first: Bundle, target: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.phase == "commit":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(first, make_plan(first, ("extra",), target), Covered(), interrupt, Cancel())
    assert not target.exists()


def test_progress_counts_real_bytes_and_files(first: Bundle, target: Path) -> None:
    seen: list[Progress] = []
    run(first, make_plan(first, ("extra",), target), Covered(), seen.append, Cancel())
    staged = [item for item in seen if item.phase == "stage"]
    assert (staged[-1].done_bytes, staged[-1].total_bytes) == (3027, 3027)
    assert (staged[-1].done_files, staged[-1].total_files) == (6, 6)
    committed = [item for item in seen if item.phase == "commit"]
    assert (committed[-1].done_files, committed[-1].total_files) == (6, 6)
    assert {item.component for item in committed} == {"", "core", "extra"}
    for before, after in itertools.pairwise(seen):
        assert before.phase != after.phase or before.done_bytes <= after.done_bytes
        assert before.phase != after.phase or before.done_files <= after.done_files


def test_a_target_that_changed_after_the_plan_is_not_touched(first: Bundle, target: Path) -> None:
    plan = make_plan(first, ("extra",), target)
    write_files(target, {"bin/core": b"mine"})
    with pytest.raises(AssentError) as caught:
        run(first, plan, Covered(), ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert picture(target) == {"bin": "folder", "bin/core": picture(target)["bin/core"]}


@pytest.mark.parametrize("name", ["bin/core", "bin/extra"])
def test_a_file_that_appears_during_the_install_is_not_overwritten(
    first: Bundle, target: Path, name: str
) -> None:
    def interfere(progress: Progress) -> None:
        if progress.phase == "commit" and not (target / name).exists():
            write_files(target, {name: b"mine"})

    with pytest.raises(AssentError) as caught:
        run(first, make_plan(first, ("extra",), target), Covered(), interfere, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert caught.value.facts["path"] == str(target / name)
    assert (target / name).read_bytes() == b"mine"
    assert [path for path in target.rglob("*") if path.is_file()] == [target / name]


def test_a_file_that_changes_during_the_install_is_not_replaced(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)

    def interfere(progress: Progress) -> None:
        if progress.phase == "stage":
            (target / "bin/core").write_bytes(b"mine")

    with pytest.raises(AssentError) as caught:
        run(second, make_plan(second, ("extra",), target), Covered(), interfere, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert caught.value.facts["path"] == str(target / "bin/core")
    assert not leftovers(target)
    assert (target / "bin/core").read_bytes() == b"mine"
    assert (target / "bin/extra").read_bytes() == b"extra 1"


@has_posix_files
def test_too_little_space_is_said_before_anything_is_written(
    first: Bundle, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = os.statvfs(target.parent.parent)
    nearly_full = os.statvfs_result((*found[:3], 1, 1, *found[5:10]))
    monkeypatch.setattr(os, "statvfs", lambda _path: nearly_full)
    error = failure(first, target, "extra")
    assert error.code is Code.DISK_FULL
    assert int(error.facts["free"]) < int(error.facts["need"])
    assert not target.parent.exists()


@pytest.mark.parametrize("edit", ["flip", "cut", "grow", "missing"])
def test_a_payload_that_is_not_the_signed_one_is_refused(first: Bundle, target: Path, edit: str) -> None:
    archive = first.folder / "extra.tar.zst"
    whole = archive.read_bytes()
    middle = len(whole) // 2
    if edit == "missing":
        archive.unlink()
    else:
        flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
        archive.write_bytes({"flip": flipped, "cut": whole[:middle], "grow": whole + b"\0"}[edit])
    error = failure(first, target, "extra")
    assert error.code is (Code.BUNDLE_MISSING if edit == "missing" else Code.PAYLOAD_DIGEST)
    assert error.facts["path"] == str(archive)
    assert not target.parent.exists()


def test_a_plan_of_another_bundle_is_stale(first: Bundle, second: Bundle, target: Path) -> None:
    plan = make_plan(first, ("extra",), target)
    with pytest.raises(AssentError) as caught:
        run(second, plan, Covered(), ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    with pytest.raises(AssentError) as caught:
        run(first, replace(plan, requested=("core",)), Covered(), ignore, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert not target.parent.exists()


@has_posix_links
def test_a_target_reached_through_a_link_is_installed_where_the_link_leads(
    first: Bundle, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    plan = make_plan(first, ("core",), tmp_path / "link")
    run(first, plan, Covered(), ignore, Cancel())
    assert (tmp_path / "real" / "bin" / "core").exists()
    assert (tmp_path / "link").is_symlink()


def test_a_file_that_takes_the_place_of_one_just_set_aside_is_kept_beside_it(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    before = picture(target)

    def interfere(progress: Progress) -> None:
        if progress.phase == "commit" and not (target / "bin/core").exists():
            write_files(target, {"bin/core": b"mine"})

    with pytest.raises(AssentError) as caught:
        run(second, make_plan(second, ("extra",), target), Covered(), interfere, Cancel())
    assert caught.value.code is Code.PLAN_STALE
    assert (target / "bin/core.assent-kept").read_bytes() == b"mine"
    (target / "bin/core.assent-kept").unlink()
    assert picture(target) == before


def test_a_new_file_that_somebody_changed_before_the_rollback_is_kept_beside_the_old_one(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    before = picture(target)
    cancel = Cancel()

    def interfere(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == 3:
            (target / "bin/core").write_bytes(b"mine")
            cancel.request()

    with pytest.raises(Cancelled):
        run(second, make_plan(second, ("extra",), target), Covered(), interfere, cancel)
    assert (target / "bin/core.assent-kept").read_bytes() == b"mine"
    (target / "bin/core.assent-kept").unlink()
    assert picture(target) == before
