"""External installers as components: real scripts, every exit status, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, names_in
from helpers.externals import Part, bundle_of, runs, script
from helpers.installing import failure, install
from msgspec.structs import replace

from installer.errors import AssentError, Code, Outcome
from installer.install.external.spec import Command, Detect, External, Meaning
from installer.install.plan import Action, make_plan
from installer.install.recovery import recover

if TYPE_CHECKING:
    from pathlib import Path

CORE = Part({"bin/core": b"core 1"})


def test_programs_run_once_in_order_after_the_files_they_require(
    tmp_path: Path, system: Path, target: Path
) -> None:
    parts = {
        "one": script(system, "one", requires=("core",)),
        "two": script(system, "two", requires=("one",)),
        "core": CORE,
    }
    bundle = bundle_of(tmp_path / "b", parts)
    result = install(bundle, target)
    assert [(item.id, item.state) for item in result.components] == [
        ("core", "installed"),
        ("one", "installed"),
        ("two", "installed"),
    ]
    assert runs(system) == ["install one", "install two"]
    assert not result.restart.is_needed
    assert make_plan(bundle, ("one", "two"), target).is_done
    assert leftovers(target) == []
    assert names_in(target) == [".assent", "bin"]


def test_what_the_plan_shows_is_what_is_started(tmp_path: Path, system: Path, target: Path) -> None:
    noting = '#!/bin/sh\nprintf "%s\\n" "$0" "$@" > "$1/command"\npwd > "$1/folder"\nenv | sort > "$1/env"\n'
    part = script(
        system, "odd; rm -rf $HOME", text=noting, undo=False, detect=False, sets={"GREETING": "$(reboot)"}
    )
    bundle = bundle_of(tmp_path / "b", {"odd": part})
    (program,) = make_plan(bundle, ("odd",), target).programs
    install(bundle, target)
    assert (system / "command").read_text().splitlines() == list(program.command)
    assert (system / "folder").read_text().strip() == program.folder
    seen = (system / "env").read_text()
    assert "GREETING=$(reboot)\n" in seen
    assert "ASSENT_STATE" not in seen


def test_a_failure_undoes_the_programs_before_it_and_the_files(
    tmp_path: Path, system: Path, target: Path
) -> None:
    parts = {"core": CORE, "one": script(system, "one"), "two": script(system, "two", status=7)}
    bundle = bundle_of(tmp_path / "b", parts)
    error = failure(bundle, target)
    assert error.code is Code.EXTERNAL_FAILED
    assert error.facts == {"component": "two", "status": 7, "detail": "installing two"}
    assert error.outcome is Outcome.FAILED_ROLLED_BACK
    assert runs(system) == ["install one", "install two", "remove one"]
    assert not target.exists()


@pytest.mark.parametrize(
    ("meaning", "code"),
    [
        (Meaning.CANCEL, Code.EXTERNAL_CANCELLED),
        (Meaning.BUSY, Code.EXTERNAL_BUSY),
        (Meaning.FAILURE, Code.EXTERNAL_FAILED),
    ],
)
def test_each_meaning_of_a_status_has_its_code(
    tmp_path: Path, system: Path, target: Path, meaning: Meaning, code: Code
) -> None:
    part = script(system, "one", status=9, exit_codes={"9": meaning})
    error = failure(bundle_of(tmp_path / "b", {"one": part}), target)
    assert error.code is code
    assert not target.exists()


def test_a_program_that_cannot_be_undone_is_named_and_the_next_start_is_clean(
    tmp_path: Path, system: Path, target: Path
) -> None:
    parts = {"core": CORE, "one": script(system, "one", undo=False), "two": script(system, "two", status=7)}
    bundle = bundle_of(tmp_path / "b", parts)
    plan = make_plan(bundle, ("core", "one", "two"), target)
    assert [program.can_be_undone for program in plan.programs] == [False, True]
    error = failure(bundle, target)
    assert error.code is Code.EXTERNAL_LEFT
    assert error.facts == {"components": "one", "path": str(target)}
    assert error.outcome is Outcome.ROLLBACK_INCOMPLETE
    assert isinstance(error.__cause__, AssentError)
    assert error.__cause__.code is Code.EXTERNAL_FAILED
    assert not target.exists()
    assert recover(target).left == ()


def test_an_undo_that_fails_is_believed_only_when_nothing_is_there(
    tmp_path: Path, system: Path, target: Path
) -> None:
    for detect, left in ((False, True), (True, False)):
        lying = Command("/bin/sh", ("-c", f"rm -rf {system}/opt; exit 3"))
        one = script(system, "one", detect=detect)
        assert one.external is not None
        one = Part(one.files, (), replace(one.external, undo=lying))
        parts = {"one": one, "two": script(system, "two", status=7)}
        error = failure(bundle_of(tmp_path / f"b{detect}", parts), target)
        assert (error.code is Code.EXTERNAL_LEFT) is left


def test_what_was_there_before_is_not_undone(tmp_path: Path, system: Path, target: Path) -> None:
    install(bundle_of(tmp_path / "a", {"one": script(system, "one")}), tmp_path / "elsewhere")
    parts = {"one": script(system, "one"), "two": script(system, "two", status=7)}
    bundle = bundle_of(tmp_path / "b", parts)
    plan = make_plan(bundle, ("one", "two"), target)
    assert [program.replaces for program in plan.programs] == [True, False]
    assert plan.to_document()["programs"][0]["undo"] is None  # type: ignore[index]
    assert failure(bundle, target).facts["components"] == "one"
    assert (system / "opt/one").exists()


def test_a_missing_external_component_is_installed_again(tmp_path: Path, system: Path, target: Path) -> None:
    bundle = bundle_of(tmp_path / "b", {"one": script(system, "one")})
    install(bundle, target)
    (system / "opt/one/uninstall").unlink()
    assert make_plan(bundle, ("one",), target).components[0].action is Action.REPLACE
    install(bundle, target)
    assert runs(system) == ["install one", "install one"]


def test_a_component_can_be_seen_by_what_a_program_prints(tmp_path: Path, system: Path, target: Path) -> None:
    looking = Detect(program="/bin/cat", arguments=(str(system / "state"),), prints="there")
    part = Part(
        {"bin/setup": f"#!/bin/sh\necho there > {system}/state\n".encode()},
        (),
        External(kind="program", file="bin/setup", detect=looking),
    )
    bundle = bundle_of(tmp_path / "b", {"one": part})
    install(bundle, target)
    assert make_plan(bundle, ("one",), target).is_done
    (system / "state").write_text("gone\n")
    assert not make_plan(bundle, ("one",), target).is_done
