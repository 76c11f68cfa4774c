"""Folders in a plan: empty ones, and what becomes a folder or was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import names_in, picture, write_files
from helpers.externals import Part, bundle_of
from helpers.installing import plan_failure
from helpers.proofs import Covered
from helpers.systems import has_posix_links, keeps_modes

from installer.errors import Cancelled, Code
from installer.install.plan import make_plan
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


def install_parts(bundle: Bundle, target: Path) -> None:
    run(bundle, make_plan(bundle, ("a",), target), Covered(), ignore, Cancel())


def cancelling_at(files: int, cancel: Cancel) -> Callable[[Progress], None]:
    def listen(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == files:
            cancel.request()

    return listen


def test_empty_folders_come_stay_and_go_with_their_component(tmp_path: Path, target: Path) -> None:
    one = bundle_of(tmp_path / "one", {"a": Part({"x": b"1"}, folders=("empty/deep", "kept"))})
    two = bundle_of(tmp_path / "two", {"a": Part({"x": b"1"}, folders=("kept",))}, "2.0")
    plan = make_plan(one, ("a",), target)
    assert plan.folders == ("empty", "empty/deep", "kept")
    run(one, plan, Covered(), ignore, Cancel())
    assert make_plan(one, ("a",), target).is_done
    (target / "kept").rmdir()
    assert make_plan(one, ("a",), target).folders == ("kept",)
    plan = make_plan(two, ("a",), target)
    assert plan.folders_removed == ("empty/deep", "empty")
    run(two, plan, Covered(), ignore, Cancel())
    assert names_in(target) == [".assent", "kept", "x"]
    uninstall(target, (), ignore)
    assert names_in(target) == []


@keeps_modes
def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path, target: Path) -> None:
    one = bundle_of(tmp_path / "one", {"a": Part({"data": b"file", "tree/x/y": b"1", "tree/z": b"2"})})
    two = bundle_of(tmp_path / "two", {"a": Part({"data/in/it": b"now", "tree": b"file"})}, "2.0")
    install_parts(one, target)
    (target / "tree").chmod(0o700)
    plan = make_plan(two, ("a",), target)
    assert set(plan.removed) == {"data", "tree/x/y", "tree/z"}
    assert plan.folders == ("data", "data/in")
    assert plan.folders_removed == ("tree/x", "tree")
    before = picture(target)
    for files in range(1, 6):
        cancel = Cancel()
        with pytest.raises(Cancelled):
            run(two, plan, Covered(), cancelling_at(files, cancel), cancel)
        assert picture(target) == before
        assert (target / "tree").stat().st_mode & 0o777 == 0o700
    install_parts(two, target)
    assert (target / "data/in/it").read_bytes() == b"now"
    assert (target / "tree").read_bytes() == b"file"


@has_posix_links
def test_a_folder_that_a_person_made_a_link_of_stops_the_plan(tmp_path: Path, target: Path) -> None:
    one = bundle_of(tmp_path / "one", {"a": Part({"tree/sub/x": b"1", "tree/y": b"2"})})
    two = bundle_of(tmp_path / "two", {"a": Part({"tree": b"file"})}, "2.0")
    install_parts(one, target)
    (target / "tree/sub/x").unlink()
    (target / "tree/sub").rmdir()
    (target / "tree/sub").symlink_to(tmp_path)
    assert plan_failure(two, target, "a").code is Code.TARGET_FOREIGN
    (target / "tree/sub").unlink()
    install_parts(two, target)
    assert (target / "tree").read_bytes() == b"file"


def test_somebodys_file_in_such_a_place_is_kept_or_stops_the_plan(tmp_path: Path, target: Path) -> None:
    one = bundle_of(tmp_path / "one", {"a": Part({"data": b"file", "tree/x": b"1"})})
    two = bundle_of(tmp_path / "two", {"a": Part({"data/in": b"now", "tree": b"file"})}, "2.0")
    install_parts(one, target)
    (target / "data").write_bytes(b"mine")
    assert make_plan(two, ("a",), target).saved == (("data", "data.assent-kept"),)
    for name, content in (("tree/x", b"changed"), ("tree/mine", b"mine")):
        there = (target / name).read_bytes() if (target / name).exists() else None
        write_files(target, {name: content})
        error = plan_failure(two, target, "a")
        assert (error.code, error.facts["path"]) == (Code.TARGET_FOREIGN, str(target / name))
        (target / name).unlink() if there is None else (target / name).write_bytes(there)
    (target / "tree/folder").mkdir()
    assert plan_failure(two, target, "a").code is Code.TARGET_FOREIGN
    (target / "tree/folder").rmdir()
    install_parts(two, target)
    assert (target / "data.assent-kept").read_bytes() == b"mine"
