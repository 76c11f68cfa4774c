"""External components are removed by their own uninstallers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import picture
from helpers.externals import Part, bundle_of, runs, script
from helpers.installing import install

from installer.errors import AssentError, Code
from installer.install.plan import Action, make_plan
from installer.install.remove import uninstall
from installer.progress import ignore

if TYPE_CHECKING:
    from pathlib import Path

CORE = Part({"bin/core": b"core 1"})


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
