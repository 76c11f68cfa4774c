"""`assent modify` through the command line's boundary, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.bundles import picture
from helpers.journeys import small_bundle
from helpers.runs import request
from helpers.sites import ACCEPT, Site, read_result, states

from installer.cli import boundary
from installer.cli.main import assent
from installer.install.plan_document import PlanDocument
from installer.unattended.run import Run

if TYPE_CHECKING:
    from pathlib import Path

YES = ("--accept-eula", ACCEPT, "--affirm", "third-party-terms")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(
        tmp_path, small_bundle(tmp_path / "bundle", "management-server", "recording-server", "access")
    )
    assert Run(request(site)).go().error is None
    return site


def modify(site: Site, *more: str) -> int:
    place = ("--target", str(site.target), "--bundle", str(site.bundle), "--answers", str(site.answers))
    return boundary.run(assent, ("modify", *place, *more))


def test_people_are_shown_the_plan_and_the_terms_and_then_what_was_done(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--add", "xprotect-access", "--remove", "recording-server", "--lang", "en")
    assert modify(site, *more, *YES) == 0
    said = capsys.readouterr().out
    plan, _, done = said.partition("recording-server: removed")
    for line in ("  access 1.0: install", "  binds: xprotect-access: ", "  removed: bin/recording-server"):
        assert line in plan
    assert "access: installed" in done
    assert "Receipt: " in done


def test_machines_get_one_object_whose_plan_holds_the_terms(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert modify(site, "--json", "--add", "xprotect-access", "--dry-run") == 0
    result = read_result(capsys.readouterr().out)
    assert (result["result"], result["components"], result["receipts"]) == ("success", [], [])
    plan = msgspec.convert(result["plan"], PlanDocument)
    assert plan.terms is not None
    assert plan.terms.products == ["xprotect-access"]
    assert modify(site, "--json", "--remove", "recording-server") == 0
    result = read_result(capsys.readouterr().out)
    assert states(result) == {"recording-server": "removed"}
    assert "terms" not in result["plan"]


@pytest.mark.parametrize("more", [YES, ("--dry-run",)])
def test_what_is_forbidden_stands_in_the_plan_before_it_is_refused(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    """The web client may be used with a product only that is neither installed nor added."""
    products = {"access": ("xprotect-web-client",)}
    site.bundle = small_bundle(tmp_path / "odd", "access", products=products)
    before = picture(site.target)
    assert modify(site, "--add", "xprotect-web-client", "--lang", "en", *more) == 181
    said = capsys.readouterr()
    assert "  access 1.0: install" in said.out
    assert "  forbidden: " in said.out
    assert "Code: terms.conflict" in said.err
    assert picture(site.target) == before


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_nothing_to_do_is_a_usage_error(
    site: Site, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    assert modify(site, "--json", *more) == 103
    result = read_result(capsys.readouterr().out)
    assert (result["plan"], result["error"]["code"]) == (None, "usage.flag-unknown")
    assert "--add" in json.dumps(result["error"]["facts"])
