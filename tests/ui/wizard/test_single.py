"""A second start raises the first window, and nobody else's."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ui import single
from ui.listener import Listener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of this user alone, with a short name: the system limits the names of sockets."""
    with tempfile.TemporaryDirectory(prefix="assent") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.mark.usefixtures("qapp")
def test_the_first_start_finds_nobody(runtime: Path, tmp_path: Path) -> None:
    assert not single.hand_over(tmp_path)
    assert list(runtime.iterdir()) == []


@pytest.mark.usefixtures("runtime")
def test_the_second_start_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    listener = Listener(tmp_path)
    with qtbot.waitSignal(listener.called, timeout=3000):
        assert single.hand_over(tmp_path)
    listener.close()
    assert not single.hand_over(tmp_path)
    listener.close()


@pytest.mark.usefixtures("runtime", "qapp")
def test_another_state_folder_is_another_program(tmp_path: Path) -> None:
    listener = Listener(tmp_path / "one")
    assert not single.hand_over(tmp_path / "other")
    listener.close()


@pytest.mark.usefixtures("runtime")
def test_what_a_dead_window_left_stops_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    place = single.meeting_place(tmp_path)
    assert place is not None
    left = socket.socket(socket.AF_UNIX)
    left.bind(place)
    left.close()
    assert not single.hand_over(tmp_path)
    listener = Listener(tmp_path)
    with qtbot.waitSignal(listener.called, timeout=3000):
        assert single.hand_over(tmp_path)
    listener.close()


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_others_can_write_to_is_not_used(runtime: Path, tmp_path: Path) -> None:
    runtime.chmod(0o777)
    assert single.meeting_place(tmp_path) is None
    assert not single.hand_over(tmp_path)
    Listener(tmp_path).close()
    runtime.chmod(0o700)


def test_a_folder_that_is_not_there_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "missing"))
    assert single.meeting_place(tmp_path) is None


def test_without_a_runtime_folder_they_meet_beside_the_state(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    place = single.meeting_place(tmp_path)
    assert place is not None
    assert Path(place).parent == tmp_path
    # Before anything was recorded there is no such folder, and looking around makes none.
    assert single.meeting_place(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()
