from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.externals import PROGRAM
from helpers.systems import needs_root
from msgspec.structs import replace

from installer.errors import AssentError, Code
from installer.install.destination import Root
from installer.install.external import private
from installer.install.external.leaving import stays, uninstaller_of
from installer.install.external.running import is_there, undo
from installer.install.inventory import Installed
from installer.install.pending import boot_id, read_pending, write_pending
from installer.install.room import require_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "target/.assent").mkdir(parents=True)
    return tmp_path / "target"


def exposed(target: Path) -> str:
    with Root(target) as root, pytest.raises(AssentError) as caught:
        private.require_private(root)
    assert caught.value.code is Code.EXTERNAL_EXPOSED
    return str(caught.value.facts["path"])


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_in_which_others_may_write_is_not_private(target: Path, mode: int) -> None:
    with Root(target) as root:
        private.require_private(root)
    (target / ".assent").chmod(mode)
    assert exposed(target) == str(target / ".assent")
    (target / ".assent").chmod(0o755)
    target.parent.chmod(mode)
    assert exposed(target) == str(target.parent)
    # As in /tmp: others may add names there, and not touch those that are not theirs.
    target.parent.chmod(mode | 0o1000)
    with Root(target) as root:
        private.require_private(root)
    target.parent.chmod(0o755)


@needs_root
def test_a_folder_of_another_user_is_not_private(target: Path) -> None:
    os.chown(target, 12345, -1)
    assert exposed(target) == str(target)


def test_the_folder_of_installers_is_closed_to_others_and_goes_with_all_that_is_in_it(
    target: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").write_text("stays")
    with Root(target) as root:
        names = private.prepare(root, "one", ("setup", "sub/deep/file", "sub/other"))
        private.prepare(root, "two", ())
        assert names["sub/deep/file"] == ".assent/run/one/sub/deep/file"
        assert (target / ".assent/run").stat().st_mode & 0o777 == 0o700
        (target / ".assent/run/one/sub/link").symlink_to(tmp_path / "outside")
        (target / ".assent/run/two/a log").write_text("left by an installer")
        private.clear(root)
        private.clear(root)
    assert not (target / ".assent/run").exists()
    assert (tmp_path / "outside").read_text() == "stays"


def test_without_our_folder_there_is_nothing_to_clear(tmp_path: Path) -> None:
    with Root(tmp_path) as root:
        private.clear(root)
    assert list(tmp_path.iterdir()) == []


def test_an_undo_from_a_place_that_others_may_write_is_not_run(target: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = replace(PROGRAM, undo=("/usr/bin/touch", str(marker)))
    target.chmod(0o777)
    with Root(target) as root:
        assert not undo(root, program)
        assert not marker.exists()
        target.chmod(0o755)
        assert undo(root, program)
    assert marker.exists()


def test_what_cannot_be_looked_at_is_unknown_and_not_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_there(PROGRAM) is None
    assert is_there(replace(PROGRAM, detect=("/no/such/program",))) is None
    assert is_there(replace(PROGRAM, detect=("/bin/false",))) is False
    assert is_there(replace(PROGRAM, detect=("/bin/echo", "yes"), prints="yes")) is True
    assert is_there(replace(PROGRAM, detect=("/bin/echo", "yes"), prints="no")) is False
    assert is_there(replace(PROGRAM, detect_path="/etc/passwd/below")) is False

    def broken(*_args: object) -> None:
        raise OSError(5, "EIO")

    with monkeypatch.context() as patch:
        patch.setattr(os, "lstat", broken)
        assert is_there(replace(PROGRAM, detect_path="/x")) is None


def test_what_waits_for_a_restart_is_written_and_read_strictly(target: Path) -> None:
    assert write_pending(()) is None
    text = write_pending(("a",))
    assert text is not None
    with Root(target) as root:
        assert read_pending(root) is None
        (target / ".assent/pending.json").write_bytes(text)
        found = read_pending(root)
        assert found is not None
        assert (found.components, found.boot, found.waits) == (("a",), boot_id(), boot_id() != "")
        for bad in (b"", b"{}", b'{"type": 1, "type": 2}', text.replace(b": 1", b": 2"), b"\xff"):
            (target / ".assent/pending.json").write_bytes(bad)
            with pytest.raises(AssentError) as caught:
                read_pending(root)
            assert caught.value.code is Code.INVENTORY_BROKEN


def test_a_system_without_a_name_for_its_starts_never_waits(
    target: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("installer.install.pending._BOOT", tmp_path / "none")
    (target / ".assent/pending.json").write_bytes(write_pending(("a",)) or b"")
    with Root(target) as root:
        found = read_pending(root)
    assert found is not None
    assert not found.waits


def test_a_real_disk_takes_files(tmp_path: Path) -> None:
    require_files(tmp_path / "not/yet/there")
    assert list(tmp_path.iterdir()) == []


def test_a_component_by_files_has_no_uninstaller() -> None:
    item = Installed("a", "1", (), (), "b", "ab" * 32, "ab" * 32, "", ())
    assert uninstaller_of(item) is None
    assert not stays(item)
