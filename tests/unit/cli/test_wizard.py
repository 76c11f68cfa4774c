"""`assent wizard`: says so where there is no display, else starts the face as a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from installer import errors, host
from installer.cli import boundary
from installer.cli.main import assent

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    commands: list[list[str]] = []

    def call(command: list[str]) -> int:
        commands.append(command)
        return 66

    monkeypatch.setattr(subprocess, "call", call)
    return commands


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("arguments", [[], ["wizard"]])
def test_without_a_display_the_wizard_says_so(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert boundary.run(assent, arguments) == host.exit_status(errors.Outcome.USAGE)
    assert errors.Code.NO_DISPLAY.value in capsys.readouterr().err


def test_the_face_starts_in_the_language_asked_for(started: list[list[str]]) -> None:
    assert boundary.run(assent, ["wizard", "--lang", "hu"]) == 66
    assert started == [[sys.executable, "-m", "ui", "--lang", "hu"]]


def test_the_face_is_asked_for_what_the_log_holds(started: list[list[str]]) -> None:
    assert boundary.run(assent, ["wizard", "--acceptances"]) == 66
    assert started == [[sys.executable, "-m", "ui", "--acceptances"]]


def test_without_a_command_the_face_starts(started: list[list[str]]) -> None:
    assert boundary.run(assent, []) == 66
    assert started == [[sys.executable, "-m", "ui"]]


def test_the_frozen_program_is_its_own_face(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    boundary.run(assent, ["wizard"])
    assert started == [[sys.executable]]


def test_the_command_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer", "wizard", "--lang", "en"],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={"PATH": "/usr/bin:/bin", "ASSENT_STATE": str(tmp_path)},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == host.exit_status(errors.Outcome.USAGE)
    assert "display" in done.stderr
