"""Files that programs hold. On Windows itself tests/windows tries it with real programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, picture
from helpers.holding import Holding

from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import AssentError, Code
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.progress import ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.transaction import InstallResult


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> Holding:
    held = Holding()
    held.stand_in(monkeypatch)
    return held


def test_what_still_runs_is_replaced_and_its_old_files_wait_for_the_restart(
    holding: Holding,
    first: Bundle,
    second: Bundle,
    target: Path,
    install: Callable[..., InstallResult],
) -> None:
    assert not install(first).reboot
    holding.running = True
    assert install(second).reboot
    assert (target / "bin/core").read_bytes() == b"core 2"
    (aside,) = leftovers(target)
    assert holding.at_restart[-2:] == [target / ".assent" / aside, target / ".assent"]
    assert {path.parent for path in holding.at_restart[:-2]} == {target / ".assent" / aside}


def test_the_next_transaction_removes_what_had_to_wait(
    holding: Holding,
    first: Bundle,
    second: Bundle,
    target: Path,
    install: Callable[..., InstallResult],
) -> None:
    install(first)
    holding.running = True
    install(second)
    still = uninstall(target, ("extra",), ignore)
    assert still.reboot
    holding.running = False
    assert not uninstall(target, (), ignore).reboot
    assert leftovers(target) == []


def test_a_file_that_somebody_holds_for_himself_stops_it_and_everything_is_as_it_was(
    holding: Holding,
    first: Bundle,
    second: Bundle,
    target: Path,
    install: Callable[..., InstallResult],
) -> None:
    install(first)
    before = picture(target)
    holding.opened.add("core.ini")
    with pytest.raises(AssentError) as caught:
        install(second)
    assert (caught.value.code, caught.value.facts) == (
        Code.FILE_IN_USE,
        {"name": "core.ini", "path": str(target)},
    )
    assert picture(target) == before
    assert leftovers(target) == []
    assert recover(target).ending.value == "nothing"


def test_the_command_says_that_a_restart_is_needed(
    holding: Holding,
    first: Bundle,
    target: Path,
    install: Callable[..., InstallResult],
    capsys: pytest.CaptureFixture[str],
) -> None:
    install(first)
    holding.running = True
    assert boundary.run(assent, ["uninstall", "--target", str(target), "--json", "extra"]) == 194
    said = json.loads(capsys.readouterr().out)
    assert (said["result"], said["exit"]) == ("reboot-required", 194)
    assert boundary.run(assent, ["uninstall", "--target", str(target), "--lang", "en"]) == 194
    assert "Restart the computer" in capsys.readouterr().out
