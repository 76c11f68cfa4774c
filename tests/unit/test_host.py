"""What the machine is like."""

from __future__ import annotations

import sys

import pytest

from installer import host
from installer.errors import Outcome


@pytest.mark.parametrize(("platform", "status"), [("linux", 67), ("darwin", 67), ("win32", 1603)])
def test_the_exit_status_is_that_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, status: int
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert host.exit_status(Outcome.FAILED_ROLLED_BACK) == status


def test_no_posix_status_is_read_as_a_signal_or_a_success() -> None:
    statuses = [outcome.posix for outcome in Outcome if outcome is not Outcome.SUCCESS]
    assert len(set(statuses)) == len(statuses)
    assert all(0 < status < 256 for status in statuses)


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_what_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, shown: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert host.has_display(environment) is shown


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_the_desktop_is_part_of_the_system_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert host.has_display({})


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "hu_HU.UTF-8"}, "hu"),
        ({"LANG": "hu_HU.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "hu", "LC_MESSAGES": ""}, "hu"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "Hungarian_Hungary.1250"}, "hu"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_language_is_that_of_the_system_where_it_is_offered(
    environment: dict[str, str], language: str
) -> None:
    assert host.system_language(("hu", "en"), environment) == language


def test_where_english_is_not_offered_the_first_language_is_taken() -> None:
    assert host.system_language(("hu", "de"), {"LANG": "fr"}) == "hu"
