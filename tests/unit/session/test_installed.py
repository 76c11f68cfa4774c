from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import open_on, small_bundle
from helpers.proofs import Covered
from helpers.runs import request
from helpers.sites import Site

from installer.errors import AssentError, Code
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from installer.session.installed import accepted_products
from installer.session.ledger import Ledger
from installer.unattended.run import Run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_products_are_those_of_the_statement_that_a_component_rests_on(tmp_path: Path) -> None:
    """A server belongs to several products; which one it is installed for only the log knows."""
    site = Site(tmp_path, small_bundle(tmp_path / "bundle", "management-server"))
    assert Run(request(site)).go().error is None
    ledger = open_on(site.target, site.bundle).acts.desk.read()
    assert accepted_products(ledger, site.target) == {"management-server": ("xprotect-corporate",)}


def test_without_the_statement_only_what_leaves_no_choice_is_known(tmp_path: Path) -> None:
    bundle = load_bundle(small_bundle(tmp_path / "bundle", "management-server", "smart-client"))
    target = tmp_path / "target"
    plan = make_plan(bundle, ("management-server", "smart-client"), target)
    run(bundle, plan, Covered(), ignore, Cancel())
    assert accepted_products(Ledger(), target) == {
        "management-server": (),
        "smart-client": ("xprotect-smart-client",),
    }


def test_where_nothing_is_installed_nothing_was_accepted(tmp_path: Path) -> None:
    assert accepted_products(Ledger(), tmp_path) == {}
    assert accepted_products(Ledger(), tmp_path / "nowhere") == {}


def test_a_target_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AssentError) as caught:
        accepted_products(Ledger(), tmp_path / "file")
    assert caught.value.code is Code.TARGET_UNWRITABLE
