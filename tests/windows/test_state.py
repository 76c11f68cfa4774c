"""Where log, key and receipts are, and who may look at them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer import paths
from installer.errors import AssentError, Code
from installer.evidence import windows_folders
from installer.evidence.durable import ensure_folder
from installer.evidence.keys import MachineKey


def test_the_state_is_in_the_known_folder_of_the_machine_or_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(paths.STATE_VARIABLE)
    root = paths.state_root()
    parents = {Path(os.environ["ProgramData"]), Path(os.environ["LOCALAPPDATA"])}  # noqa: SIM112 - as Windows writes it
    assert root.name == "assent"
    assert root.parent in parents


def test_a_folder_is_made_with_its_parents_and_a_second_time_is_fine(tmp_path: Path) -> None:
    ensure_folder(tmp_path / "a/b")
    ensure_folder(tmp_path / "a/b")
    assert windows_folders.owner_of(tmp_path / "a/b") == windows_folders.own_id()


def test_a_folder_of_somebody_else_is_used_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "state"
    key = MachineKey.load_or_create(folder)
    assert MachineKey.load_or_create(folder).id == key.id
    monkeypatch.setattr(windows_folders, "own_id", lambda: "S-1-5-21-1-2-3-4")
    monkeypatch.setattr(windows_folders, "_TRUSTED", frozenset())
    with pytest.raises(PermissionError):
        ensure_folder(folder)
    with pytest.raises(AssentError) as caught:
        MachineKey.load(folder / "machine-key.pem")
    assert caught.value.code is Code.KEY_EXPOSED
