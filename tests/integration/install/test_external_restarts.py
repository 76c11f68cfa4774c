"""External installers that need a restart: at some time, or before anything else goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from helpers.externals import Part, bundle_of, runs, script
from helpers.installing import failure, install

from installer.errors import Code, Outcome
from installer.install.external.spec import Meaning
from installer.install.plan import Action, make_plan
from installer.install.remove import uninstall
from installer.install.restart import Restart
from installer.progress import ignore

if TYPE_CHECKING:
    from pathlib import Path

CORE = Part({"bin/core": b"core 1"})


def test_a_restart_that_is_needed_some_time_is_said(tmp_path: Path, system: Path, target: Path) -> None:
    parts = {
        "one": script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT}),
        "two": script(system, "two"),
    }
    result = install(bundle_of(tmp_path / "b", parts), target)
    assert result.restart == Restart(asked_by=("one",))
    assert runs(system) == ["install one", "install two"]


def test_a_restart_that_comes_first_leaves_the_rest_for_the_next_start(
    tmp_path: Path, system: Path, target: Path
) -> None:
    first = script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT_FIRST})
    bundle = bundle_of(tmp_path / "b", {"core": CORE, "one": first, "two": script(system, "two")})
    result = install(bundle, target)
    assert result.restart == Restart(asked_by=("one",), pending=("two",))
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
