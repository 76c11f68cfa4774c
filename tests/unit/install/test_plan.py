from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.bundles import make_bundle, picture, write_files
from helpers.externals import bundle_of, script
from helpers.installing import plan_failure
from helpers.proofs import Covered
from helpers.systems import has_posix_files, keeps_modes

from installer.errors import AssentError, Code, Outcome
from installer.install.plan import Action, Downgrade, make_plan
from installer.install.plan_document import PlanDocument
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.install.bundle import Bundle


def test_a_plan_for_nothing_yet_writes_nothing(first: Bundle, target: Path) -> None:
    plan = make_plan(first, ("extra",), target)
    assert [(found.id, found.action, found.pulled_in_by) for found in plan.components] == [
        ("core", Action.INSTALL, ("extra",)),
        ("extra", Action.INSTALL, ()),
    ]
    assert [(found.size, found.files) for found in plan.components] == [(20, 4), (3007, 2)]
    assert 3027 < plan.need_bytes < plan.free_bytes
    assert not plan.is_done
    assert not target.parent.exists()


def test_a_second_plan_keeps_everything(first: Bundle, target: Path, install: Callable[..., object]) -> None:
    install(first)
    plan = make_plan(first, ("extra",), target)
    assert {found.action for found in plan.components} == {Action.KEEP}
    assert plan.need_bytes == 0
    assert plan.is_done


def test_a_plan_says_what_an_upgrade_replaces_removes_saves_and_leaves(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    write_files(target, {"conf/core.ini": b"mine", "LICENSE": b"mine", "new/come": b"mine"})
    before = picture(target)
    plan = make_plan(second, ("extra",), target)
    assert [found.action for found in plan.components] == [Action.REPLACE, Action.REPLACE]
    assert plan.replaced == ("bin/core", "bin/extra")
    assert plan.removed == ("old/gone",)
    assert plan.saved == (
        ("conf/core.ini", "conf/core.ini.assent-kept"),
        ("new/come", "new/come.assent-kept"),
    )
    assert plan.left == ("LICENSE",)
    assert picture(target) == before
    document = json.loads(json.dumps(plan.to_document()))
    assert document["saved"][0] == {"path": "conf/core.ini", "as": "conf/core.ini.assent-kept"}
    assert document["recovery"] == "nothing"


def test_a_changed_file_of_the_old_version_alone_stays(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    write_files(
        target, {"old/gone": b"mine", "conf/core.ini.assent-kept": b"an earlier one", "conf/core.ini": b"x"}
    )
    plan = make_plan(second, ("core",), target)
    assert plan.removed == ()
    assert plan.left == ("old/gone",)
    assert plan.saved == (("conf/core.ini", "conf/core.ini.assent-kept-2"),)


@keeps_modes
def test_a_missing_file_or_a_wrong_mode_is_put_right(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    (target / "bin/core").unlink()
    (target / "bin/extra").chmod(0o600)
    plan = make_plan(first, ("extra",), target)
    assert [found.action for found in plan.components] == [Action.REPLACE, Action.REPLACE]
    assert plan.replaced == ("bin/extra",)


def test_an_older_version_is_refused(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(second)
    error = plan_failure(first, target, "extra")
    assert error.code is Code.DOWNGRADE
    assert error.facts == {"component": "core", "installed": "2.0", "offered": "1.0"}


def test_trailing_zeros_of_a_version_do_not_count(
    tmp_path: Path, target: Path, install: Callable[..., object]
) -> None:
    long = make_bundle(tmp_path / "long", {"a": {"a": b"1"}}, version="1.0.0")
    short = make_bundle(tmp_path / "short", {"a": {"a": b"2"}}, version="1")
    install(long, "a")
    assert make_plan(short, ("a",), target).components[0].action is Action.REPLACE


def test_an_unknown_component_is_refused(first: Bundle, target: Path) -> None:
    assert plan_failure(first, target, "nothing").code is Code.COMPONENT_UNKNOWN


@has_posix_files
@pytest.mark.parametrize(
    "kind", ["link", "folder", "broken-link", "pipe", "folder-is-link", "folder-is-file"]
)
def test_what_is_not_a_plain_file_is_in_the_way(first: Bundle, target: Path, kind: str) -> None:
    write_files(target, {"own": b"own", "elsewhere/core": b"x"})
    place = target / "bin/core"
    if not kind.startswith("folder-is"):
        place.parent.mkdir()
    if kind == "link":
        place.symlink_to("../own")
    elif kind == "broken-link":
        place.symlink_to("nowhere")
    elif kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder-is-link":
        (target / "bin").symlink_to("elsewhere")
    else:
        (target / "bin").write_bytes(b"a file")
    before = picture(target)
    error = plan_failure(first, target, "extra")
    assert error.code is Code.TARGET_FOREIGN
    assert str(error.facts["path"]).startswith(str(target / "bin"))
    assert picture(target) == before


def test_a_file_of_another_component_is_not_taken_over(
    first: Bundle, tmp_path: Path, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    rival = make_bundle(tmp_path / "rival", {"rival": {"bin/core": b"rival"}})
    error = plan_failure(rival, target, "rival")
    assert error.code is Code.TARGET_FOREIGN
    assert error.facts == {"path": "bin/core", "component": "core"}


def test_a_target_below_a_file_or_that_is_a_file_cannot_be_written(first: Bundle, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path / "file", tmp_path / "file" / "below"):
        error = plan_failure(first, target, "extra")
        assert (error.code, error.facts["reason"]) == (Code.TARGET_UNWRITABLE, "ENOTDIR")


def test_an_older_version_is_taken_only_when_asked_for_and_the_plan_says_so(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(second)
    plan = make_plan(first, ("core",), target, allow_downgrade=True)
    assert plan.downgrades == (Downgrade("core", "2.0", "1.0"),)
    assert plan.to_document()["downgrades"] == [{"component": "core", "installed": "2.0", "offered": "1.0"}]
    run(first, plan, Covered(), ignore, Cancel())
    assert (target / "bin/core").read_bytes() == b"core 1"


@has_posix_files
def test_a_program_that_needs_an_administrator_is_not_started_without(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "system"
    system.mkdir()
    one = bundle_of(tmp_path / "one", {"a": script(system, "a", privileged=True, installed_size=7_000)})
    plan = make_plan(one, ("a",), target)
    assert plan.privileged[0][0] == "a"
    assert sum(disk.final for disk in plan.disks) >= 7_000
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(AssentError) as caught:
        run(one, plan, Covered(), ignore, Cancel())
    assert (caught.value.code, caught.value.facts) == (Code.PRIVILEGE_MISSING, {"component": "a"})
    assert not (system / "runs").exists()


def test_room_is_said_for_each_file_system(
    first: Bundle, second: Bundle, target: Path, install: Callable[..., object]
) -> None:
    (disk,) = make_plan(first, ("extra",), target).disks
    assert disk.path == str(target)
    assert (disk.set_aside, disk.staging) == (0, disk.final)
    install(first)
    (disk,) = make_plan(second, ("extra",), target).disks
    assert disk.set_aside == len(b"core 1" + b"a = 1" + b"gone" + b"extra 1")
    assert disk.need > disk.staging
    assert make_plan(first, ("extra",), target).disks == ()


@has_posix_files
@pytest.mark.skipif(not os.path.ismount("/proc"), reason="needs /proc")
def test_a_folder_of_the_systems_own_takes_no_files_and_is_not_full(first: Bundle) -> None:
    for target in (Path("/proc"), Path("/proc/1/here"), Path("/sys/kernel")):
        error = plan_failure(first, target, "extra")
        assert (error.code, error.facts) == (Code.TARGET_NO_FILES, {"path": str(target)})
        assert error.outcome is Outcome.FAILED_ROLLED_BACK


def test_the_document_of_every_plan_fits_the_published_shape(
    first: Bundle, second: Bundle, tmp_path: Path, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    write_files(target, {"conf/core.ini": b"mine", "LICENSE": b"mine"})
    system = tmp_path / "system"
    odd = bundle_of(tmp_path / "odd", {"odd": script(system, "odd"), "bare": script(system, "b", undo=False)})
    for plan in (make_plan(second, ("extra",), target), make_plan(odd, ("odd", "bare"), tmp_path / "new")):
        document = json.loads(json.dumps(plan.to_document()))
        found = msgspec.convert(document, PlanDocument)
        assert [part.undo is None for part in found.programs] == [
            not program.can_be_undone for program in plan.programs
        ]
        assert msgspec.convert(msgspec.to_builtins(found), PlanDocument) == found
