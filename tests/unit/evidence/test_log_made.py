"""A machine's first run makes its log whole or not at all, once, whatever was left there before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from helpers.statements import accepted

from installer.errors import Code, Unavailable, UntrustedData
from installer.evidence import store
from installer.evidence.fsck import fsck
from installer.evidence.log import Log
from installer.evidence.record import FIRST
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.evidence.keys import MachineKey


def test_a_first_run_that_waits_too_long_for_another_is_named(
    folder: Path, key: MachineKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    folder.mkdir()
    with FileLock(folder / store.LOCK_FILE), pytest.raises(Unavailable) as caught:
        Log.open(folder, key)
    assert caught.value.facts["detail"] == "busy"


def test_a_log_that_another_first_run_made_meanwhile_is_used(
    folder: Path, key: MachineKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Log.open(tmp_path / "other", key) as log:
        accepted(log)
    waited = store.holding

    @contextmanager
    def meanwhile(path: Path, seconds: float) -> Iterator[None]:
        shutil.copy(tmp_path / "other" / LOG_FILE, folder / LOG_FILE)
        with waited(path, seconds):
            yield

    monkeypatch.setattr(store, "holding", meanwhile)
    with Log.open(folder, key) as log:
        assert len(log.statements()) == 1
        assert accepted(log).index == 1


def test_what_a_killed_first_run_left_of_a_log_is_made_anew(folder: Path, key: MachineKey) -> None:
    folder.mkdir()
    (folder / store.DRAFT_FILE).write_bytes(b"half a page")
    (folder / LOG_FILE).touch()
    with Log.open(folder, key) as log:
        assert accepted(log).index == 0
    assert not (folder / store.DRAFT_FILE).exists()


def test_what_stood_beside_a_log_that_is_gone_is_no_part_of_the_next(
    folder: Path, key: MachineKey, tmp_path: Path
) -> None:
    with Log.open(tmp_path / "old", key) as log:
        accepted(log)
        # While it is open its records stand beside it, and SQLite reads them from there.
        shutil.copytree(tmp_path / "old", folder)
    (folder / LOG_FILE).unlink()
    with Log.open(folder, key) as log:
        assert log.size() == 0
        assert accepted(log).previous == FIRST
    assert fsck(folder, key.public) == ()


def test_a_log_that_cannot_be_made_whole_is_not_made(folder: Path, key: MachineKey) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
        connection.execute("CREATE TABLE personal (x)")
    with pytest.raises(UntrustedData) as caught:
        Log.open(folder, key)
    assert caught.value.code is Code.LOG_BROKEN
    with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("personal",)]
