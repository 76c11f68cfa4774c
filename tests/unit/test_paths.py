"""Where the program finds its own files, and where it keeps what it must not lose."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from helpers.systems import has_posix_files

from installer import paths

ROOT = Path(__file__).parents[2]


def test_in_a_checkout_the_program_finds_its_files_there() -> None:
    assert paths.program_root() == ROOT
    assert paths.editions_root() == ROOT / "eula_texts"
    assert paths.translations_root() == ROOT / "translations"
    assert paths.bundle_root() == ROOT / "build" / "bundle"


def test_the_frozen_program_finds_its_files_inside_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "assent"))
    assert paths.program_root() == tmp_path / "_internal"
    assert paths.bundle_root() == tmp_path / "bundle"


def test_a_named_bundle_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.BUNDLE_VARIABLE, "/elsewhere")
    assert paths.bundle_root() == Path("/elsewhere")


def test_a_named_state_folder_is_taken(state_folder: Path) -> None:
    assert paths.state_root() == state_folder


@has_posix_files
@pytest.mark.parametrize(("user", "shared"), [(0, True), (1000, False)])
def test_the_state_is_the_machines_for_root_and_the_users_otherwise(
    monkeypatch: pytest.MonkeyPatch, user: int, *, shared: bool
) -> None:
    monkeypatch.delenv(paths.STATE_VARIABLE)
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    root = paths.state_root()
    assert root.name == "assent"
    assert root.is_relative_to("/home/somebody") is not shared
