"""Real processes: `assent modify`, killed and recovered, and installs that go back to an older version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import picture
from helpers.journeys import small_bundle
from helpers.silent import assent, killed, receipts, run
from helpers.sites import ACCEPT, NEEDED, Site, states

from installer.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("management-server", "recording-server", "access")
CHANGE = ("--add", "xprotect-access", "--remove", "recording-server")
YES = ("--accept-eula", ACCEPT, "--affirm", "third-party-terms")

KILLS = 4
SURE = 1


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Both servers are installed; the access component is in the bundle too, and large."""
    site = Site(tmp_path, small_bundle(tmp_path / "bundle", *PARTS, size=800_000))
    status, result = run(site.arguments(affirm=NEEDED))
    assert status == 0, result
    return site


def change(site: Site, *more: str) -> list[str]:
    place = ("--target", str(site.target), "--bundle", str(site.bundle), "--answers", str(site.answers))
    return ["modify", "--json", *place, *CHANGE, *more]


def test_a_product_comes_and_a_component_goes_under_an_acceptance_of_its_own(
    site: Site, state_folder: Path
) -> None:
    status, result = run(change(site, *YES))
    assert status == 0, result
    assert states(result) == {"recording-server": "removed", "access": "installed"}
    assert "xprotect-access" in {section["id"] for section in result["plan"]["terms"]["sections"]}
    assert len(receipts(state_folder)) == 2
    assert all(verify(receipt.read_bytes()).valid for receipt in receipts(state_folder))
    assert (site.target / "bin/access").exists()
    assert not (site.target / "bin/recording-server").exists()
    assert (site.target / "bin/management-server").exists()


def test_without_the_acceptance_nothing_is_changed(site: Site) -> None:
    before = picture(site.target)
    status, result = run(change(site))
    assert (status, result["result"]) == (172, "not-accepted")
    assert result["error"]["facts"]["affirmations"] == "agreement third-party-terms"
    assert {item["id"]: item["action"] for item in result["plan"]["components"]} == {
        "recording-server": "remove",
        "access": "install",
    }
    # What is there stays what it was.
    assert states(result) == {"recording-server": "kept", "access": "not-installed"}
    assert picture(site.target) == before


def test_a_dry_run_shows_the_plan_the_terms_and_what_would_be_asked(site: Site) -> None:
    before = picture(site.target)
    said = assent(*[part for part in change(site, "--dry-run", "--lang", "en") if part != "--json"])
    for line in (
        "  recording-server 1.0: remove, ",
        "  access 1.0: install, ",
        "  binds: xprotect-access: ",
        "  new: bin/access",
        "  removed: bin/recording-server",
        "- third-party-terms: ",
        ACCEPT,
    ):
        assert line in said
    assert picture(site.target) == before


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_change_that_is_killed_leaves_the_old_state_or_the_new_one(site: Site, kill: int) -> None:
    old = picture(site.target)
    assert killed(change(site, *YES), site.target, after=0.015 * kill) or kill > SURE
    # The next look at the target ends what was begun.
    place = ("--target", str(site.target), "--bundle", str(site.bundle))
    ended = json.loads(assent("plan", *place, "--json", "management-server"))["recovery"]
    assert ended in {"rolled-back", "finished"} or kill > SURE
    is_new = (site.target / "bin/access").exists()
    assert is_new == (not (site.target / "bin/recording-server").exists())
    assert is_new or picture(site.target) == old
    assert ended != "finished" or is_new
    # What was accepted stands: the same change needs no second acceptance.
    if not is_new:
        status, result = run(change(site))
        assert status == 0, result
    assert {path.name for path in (site.target / "bin").iterdir()} == {"management-server", "access"}
    assert json.loads(assent("log", "fsck", "--json"))


def test_an_older_version_is_refused_and_comes_by_flag_or_by_answer_file(site: Site, tmp_path: Path) -> None:
    newest = picture(site.target)
    site.bundle = small_bundle(tmp_path / "older", *PARTS, version="0.9")
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["error"]["code"]) == (103, "install.downgrade")
    assert "--allow-downgrade" in result["error"]["text"]["en"]
    assert picture(site.target) == newest
    status, result = run(site.arguments("--allow-downgrade", affirm=NEEDED))
    assert status == 0, result
    assert {(found["installed"], found["offered"]) for found in result["plan"]["downgrades"]} == {
        ("1.0", "0.9")
    }
    site.bundle = small_bundle(tmp_path / "oldest", *PARTS, version="0.8")
    site.write(top="allow_downgrade = true\n")
    status, result = run(site.arguments(affirm=NEEDED))
    assert status == 0, result
    assert (site.target / "bin/management-server").read_text("utf-8").endswith("management-server 0.8\n")
