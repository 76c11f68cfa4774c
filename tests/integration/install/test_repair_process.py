"""Real processes: install with acceptance, damage, `assent repair`, `assent uninstall`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.agreements import ROOT
from helpers.bundles import picture
from helpers.journeys import small_bundle
from helpers.sites import NEEDED, Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def site(tmp_path: Path, state: Path) -> Site:
    """Both stand-ins are installed under an acceptance."""
    site = Site(tmp_path, small_bundle(tmp_path / "bundle", "management-server", "recording-server"))
    status, result, _ = assent(state, *site.arguments(affirm=NEEDED))
    assert status == 0, result
    return site


def ended(state: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "installer", *(str(argument) for argument in arguments)],
        cwd=ROOT,
        env=os.environ | {"ASSENT_STATE": str(state)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def assent(state: Path, *arguments: object) -> tuple[int, Any, list[dict[str, Any]]]:
    """Exit status, the one object on standard output, and the lines on standard error."""
    done = ended(state, *arguments)
    assert done.stdout.count("\n") == 1, done.stdout + done.stderr
    return done.returncode, json.loads(done.stdout), [json.loads(line) for line in done.stderr.splitlines()]


def repair(site: Site, state: Path, *more: str) -> tuple[int, Any, list[dict[str, Any]]]:
    return assent(state, "repair", "--target", site.target, "--bundle", site.bundle, "--json", *more)


def damaged(site: Site) -> dict[str, str]:
    """The picture before; then one program is gone and one is changed."""
    before = picture(site.target)
    (site.target / "bin/management-server").unlink()
    (site.target / "bin/recording-server").write_bytes(b"changed")
    return before


def test_a_repair_restores_what_was_installed_and_keeps_what_was_changed(site: Site, state: Path) -> None:
    before = damaged(site)
    status, result, progress = repair(site, state)
    assert status == 0
    assert {item["id"]: item["state"] for item in result["components"]} == {
        "management-server": "repaired",
        "recording-server": "repaired",
    }
    assert set(result["restored"]) == {"bin/management-server", "bin/recording-server"}
    kept = {"path": "bin/recording-server", "as": "bin/recording-server.assent-kept"}
    assert result["saved"] == [kept]
    assert (site.target / kept["as"]).read_bytes() == b"changed"
    assert before.items() <= picture(site.target).items()
    assert {line["progress"]["phase"] for line in progress} == {"stage", "flush", "commit"}
    assert repair(site, state)[1]["restored"] == []


def test_with_force_a_changed_file_is_replaced(site: Site, state: Path) -> None:
    before = damaged(site)
    status, result, _ = repair(site, state, "--force")
    assert status == 0
    assert result["replaced"] == ["bin/recording-server"]
    assert picture(site.target) == before


def test_without_the_log_that_holds_the_acceptance_nothing_is_repaired(
    site: Site, state: Path, tmp_path: Path
) -> None:
    damaged(site)
    damage = picture(site.target)
    status, result, _ = repair(site, tmp_path / "another-state")
    assert status == 172
    assert result["error"]["code"] == "install.not-covered"
    assert picture(site.target) == damage
    assert not (tmp_path / "another-state/key.pem").exists()
    assert repair(site, state)[0] == 0


def test_people_are_told_what_was_restored_and_kept(site: Site, state: Path) -> None:
    damaged(site)
    done = ended(state, "repair", "--lang", "en", "--target", site.target, "--bundle", site.bundle)
    assert done.returncode == 0, done.stderr
    assert "management-server: repaired" in done.stdout
    assert "restored: bin/management-server" in done.stdout
    assert "kept as bin/recording-server.assent-kept: bin/recording-server" in done.stdout
    assert done.stderr == ""


def test_receipts_and_log_survive_the_uninstall(site: Site, state: Path) -> None:
    kept = sorted(path.name for path in (state / "receipts").iterdir())
    assert kept
    status, result, progress = assent(state, "uninstall", "--target", site.target, "--json")
    assert status == 0
    assert {item["state"] for item in result["components"]} == {"removed"}
    assert progress[-1]["progress"]["phase"] == "remove"
    assert not (site.target / "bin").exists()
    assert sorted(path.name for path in (state / "receipts").iterdir()) == kept
    status, found, _ = assent(state, "log", "show", "--json")
    assert (status, len(found)) == (0, 1)
    for receipt in (state / "receipts").glob("*.json"):
        assert receipt.stat().st_size > 0
