"""Files are whole or not there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from installer.evidence import durable


def test_a_file_is_written_whole_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    durable.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        durable.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_folders_are_made_with_their_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    durable.ensure_folder(folder)
    durable.ensure_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_where_folders_cannot_be_synced_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_POSIX", False)
    durable.sync_folder(Path("/there/is/no/such/folder"))


def test_a_try_at_writing_leaves_nothing(tmp_path: Path) -> None:
    durable.try_writing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_try_at_writing_says_where_nothing_can_be_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        durable.try_writing(tmp_path / "nowhere")


def test_a_file_is_synced_without_being_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    path = tmp_path / "file"
    path.write_bytes(b"kept")
    durable.sync_file(path)
    assert synced == [path.stat().st_ino]
    assert path.read_bytes() == b"kept"
