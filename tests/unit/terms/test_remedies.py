from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.terms import tool_terms

from installer.terms.remedies import Change, Remedy
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms

CONFLICTS = (
    Selection(products=("xprotect-essential-plus", "xprotect-access")),
    Selection(products=("xprotect-web-client",)),
    Selection(products=("xprotect-express-plus",), facts={"affiliates": True}),
    Selection(products=("xprotect-essential-plus", "husky-m-series"), facts={"foreign_property": True}),
    Selection(products=("xprotect-corporate", "xprotect-incident-manager"), release="2021 R1"),
    Selection(products=("xprotect-essential-plus",), quantities={"devices": 20, "device_licenses": 5}),
    Selection(
        products=("xprotect-corporate", "xprotect-management-server-failover"),
        quantities={"failover_licenses": 1},
    ),
)


def remedies(terms: Terms, selection: Selection) -> tuple[Remedy, ...]:
    return terms.remedies(terms.determine(selection))


def offered(terms: Terms, selection: Selection) -> set[tuple[Change, tuple[str, ...]]]:
    return {(remedy.change, remedy.names) for remedy in remedies(terms, selection)}


@pytest.mark.parametrize("selection", CONFLICTS)
def test_each_step_ends_its_conflict(terms: Terms, selection: Selection) -> None:
    before = [item.id for item in terms.determine(selection).conflicts]
    found = remedies(terms, selection)
    assert before
    assert {remedy.conflict for remedy in found} == set(before)
    for remedy in found:
        after = terms.determine(remedy.selection).conflicts
        assert remedy.conflict not in {item.id for item in after}, remedy


def test_nothing_is_to_be_changed_where_nothing_is_forbidden(terms: Terms) -> None:
    assert remedies(terms, Selection(products=("xprotect-corporate",))) == ()


def test_what_is_missing_can_be_added_or_what_needs_it_left_out(terms: Terms) -> None:
    assert offered(terms, CONFLICTS[1]) == {
        (Change.ADD, ("xprotect-mobile-server",)),
        (Change.STATE, ("evaluation_environment",)),
        (Change.LEAVE_OUT, ("xprotect-web-client",)),
    }


def test_only_hosts_that_are_plainly_allowed_are_offered(terms: Terms) -> None:
    hosts = {names[0] for change, names in offered(terms, CONFLICTS[0]) if change is Change.USE_WITH}
    assert "xprotect-express-plus" in hosts
    assert hosts.isdisjoint({"xprotect-essential-plus", "husky-ivo-series"})


def test_a_release_that_is_too_low_for_every_host_leaves_no_host_to_offer(terms: Terms) -> None:
    assert offered(terms, CONFLICTS[4]) == {(Change.LEAVE_OUT, ("xprotect-incident-manager",))}


def test_a_fact_is_turned_round_and_all_that_it_forbids_can_be_left_out(terms: Terms) -> None:
    both = ("xprotect-essential-plus", "husky-m-series")
    assert offered(terms, CONFLICTS[3]) == {(Change.STATE, ("foreign_property",)), (Change.LEAVE_OUT, both)}


def test_a_quantity_is_brought_within_all_of_its_bounds(terms: Terms) -> None:
    (remedy,) = remedies(terms, CONFLICTS[5])
    assert (remedy.change, remedy.names) == (Change.AMOUNT, ("devices",))
    assert remedy.selection.quantities["devices"] == 5
    (raised,) = remedies(terms, CONFLICTS[6])
    assert raised.selection.quantities["failover_licenses"] == 2


def test_a_bound_on_a_quantity_that_was_not_given_is_left_alone(terms: Terms) -> None:
    given = {"lpr_cameras": 3, "lpr_camera_licenses": 2}
    (remedy,) = remedies(
        terms, Selection(products=("xprotect-lpr",), host="xprotect-corporate", quantities=given)
    )
    assert remedy.selection.quantities == {"lpr_cameras": 2, "lpr_camera_licenses": 2}


def test_a_requirement_without_exception_offers_no_other_answer(terms: Terms) -> None:
    plug_in = Selection(products=("xprotect-360-split-view-plug-in",), host="xprotect-corporate")
    assert {change for change, _ in offered(terms, plug_in)} == {Change.ADD, Change.LEAVE_OUT}


def test_terms_of_another_vendor_have_remedies_too() -> None:
    tools = tool_terms()
    found = remedies(tools, Selection(("drill",)))
    assert {remedy.change for remedy in found} == {Change.ADD, Change.STATE, Change.LEAVE_OUT}
