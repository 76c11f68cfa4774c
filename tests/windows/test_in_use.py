"""Files of an installation that programs still use."""

from __future__ import annotations

import subprocess
import winreg
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture
from helpers.installing import failure, install

from installer.errors import Code
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.progress import ignore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.bundle import Bundle

PROGRAM = Path(r"C:\Windows\System32\cmd.exe")


def version(folder: Path, number: int) -> Bundle:
    """A program that runs, of which each version is another file."""
    content = PROGRAM.read_bytes() + bytes(number)
    files = {"core": {"bin/run.exe": content, "conf/settings.ini": b"%d" % number}}
    return make_bundle(folder / str(number), files, version=f"{number}.0")


@contextmanager
def running(program: Path) -> Iterator[None]:
    command = [program, "/q", "/k", "echo started"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"started")
        yield
        process.kill()


def pending_operations() -> list[str]:
    """What Windows is to rename or remove at its next start."""
    place = r"System\CurrentControlSet\Control\Session Manager"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
        try:
            return list(winreg.QueryValueEx(key, "PendingFileRenameOperations")[0])
        except FileNotFoundError:
            return []


def test_a_program_that_runs_is_replaced_and_its_old_file_goes_at_the_restart(tmp_path: Path) -> None:
    target = tmp_path / "target"
    install(version(tmp_path, 1), target)
    second = version(tmp_path, 2)
    with running(target / "bin/run.exe"):
        result = install(second, target)
        assert result.restart.is_needed
        assert [item.state for item in result.components] == ["replaced"]
        assert (target / "bin/run.exe").read_bytes() == PROGRAM.read_bytes() + bytes(2)
        aside = leftovers(target)
        assert [name[:4] for name in aside] == ["old-"]
        waiting = [name for name in pending_operations() if aside[0] in name]
        assert [Path(name).name for name in waiting] == ["0", aside[0]]
    # Nobody restarted: the next transaction takes it away.
    assert not install(version(tmp_path, 3), target).restart.is_needed
    assert leftovers(target) == []


def test_a_program_that_runs_is_uninstalled_and_a_restart_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "target"
    install(version(tmp_path, 1), target)
    with running(target / "bin/run.exe"):
        result = uninstall(target, (), ignore)
        assert result.restart.is_needed
        assert not (target / "bin").exists()
        assert len(leftovers(target)) == 1


def test_a_file_that_nobody_else_may_touch_stops_the_upgrade_and_everything_is_as_it_was(
    tmp_path: Path,
) -> None:
    target = tmp_path / "target"
    install(version(tmp_path, 1), target)
    before = picture(target)
    second = version(tmp_path, 2)
    with (target / "conf/settings.ini").open("r+b"):
        error = failure(second, target)
    assert (error.code, error.facts["name"]) == (Code.FILE_IN_USE, "settings.ini")
    assert picture(target) == before
    assert leftovers(target) == []
    assert recover(target).ending.value == "nothing"
    assert [item.state for item in install(second, target).components] == ["replaced"]


@pytest.mark.parametrize("content", [b"1", b"changed by hand"])
def test_a_file_in_use_of_what_is_uninstalled_stops_it_too(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "target"
    install(version(tmp_path, 1), target)
    (target / "conf/settings.ini").write_bytes(content)
    before = picture(target)
    with (target / "conf/settings.ini").open("r+b"):
        if content == b"1":
            with pytest.raises(Exception, match="in-use"):
                uninstall(target, (), ignore)
            assert picture(target) == before
        else:
            assert uninstall(target, (), ignore).left == ("conf/settings.ini",)
