from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import names_in, picture
from helpers.externals import Part, bundle_of
from helpers.places import Memory
from helpers.proofs import Covered
from helpers.systems import has_desktop_files
from msgspec.structs import replace

from installer.errors import AssentError, Code, Refused
from installer.install.entry import FileEntry
from installer.install.inventory import Installed, Registered
from installer.install.manifest import BundleComponent
from installer.install.plan import make_plan
from installer.install.records import Register
from installer.install.registration import places, wanted
from installer.install.registration.places import NOT_OURS, DesktopFiles, folder_for, open_place
from installer.install.registration.spec import Registration
from installer.install.registration.wanted import digest, entry_change, removal_of, wanted_entry
from installer.install.remove import uninstall
from installer.install.steps import _register, _unregister
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from installer.install.bundle import Bundle

ENTRY = Registration(name={"en": "Viewer"}, exec="bin/viewer", icon="icon.png")
FILES = {"bin/viewer": b"1", "icon.png": b"png"}
NAME = "assent-a-12345678"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "share"))
    return tmp_path / "share/applications"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def bundle(tmp_path: Path, entry: Registration | None, version: str) -> Bundle:
    return bundle_of(tmp_path / version, {"a": Part(FILES, registration=entry)}, version)


def install(made: Bundle, target: Path) -> None:
    run(made, make_plan(made, ("a",), target), Covered(), ignore, Cancel())


@has_desktop_files
def test_an_entry_comes_changes_and_goes_with_its_component(
    tmp_path: Path, desktop: Path, target: Path
) -> None:
    first = bundle(tmp_path, ENTRY, "1.0")
    plan = make_plan(first, ("a",), target)
    ((path, action),) = plan.entries
    assert action == "make"
    assert not desktop.exists()
    install(first, target)
    assert f'Exec="{target}/bin/viewer"' in Path(path).read_text()
    assert make_plan(first, ("a",), target).is_done
    second = bundle(tmp_path, replace_name(ENTRY), "2.0")
    assert make_plan(second, ("a",), target).entries == ((path, "replace"),)
    install(second, target)
    assert "Name=Other" in Path(path).read_text()
    third = bundle(tmp_path, None, "3.0")
    assert make_plan(third, ("a",), target).entries == ((path, "remove"),)
    install(third, target)
    assert names_in(desktop) == []
    install(bundle(tmp_path, ENTRY, "4.0"), target)
    uninstall(target, (), ignore)
    assert names_in(desktop) == []


def replace_name(entry: Registration) -> Registration:
    from msgspec.structs import replace as with_

    return with_(entry, name={"en": "Other"})


@has_desktop_files
def test_a_lost_entry_is_made_again_and_a_changed_one_stays(
    tmp_path: Path, desktop: Path, target: Path
) -> None:
    first = bundle(tmp_path, ENTRY, "1.0")
    install(first, target)
    (name,) = names_in(desktop)
    (desktop / name).unlink()
    assert make_plan(first, ("a",), target).entries == ((str(desktop / name), "make"),)
    install(first, target)
    (desktop / name).write_text("mine")
    second = bundle(tmp_path, replace_name(ENTRY), "2.0")
    plan = make_plan(second, ("a",), target)
    assert (plan.entries, plan.left) == ((), (str(desktop / name),))
    install(second, target)
    result = uninstall(target, (), ignore)
    assert result.left == (str(desktop / name),)
    assert (desktop / name).read_text() == "mine"


@has_desktop_files
@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_an_entry_of_somebody_else_stops_the_plan(
    tmp_path: Path, desktop: Path, target: Path, kind: str
) -> None:
    first = bundle(tmp_path, ENTRY, "1.0")
    ((path, _),) = make_plan(first, ("a",), target).entries
    desktop.mkdir(parents=True)
    if kind == "file":
        Path(path).write_text("theirs")
    elif kind == "link":
        Path(path).symlink_to("elsewhere")
    else:
        Path(path).mkdir()
    with pytest.raises(AssentError) as caught:
        make_plan(first, ("a",), target)
    assert (caught.value.code, caught.value.facts["path"]) == (Code.TARGET_FOREIGN, path)


def test_a_failure_after_the_entry_puts_the_old_one_back(tmp_path: Path, desktop: Path, target: Path) -> None:
    from helpers.externals import script

    install(bundle(tmp_path, ENTRY, "1.0"), target)
    before = picture(desktop)
    system = tmp_path / "system"
    system.mkdir()
    parts = {"a": Part(FILES, registration=replace_name(ENTRY)), "bad": script(system, "bad", status=1)}
    bad = bundle_of(tmp_path / "bad", parts, "2.0")
    with pytest.raises(AssentError):
        run(bad, make_plan(bad, ("a", "bad"), target), Covered(), ignore, Cancel())
    assert picture(desktop) == before


@has_desktop_files
def test_whose_entry_it_is_depends_on_who_installs_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_DIRS", raising=False)
    own, shared = "/home/me/.local/share/applications", "/usr/local/share/applications"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert folder_for(Path("/opt/x")) == ("desktop", shared)
    assert folder_for(Path("/home/me/x")) == ("desktop", own)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert folder_for(Path("/opt/x")) == ("desktop", own)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert folder_for(Path("/opt/x")) == ("desktop", str(tmp_path / "applications"))


@has_desktop_files
def test_a_place_of_another_system_cannot_be_opened() -> None:
    with pytest.raises(OSError, match="program-list"):
        open_place("program-list", "user")


@has_desktop_files
def test_a_place_says_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = DesktopFiles(tmp_path)
    assert place.read(NAME) is None
    (tmp_path / f"{NAME}.desktop").mkdir()
    assert place.read(NAME) == NOT_OURS
    place.remove("assent-none")

    def broken(*_args: object) -> int:
        raise OSError(5, "EIO")

    monkeypatch.setattr(places.os, "open", broken)
    with pytest.raises(OSError, match="EIO"):
        place.read(NAME)


# Windows' list of programs: the texts and the rules, against a fake of its place


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Memory:
    monkeypatch.setattr(wanted, "folder_for", lambda _target: ("program-list", "user"))
    return Memory()


def component() -> BundleComponent:
    files = (FileEntry("bin/viewer", 1500, 0o755, "ab" * 32),)
    made = BundleComponent("a", "1.2", ("p",), (), "a.tar.zst", 9, "ab" * 32, 1500, files)
    return replace(made, registration=Registration(name={"en": "Viewer"}, exec="bin/viewer"))


@has_desktop_files
@pytest.mark.usefixtures("windows")
def test_the_list_of_programs_knows_name_version_size_and_how_to_uninstall() -> None:
    entry = wanted_entry(component(), "Publisher", Path("/pro grams/a"))
    assert entry is not None
    assert (entry.kind, entry.folder) == ("program-list", "user")
    values = json.loads(entry.text)
    assert values["DisplayName"] == "Viewer"
    assert values["DisplayVersion"] == "1.2"
    assert values["EstimatedSize"] == 2
    assert values["UninstallString"] == f'{sys.executable} uninstall --target "/pro grams/a" a'
    assert values["DisplayIcon"] == str(Path("/pro grams/a/bin/viewer"))


def test_an_entry_in_the_list_is_made_and_taken_back_by_its_steps(windows: Memory) -> None:
    entry = wanted_entry(component(), "Publisher", Path("/p"))
    change = entry_change(entry, None, windows.open)
    (step,) = change.steps
    assert step.old is None
    for _ in range(2):
        _register(step, windows.open)
        assert windows.entries == {step.name: step.new}
    for _ in range(2):
        _unregister(step, windows.open)
        assert windows.entries == {}


def installed(text: str) -> Installed:
    made = Registered("program-list", "user", NAME, digest(text))
    return Installed("a", "1", (), (), "b", "ab" * 32, "ab" * 32, "", (), entries=(made,))


def test_the_steps_never_overwrite_what_somebody_changed() -> None:
    step = Register("program-list", "user", NAME, "old", "new")
    theirs = Memory({NAME: "theirs"})
    with pytest.raises(Refused) as caught:
        _register(step, theirs.open)
    assert caught.value.code is Code.PLAN_STALE
    _unregister(step, theirs.open)
    assert theirs.entries == {NAME: "theirs"}
    for now in ("old", "new"):
        place = Memory({NAME: now})
        _unregister(step, place.open)
        assert place.entries == {NAME: "old"}


def test_an_entry_is_removed_unless_it_was_changed_or_is_gone() -> None:
    before = installed("ours")
    assert removal_of(before.entries, Memory().open).steps == ()
    change = removal_of(before.entries, Memory({NAME: "ours"}).open)
    (step,) = change.steps
    place = Memory({NAME: "ours"})
    _register(step, place.open)
    assert place.entries == {}
    assert removal_of(before.entries, Memory({NAME: "theirs"}).open).left == (f"HKCU\\{NAME}",)
    assert wanted_entry(replace(component(), registration=None), "P", Path("/p")) is None
