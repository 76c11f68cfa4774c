"""What a repair restores beside files: empty folders and menu entries; and what it says of programs."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, leftovers, picture, write_files
from helpers.externals import Part, bundle_of, runs, script
from helpers.proofs import Covered, CoveredBut
from helpers.publishers import pub

from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.registration.spec import Registration
from installer.install.repair import RepairResult, Wanted, repair
from installer.install.transaction import run
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle

FILES = {"bin/viewer": b"1"}
VIEWER = Registration(name={"en": "Viewer"}, exec="bin/viewer")
FOLDERS = ("logs/of/viewer", "spool")


@pytest.fixture(autouse=True)
def applications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "share"))
    return tmp_path / "share/applications"


@pytest.fixture
def bundle(tmp_path: Path, target: Path) -> Bundle:
    """A component with an entry and two empty folders; it is installed."""
    part = Part(FILES, registration=VIEWER, folders=FOLDERS)
    made = bundle_of(tmp_path / "bundle", {"viewer": part, "other": Part({"other": b"2"})})
    run(made, make_plan(made, ("viewer", "other"), target), Covered(), ignore, Cancel())
    return made


@pytest.fixture
def entry(bundle: Bundle, applications: Path) -> Path:
    """The menu entry."""
    (found,) = applications.iterdir()
    del bundle
    return found


def repaired(bundle: Bundle, target: Path, *, force: bool = False) -> RepairResult:
    return repair(bundle, Wanted(target, force=force), Covered(), ignore)


def states(result: RepairResult) -> dict[str, str]:
    return {item.id: item.state for item in result.components}


def inventory(target: Path) -> bytes:
    return (target / ".assent/inventory.json").read_bytes()


def test_an_entry_that_is_gone_is_made_again(bundle: Bundle, target: Path, entry: Path) -> None:
    text, before = entry.read_bytes(), inventory(target)
    entry.unlink()
    result = repaired(bundle, target)
    assert states(result) == {"viewer": "repaired", "other": "kept"}
    assert (result.entries, result.restored, result.replaced) == ((str(entry),), (), ())
    assert entry.read_bytes() == text
    assert inventory(target) == before
    assert not leftovers(target)


def test_a_changed_entry_stays_unless_it_is_to_be_replaced(bundle: Bundle, target: Path, entry: Path) -> None:
    text = entry.read_bytes()
    entry.write_text("[Desktop Entry]\nName=Mine\n")
    result = repaired(bundle, target)
    assert states(result) == {"viewer": "kept", "other": "kept"}
    assert (result.left, result.entries) == ((str(entry),), ())
    assert entry.read_text() == "[Desktop Entry]\nName=Mine\n"
    result = repaired(bundle, target, force=True)
    assert (result.left, result.entries, result.replaced) == ((), (str(entry),), (str(entry),))
    assert entry.read_bytes() == text


def test_an_entry_is_not_made_again_from_a_bundle_without_it(
    bundle: Bundle, tmp_path: Path, target: Path, entry: Path
) -> None:
    bare = bundle_of(tmp_path / "bare", {"viewer": Part(FILES, folders=FOLDERS)})
    entry.unlink()
    with pytest.raises(AssentError) as caught:
        repair(bare, Wanted(target, ("viewer",)), Covered(), ignore)
    assert caught.value.code is Code.REPAIR_MISMATCH
    assert not entry.exists()
    del bundle


def test_what_the_bundle_says_of_an_entry_now_is_remembered(
    bundle: Bundle, tmp_path: Path, target: Path, entry: Path
) -> None:
    """The same payload under another name in menus: the inventory knows the text that was written."""
    named = Registration(name={"en": "Watcher"}, exec="bin/viewer")
    renamed = bundle_of(tmp_path / "renamed", {"viewer": Part(FILES, registration=named, folders=FOLDERS)})
    entry.unlink()
    assert repair(renamed, Wanted(target, ("viewer",)), Covered(), ignore).entries == (str(entry),)
    assert "Name=Watcher" in entry.read_text()
    assert repair(renamed, Wanted(target, ("viewer",)), Covered(), ignore).left == ()
    del bundle


def test_empty_folders_that_are_gone_are_made_again(bundle: Bundle, target: Path) -> None:
    whole = picture(target)
    (target / "logs/of/viewer").rmdir()
    (target / "logs/of").rmdir()
    (target / "spool").rmdir()
    result = repaired(bundle, target)
    assert states(result)["viewer"] == "repaired"
    assert result.folders == FOLDERS
    assert picture(target) == whole


def test_a_file_in_the_place_of_a_folder_is_named_and_left_alone(bundle: Bundle, target: Path) -> None:
    (target / "spool").rmdir()
    write_files(target, {"spool": b"mine"})
    before = picture(target)
    with pytest.raises(AssentError) as caught:
        repaired(bundle, target)
    assert (caught.value.code, caught.value.facts["path"]) == (Code.TARGET_FOREIGN, str(target / "spool"))
    assert picture(target) == before


@pytest.mark.parametrize("since", [1, 2])
def test_entries_and_folders_rest_on_an_acceptance_too(
    bundle: Bundle, target: Path, entry: Path, since: int
) -> None:
    entry.unlink()
    (target / "spool").rmdir()
    before = picture(target)
    with pytest.raises(AssentError) as caught:
        repair(bundle, Wanted(target), CoveredBut("viewer", since), ignore)
    assert caught.value.code is Code.NOT_COVERED
    assert picture(target) == before
    assert not entry.exists()
    assert not leftovers(target)


def test_a_cancelled_repair_takes_its_entries_back(bundle: Bundle, target: Path, entry: Path) -> None:
    entry.unlink()
    (target / "bin/viewer").unlink()
    before, cancel = picture(target), Cancel()

    def listen(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == 1:
            cancel.request()

    with pytest.raises(AssentError) as caught:
        repair(bundle, Wanted(target), Covered(), listen, cancel)
    assert caught.value.code is Code.CANCELLED
    assert picture(target) == before
    assert not entry.exists()


def test_a_cancel_is_seen_while_files_are_compared(bundle: Bundle, target: Path) -> None:
    (target / "bin/viewer").unlink()
    before, cancel = picture(target), Cancel()
    cancel.request()
    with pytest.raises(AssentError) as caught:
        repair(bundle, Wanted(target), Covered(), ignore, cancel)
    assert caught.value.code is Code.CANCELLED
    assert picture(target) == before


def test_of_a_program_only_what_can_be_seen_is_said(tmp_path: Path, target: Path) -> None:
    system = tmp_path / "system"
    system.mkdir()
    made = bundle_of(
        tmp_path / "programs",
        {"seen": script(system, "seen"), "blind": script(system, "blind", detect=False)},
    )
    run(made, make_plan(made, ("seen", "blind"), target), Covered(), ignore, Cancel())
    assert states(repaired(made, target)) == {"seen": "present", "blind": "unchecked"}
    subprocess.run([system / "opt/seen/uninstall"], check=True)
    started = runs(system)
    assert states(repaired(made, target)) == {"seen": "missing", "blind": "unchecked"}
    # It is not started again by a repair.
    assert runs(system) == started


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ships the test publisher's key."""
    write_files(tmp_path / "program/installer/install/trust", {"test.pub": pub(KEY, "test publisher")})
    monkeypatch.setattr("installer.signatures.keys.program_root", lambda: tmp_path / "program")


@pytest.mark.usefixtures("trusted")
def test_a_person_is_told_of_all_of_it(
    target: Path, entry: Path, bundle: Bundle, assent: Callable[..., tuple[int, str, str]]
) -> None:
    entry.write_text("[Desktop Entry]\nName=Mine\n")
    status, out, _ = assent("repair", "--lang", "en", "--target", target, "--bundle", bundle.folder)
    assert status == 0
    assert "viewer: nothing to repair" in out
    assert f"  yours, left as it is: {entry}" in out
