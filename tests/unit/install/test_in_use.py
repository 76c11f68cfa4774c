"""Files that programs hold. On Windows itself tests/windows tries it with real programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, picture
from helpers.holding import Holding
from helpers.proofs import Covered

from installer.cli import boundary, options
from installer.cli.main import assent
from installer.errors import AssentError, Code, Outcome
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.install.repair import Wanted, repair
from installer.install.restart import NO_RESTART, Restart
from installer.progress import ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.i18n import Language
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
    assert install(first).restart == NO_RESTART
    holding.running = True
    restart = install(second).restart
    assert (target / "bin/core").read_bytes() == b"core 2"
    (aside,) = leftovers(target)
    assert restart.in_use
    assert {path.rpartition("/")[0] for path in restart.in_use} == {f".assent/{aside}"}
    assert restart.outcome is Outcome.REBOOT_REQUIRED
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
    assert still.restart.in_use
    holding.running = False
    assert uninstall(target, (), ignore).restart == NO_RESTART
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


def test_a_repair_of_what_still_runs_needs_the_restart_too(
    holding: Holding, first: Bundle, target: Path, install: Callable[..., InstallResult]
) -> None:
    install(first)
    (target / "bin/core").write_bytes(b"damaged")
    holding.running = True
    result = repair(first, Wanted(target, force=True), Covered(), ignore)
    assert (target / "bin/core").read_bytes() == b"core 1"
    assert result.restart.outcome is Outcome.REBOOT_REQUIRED
    # Nothing is broken any more, and what was set aside still waits.
    assert repair(first, Wanted(target), Covered(), ignore).restart.in_use
    holding.running = False
    assert repair(first, Wanted(target), Covered(), ignore).restart == NO_RESTART
    assert leftovers(target) == []


@pytest.mark.parametrize("language", ["en", "hu"])
def test_each_reason_for_a_restart_is_a_sentence(language: Language) -> None:
    tr = options.translator(language)
    restart = Restart((".assent/old-1/0",), ("one", "two"), ("three",))
    words = restart.words(tr)
    assert len(words) == 3
    assert "one, two" in words[1]
    assert "three" in words[2]
    assert NO_RESTART.words(tr) == ()
    assert NO_RESTART.outcome is Outcome.SUCCESS
