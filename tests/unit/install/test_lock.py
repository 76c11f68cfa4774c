from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from helpers.faults import in_child

from installer.errors import AssentError, Code
from installer.install.destination import Root
from installer.install.files import files
from installer.install.lock import lock

fcntl = pytest.importorskip("fcntl", reason="POSIX locks and flags; tests/windows has its own")

if TYPE_CHECKING:
    from pathlib import Path


def test_a_lock_names_its_holder_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with Root(tmp_path) as root, lock(root):
        assert (tmp_path / ".assent/lock").read_text() == str(os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_a_second_holder_is_refused_at_once_and_told_who_holds_it(tmp_path: Path) -> None:
    def second() -> object:
        with Root(tmp_path) as root:
            try:
                with lock(root):
                    return None
            except AssentError as error:
                return error.code.value, error.facts["pid"]

    with Root(tmp_path) as root, lock(root):
        assert in_child(second).result == ("install.busy", str(os.getpid()))
    assert in_child(second).result is None


def test_a_dead_holder_holds_nothing(tmp_path: Path) -> None:
    def die() -> None:
        with Root(tmp_path) as root, lock(root):
            os.kill(os.getpid(), 9)

    assert in_child(die).killed
    assert (tmp_path / ".assent/lock").exists()
    with Root(tmp_path) as root, lock(root):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_unnamed_holder_is_still_a_holder(tmp_path: Path) -> None:
    (tmp_path / ".assent").mkdir()
    with (tmp_path / ".assent/lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with Root(tmp_path) as root, pytest.raises(AssentError) as caught, lock(root):
            pass
    assert (caught.value.code, caught.value.facts["pid"]) == (Code.BUSY, "?")


def test_a_lock_that_went_away_between_opening_and_locking_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock, times = fcntl.flock, [0]

    def racing(handle: int, operation: int) -> None:
        times[0] += 1
        if times[0] == 1:
            (tmp_path / ".assent/lock").unlink()
            (tmp_path / ".assent").rmdir()
        elif times[0] == 2:
            (tmp_path / ".assent/lock").unlink()
            (tmp_path / ".assent/lock").touch()
        flock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", racing)
    with Root(tmp_path) as root, lock(root):
        assert times == [3]
        assert (tmp_path / ".assent/lock").read_text() == str(os.getpid())


def test_a_crowd_that_never_ends_is_busy_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: (tmp_path / ".assent/lock").unlink())
    with Root(tmp_path) as root, pytest.raises(AssentError) as caught, lock(root):
        pass
    assert caught.value.code is Code.BUSY


def test_a_lock_file_that_is_just_going_away_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, times = files.open_or_create, [0]

    def going(name: str, parent: int) -> int:
        times[0] += 1
        if times[0] <= 2:
            raise FileNotFoundError(errno.ENOENT, "going", name)
        return real(name, parent)

    monkeypatch.setattr(files, "open_or_create", going)
    with Root(tmp_path) as root, lock(root):
        assert times == [3]


def test_a_target_that_has_gone_is_not_called_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str, _parent: int) -> int:
        raise FileNotFoundError(errno.ENOENT, "gone", name)

    monkeypatch.setattr(files, "open_or_create", gone)
    with Root(tmp_path) as root, pytest.raises(FileNotFoundError), lock(root):
        pass


def test_a_file_system_without_locks_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", none)
    with Root(tmp_path) as root, pytest.raises(OSError, match="no locks"), lock(root):
        pass


def test_a_link_in_place_of_the_own_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "target").mkdir()
    (tmp_path / "target/.assent").symlink_to("../elsewhere")
    with Root(tmp_path / "target") as root, pytest.raises(AssentError) as caught, lock(root):
        pass
    assert caught.value.code is Code.TARGET_FOREIGN
    assert list((tmp_path / "elsewhere").iterdir()) == []
