"""External installers as components: real scripts, every exit status, and what becomes of it."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, names_in, picture
from helpers.externals import Part, bundle_of, runs, script
from helpers.proofs import Covered
from msgspec.structs import replace

from installer.errors import AssentError, Code, Outcome
from installer.install.external.spec import Command, Detect, External, Meaning
from installer.install.plan import Action, make_plan
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from installer.install.bundle import Bundle
    from installer.install.transaction import InstallResult

CORE = Part({"bin/core": b"core 1"})


@pytest.fixture
def system(tmp_path: Path) -> Path:
    folder = tmp_path / "system"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def install(bundle: Bundle, target: Path, *ids: str, cancel: Cancel | None = None) -> InstallResult:
    wanted = ids or tuple(component.id for component in bundle.components)
    return run(bundle, make_plan(bundle, wanted, target), Covered(), ignore, cancel or Cancel())


def failure(bundle: Bundle, target: Path, cancel: Cancel | None = None) -> AssentError:
    with pytest.raises(AssentError) as caught:
        install(bundle, target, cancel=cancel)
    return caught.value


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
    assert not result.reboot
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


def test_a_timeout_ends_the_whole_tree(tmp_path: Path, system: Path, target: Path) -> None:
    stubborn = (
        "#!/bin/sh\ntrap '' TERM\n"
        f"(trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$ > {system}/grandchild; sleep 60' & wait) &\n"
        "sleep 60\n"
    )
    part = script(system, "slow", text=stubborn, timeout=1)
    error = failure(bundle_of(tmp_path / "b", {"slow": part}), target)
    assert error.code is Code.EXTERNAL_TIMEOUT
    assert error.facts == {"component": "slow", "seconds": 1}
    assert is_gone((system / "grandchild").read_text().strip())
    assert not target.exists()


def is_gone(pid: str) -> bool:
    """Nothing of it runs; its entry may wait for the system's own first process to notice."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_cancel_ends_the_program_and_undoes_it(tmp_path: Path, system: Path, target: Path) -> None:
    waiting = f'#!/bin/sh\ntouch "{system}/began"\nsleep 60\n'
    parts = {"one": script(system, "one"), "slow": script(system, "slow", text=waiting)}
    cancel = Cancel()

    def watch() -> None:
        while not (system / "began").exists():
            time.sleep(0.01)
        cancel.request()

    thread = threading.Thread(target=watch)
    thread.start()
    error = failure(bundle_of(tmp_path / "b", parts), target, cancel)
    thread.join()
    assert error.code is Code.CANCELLED
    assert runs(system) == ["install one", "remove one"]
    assert not target.exists()


def test_a_program_that_is_not_there_cannot_be_started(tmp_path: Path, target: Path) -> None:
    part = Part(external=External(kind="program", program="/no/such/program", folder="target"))
    error = failure(bundle_of(tmp_path / "b", {"odd": part}), target)
    assert error.code is Code.EXTERNAL_NOT_STARTED
    assert error.facts["path"] == "/no/such/program"
    assert not target.exists()


def test_a_restart_that_is_needed_some_time_is_said(tmp_path: Path, system: Path, target: Path) -> None:
    parts = {
        "one": script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT}),
        "two": script(system, "two"),
    }
    result = install(bundle_of(tmp_path / "b", parts), target)
    assert result.reboot
    assert result.pending == ()
    assert runs(system) == ["install one", "install two"]


def test_a_restart_that_comes_first_leaves_the_rest_for_the_next_start(
    tmp_path: Path, system: Path, target: Path
) -> None:
    first = script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT_FIRST})
    bundle = bundle_of(tmp_path / "b", {"core": CORE, "one": first, "two": script(system, "two")})
    result = install(bundle, target)
    assert result.reboot
    assert result.pending == ("two",)
    assert [item.state for item in result.components] == ["installed", "installed", "pending"]
    assert runs(system) == ["install one"]
    plan = make_plan(bundle, ("core", "one", "two"), target)
    assert plan.pending == ("two",)
    assert plan.restart_first
    assert [item.action for item in plan.components] == [Action.KEEP, Action.KEEP, Action.INSTALL]
    error = failure(bundle, target)
    assert error.code is Code.RESTART_FIRST
    assert error.outcome is Outcome.REBOOT_REQUIRED
    restart(target)
    assert not make_plan(bundle, ("two",), target).restart_first
    result = install(bundle, target)
    assert [item.state for item in result.components] == ["kept", "kept", "installed"]
    assert runs(system) == ["install one", "install two"]
    assert not (target / ".assent/pending.json").exists()


def test_an_uninstall_forgets_what_waited_for_a_restart(tmp_path: Path, system: Path, target: Path) -> None:
    first = script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT_FIRST})
    install(bundle_of(tmp_path / "b", {"one": first, "two": script(system, "two")}), target)
    assert (target / ".assent/pending.json").exists()
    uninstall(target, (), ignore)
    assert list(target.iterdir()) == []


def restart(target: Path) -> None:
    """What a restart changes: the system's name for the time since its start."""
    waits = target / ".assent/pending.json"
    waits.write_text(json.dumps(json.loads(waits.read_text()) | {"boot": "an earlier start"}))


def test_an_uninstall_runs_the_uninstallers_last_first_and_a_failure_keeps_the_rest(
    tmp_path: Path, system: Path, target: Path
) -> None:
    parts = {"core": CORE, "one": script(system, "one"), "two": script(system, "two", requires=("one",))}
    bundle = bundle_of(tmp_path / "b", parts)
    install(bundle, target)
    (system / "opt/one/uninstall").write_text("#!/bin/sh\nexit 5\n")
    before = picture(target)["bin/core"]
    with pytest.raises(AssentError) as caught:
        uninstall(target, (), ignore)
    assert caught.value.code is Code.EXTERNAL_PARTLY
    assert caught.value.facts == {"components": "two", "path": str(target)}
    assert isinstance(caught.value.__cause__, AssentError)
    assert caught.value.__cause__.code is Code.EXTERNAL_FAILED
    assert caught.value.__cause__.facts["component"] == "one"
    assert runs(system)[-1] == "remove two"
    assert picture(target)["bin/core"] == before
    plan = make_plan(bundle, ("core", "one", "two"), target)
    assert [item.action for item in plan.components] == [Action.KEEP, Action.KEEP, Action.INSTALL]
    (system / "opt/one/uninstall").write_text(f"#!/bin/sh\nrm -rf {system}/opt/one\n")
    assert [item.state for item in uninstall(target, (), ignore).components] == ["removed", "removed"]
    assert list(target.iterdir()) == []


def test_a_component_without_an_uninstaller_is_said_to_stay(
    tmp_path: Path, system: Path, target: Path
) -> None:
    install(bundle_of(tmp_path / "b", {"one": script(system, "one", undo=False)}), target)
    (state,) = uninstall(target, (), ignore).components
    assert (state.id, state.state) == ("one", "left")
    assert (system / "opt/one").exists()


def test_a_folder_that_others_may_write_in_starts_nothing(tmp_path: Path, system: Path, target: Path) -> None:
    bundle = bundle_of(tmp_path / "b", {"one": script(system, "one")})
    target.mkdir()
    target.chmod(0o777)
    error = failure(bundle, target)
    assert error.code is Code.EXTERNAL_EXPOSED
    assert error.facts["path"] == str(target)
    assert runs(system) == []


def test_an_installer_that_is_swapped_after_staging_is_not_started(
    tmp_path: Path, system: Path, target: Path
) -> None:
    swapping = f'#!/bin/sh\necho evil >> "{target}/.assent/run/two/bin/setup.sh"\n'
    parts = {
        "one": script(system, "one", text=swapping, undo=False, detect=False),
        "two": script(system, "two"),
    }
    error = failure(bundle_of(tmp_path / "b", parts), target)
    assert error.code is Code.EXTERNAL_LEFT
    assert isinstance(error.__cause__, AssentError)
    assert error.__cause__.code is Code.PAYLOAD_DIGEST
    assert runs(system) == []


def test_kinds_of_another_system_are_refused_by_the_plan(tmp_path: Path, target: Path) -> None:
    part = Part({"a.msi": b"msi"}, (), External(kind="msiexec", file="a.msi"))
    with pytest.raises(AssentError) as caught:
        make_plan(bundle_of(tmp_path / "b", {"odd": part}), ("odd",), target)
    assert caught.value.code is Code.EXTERNAL_UNSUPPORTED
    assert caught.value.facts == {"component": "odd", "kind": "msiexec"}


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
