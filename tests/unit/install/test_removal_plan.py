"""`assent uninstall --dry-run`: what would go, what stays, and nothing is changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.bundles import picture, write_files
from helpers.externals import Part, bundle_of, runs, script
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.plan import Action, make_plan
from installer.install.plan_document import PlanDocument
from installer.install.removal_plan import plan_removal
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle

Assent = "Callable[..., tuple[int, str, str]]"


@pytest.fixture
def system(tmp_path: Path) -> Path:
    folder = tmp_path / "system"
    folder.mkdir()
    return folder


@pytest.fixture
def mixed(tmp_path: Path, system: Path, target: Path) -> Bundle:
    """Files, a program with an uninstaller and one without; all installed."""
    parts = {
        "core": Part({"bin/core": b"1", "conf/core.ini": b"a = 1"}),
        "tool": script(system, "tool", requires=("core",)),
        "bare": script(system, "bare", undo=False),
    }
    made = bundle_of(tmp_path / "mixed", parts)
    run(made, make_plan(made, tuple(parts), target), Covered(), ignore, Cancel())
    return made


@pytest.mark.usefixtures("mixed")
def test_it_names_what_goes_and_what_stays(target: Path, system: Path) -> None:
    write_files(target, {"conf/core.ini": b"mine"})
    before, ran = picture(target), runs(system)
    plan = plan_removal(target, ())
    assert {item.id: item.action for item in plan.components} == {
        "core": Action.REMOVE,
        "tool": Action.REMOVE,
        "bare": Action.KEEP,
    }
    assert (plan.removed, plan.left) == (("bin/core",), ("conf/core.ini",))
    assert [program.component for program in plan.programs] == ["tool"]
    assert not plan.programs[0].can_be_undone
    assert (picture(target), runs(system)) == (before, ran)


@pytest.mark.usefixtures("mixed")
def test_it_refuses_what_the_removal_would_refuse(target: Path, tmp_path: Path) -> None:
    for folder, ids, code in (
        (target, ("core",), Code.COMPONENT_NEEDED),
        (target, ("other",), Code.NOT_INSTALLED),
        (tmp_path / "nowhere", (), Code.NOT_INSTALLED),
    ):
        with pytest.raises(AssentError) as caught:
            plan_removal(folder, ids)
        assert caught.value.code is code


@pytest.mark.usefixtures("mixed")
def test_people_and_machines_are_shown_it_and_then_told_what_became_of_it(
    target: Path, system: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    before = picture(target)
    remove = ("uninstall", "--target", target)
    status, out, _ = assent(*remove, "--dry-run", "--lang", "en")
    assert status == 0
    for line in (
        "  core 1.0: remove",
        "  bare 1.0: keep as it is",
        f"  starts for tool: {system}/opt/tool/uninstall",
        "    cannot be undone if a later step fails",
        "  removed: bin/core",
    ):
        assert line in out
    status, out, _ = assent(*remove, "--dry-run", "--json")
    assert status == 0
    plan = msgspec.convert(json.loads(out)["plan"], PlanDocument)
    assert set(plan.removed) == {"bin/core", "conf/core.ini"}
    assert picture(target) == before
    status, out, _ = assent(*remove, "--lang", "en")
    assert status == 0
    assert "core: removed" in out
    assert "bare: left, because no way to uninstall it is known" in out
