from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.externals import PROGRAM
from helpers.proofs import Covered
from msgspec.structs import replace

from installer.errors import AssentError, BadInput, Cancelled, Code, Refused
from installer.install.destination import Root
from installer.install.inventory import Installed, Inventory, installed
from installer.install.modify import leaving_of
from installer.install.plan import Action, make_plan
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.transaction import InstallResult

PARTS = {
    "core": {"bin/core": b"core", "share/core/data": b"data"},
    "left": {"bin/left": b"left", "share/left/deep/data": b"left data", "left.ini": b"a = 1"},
    "right": {"bin/right": b"right", "share/right/data": b"right data"},
}
REQUIRES = {"left": ("core",), "right": ("core",)}


@pytest.fixture
def parts(tmp_path: Path) -> Bundle:
    return make_bundle(tmp_path / "parts", PARTS, requires=REQUIRES)


@pytest.fixture
def whole(parts: Bundle, target: Path) -> dict[str, str]:
    """`core` and `left` are installed, beside somebody's file."""
    write_files(target, {"notes.txt": b"mine"})
    run(parts, make_plan(parts, ("left",), target), Covered(), ignore, Cancel())
    return picture(target)


def modify(
    bundle: Bundle, target: Path, come: tuple[str, ...], go: tuple[str, ...], proof: Covered | None = None
) -> InstallResult:
    plan = make_plan(bundle, come, target, leaving=go)
    return run(bundle, plan, proof or Covered(), ignore, Cancel())


def refusal(bundle: Bundle, target: Path, come: tuple[str, ...], go: tuple[str, ...]) -> AssentError:
    before = picture(target)
    with pytest.raises(AssentError) as caught:
        modify(bundle, target, come, go)
    assert picture(target) == before
    return caught.value


def test_one_comes_and_another_goes_in_one_transaction(
    parts: Bundle, target: Path, whole: dict[str, str]
) -> None:
    proof = Covered()
    result = modify(parts, target, ("right",), ("left",), proof)
    assert {item.id: item.state for item in result.components} == {
        "left": "removed",
        "core": "kept",
        "right": "installed",
    }
    # What goes needs no acceptance.
    assert set(proof.asked) == {"right"}
    files = {name for name, value in picture(target).items() if value != "folder"} - {"inventory"}
    assert files == {"notes.txt", "bin/core", "share/core/data", "bin/right", "share/right/data"}
    assert not (target / "share/left").exists()
    assert not leftovers(target)
    with Root(target) as root:
        assert installed(root) == ("core", "right")
    del whole


def test_the_plan_shows_what_goes(parts: Bundle, target: Path, whole: dict[str, str]) -> None:
    plan = make_plan(parts, ("right",), target, leaving=("left",))
    assert [(item.id, item.action) for item in plan.components] == [
        ("left", Action.REMOVE),
        ("core", Action.KEEP),
        ("right", Action.INSTALL),
    ]
    assert set(plan.removed) == set(PARTS["left"])
    assert set(plan.folders_removed) == {"share/left", "share/left/deep"}
    assert picture(target) == whole


def test_what_was_changed_stays_and_is_named(parts: Bundle, target: Path, whole: dict[str, str]) -> None:
    write_files(target, {"left.ini": b"a = mine", "share/left/mine": b"mine"})
    result = modify(parts, target, (), ("left",))
    assert result.left == ("left.ini",)
    assert (target / "left.ini").read_bytes() == b"a = mine"
    assert (target / "share/left/mine").read_bytes() == b"mine"
    assert not (target / "share/left/deep").exists()
    del whole


def test_when_everything_goes_only_what_is_others_stays(
    parts: Bundle, target: Path, whole: dict[str, str]
) -> None:
    modify(parts, target, (), ("left", "core"))
    assert picture(target).keys() == {"notes.txt"}
    assert not (target / ".assent").exists()
    del whole


def test_what_others_need_does_not_go(parts: Bundle, target: Path, whole: dict[str, str]) -> None:
    for come, go, needed_by in (((), ("core",), "left"), (("right",), ("core", "left"), "right")):
        error = refusal(parts, target, come, go)
        assert error.code is Code.COMPONENT_NEEDED
        assert error.facts == {"component": "core", "needed_by": needed_by}
    error = refusal(parts, target, ("left",), ("left",))
    assert (error.code, error.facts["needed_by"]) == (Code.COMPONENT_NEEDED, "left")
    del whole


def test_what_is_not_there_does_not_go(parts: Bundle, target: Path, whole: dict[str, str]) -> None:
    error = refusal(parts, target, ("right",), ("other",))
    assert isinstance(error, BadInput)
    assert (error.code, error.facts["component"]) == (Code.NOT_INSTALLED, "other")
    del whole


def test_a_file_of_what_goes_is_not_taken_over_by_what_comes(
    parts: Bundle, tmp_path: Path, target: Path, whole: dict[str, str]
) -> None:
    other = make_bundle(tmp_path / "other", {"new": {"bin/left": b"another's"}})
    assert refusal(other, target, ("new",), ("left",)).code is Code.TARGET_FOREIGN
    del parts, whole


@pytest.mark.parametrize("at", [0, 1, 3, 5])
def test_a_cancel_at_any_moment_brings_everything_back(
    at: int, parts: Bundle, target: Path, whole: dict[str, str]
) -> None:
    cancel = Cancel()

    def listen(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == at:
            cancel.request()

    plan = make_plan(parts, ("right",), target, leaving=("left",))
    # All five are counted, three that go and two that come; the last step is ours to write down.
    with pytest.raises(Cancelled):
        run(parts, plan, Covered(), listen, cancel)
    assert picture(target) == whole
    assert not leftovers(target)


def test_what_has_its_own_uninstaller_goes_by_itself(tmp_path: Path) -> None:
    program = replace(PROGRAM, component="driver", undo=("/bin/true",))
    driver = Installed("driver", "1", (), (), "b", "0" * 64, "0" * 64, "", (), external=program)
    with pytest.raises(Refused) as caught:
        leaving_of(Inventory((driver,)), ("driver",), {}, tmp_path)
    assert (caught.value.code, caught.value.facts) == (Code.MODIFY_EXTERNAL, {"component": "driver"})
