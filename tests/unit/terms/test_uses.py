"""Ways of use, and products that need another one or a licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.matrix import COLUMNS, USES

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms


@pytest.mark.parametrize("client", ["xprotect-web-client", "xprotect-mobile"])
def test_mobile_clients_need_the_mobile_server(terms: Terms, client: str) -> None:
    (conflict,) = terms.determine(Selection((client,))).conflicts
    assert conflict.kind == "requires"
    assert not terms.determine(Selection((client,), installed=("xprotect-mobile-server",))).conflicts
    assert not terms.determine(Selection((client, "xprotect-mobile-server"))).conflicts
    assert not terms.determine(Selection((client,), host="xprotect-mobile-server")).conflicts
    assert terms.determine(Selection((client,), host="xprotect-corporate")).conflicts


@pytest.mark.parametrize("client", ["xprotect-web-client", "xprotect-mobile"])
def test_an_evaluation_environment_stands_in_for_the_mobile_server(terms: Terms, client: str) -> None:
    assert not terms.determine(Selection((client,), facts={"evaluation_environment": True})).conflicts
    assert terms.determine(Selection((client,), facts={"evaluation_environment": False})).conflicts


@pytest.mark.parametrize("plug_in", ["xprotect-360-split-view-plug-in", "xprotect-input-unit-plug-ins"])
def test_plug_ins_need_the_smart_client(terms: Terms, plug_in: str) -> None:
    (conflict,) = terms.determine(Selection((plug_in, "xprotect-corporate"))).conflicts
    assert conflict.kind == "requires"
    assert conflict.cite == (f"{plug_in}/1",)


USERS = [*list(COLUMNS.values())[:5], "husky-m-series"]


@pytest.mark.parametrize(
    ("fact", "product", "expected"),
    [
        (fact, product, expected)
        for fact, row in USES.items()
        for product, expected in zip(USERS, row.split(), strict=True)
    ],
)
def test_a_way_of_use_is_allowed_forbidden_or_open_as_reviewed(
    terms: Terms, fact: str, product: str, expected: str
) -> None:
    plain = terms.determine(Selection((product,)))
    assert not plain.conflicts
    assert not plain.undecided
    assert not terms.determine(Selection((product,), facts={fact: False})).conflicts
    found = terms.determine(Selection((product,), facts={fact: True}))
    assert len(found.conflicts) == (1 if expected == "n" else 0)
    # Interconnect has an open point of its own, about how its licences are obtained.
    open_points = [item.id for item in found.undecided if item.id != "P06"]
    assert len(open_points) == (1 if expected == "o" else 0)
    assert ("P06" in {item.id for item in found.undecided}) is (
        fact.startswith("interconnect") and product != "xprotect-essential-plus"
    )


def test_a_forbidden_use_cites_only_the_products_that_forbid_it(terms: Terms) -> None:
    found = terms.determine(
        Selection(("xprotect-corporate", "xprotect-express-plus"), facts={"affiliates": True})
    )
    (conflict,) = found.conflicts
    assert conflict.cite == ("affiliated-companies/p1", "xprotect-express-plus/5")


@pytest.mark.parametrize(
    ("product", "host", "conflicts", "open_points"),
    [
        ("open-network-bridge", "husky-x-series", ["C19-mip"], []),
        ("open-network-bridge", "xprotect-corporate", [], ["P07"]),
        ("milestone-sdk-tools", "husky-m-series", ["C26-mip"], []),
        ("milestone-stablefps", "xprotect-expert", [], ["P07"]),
    ],
)
def test_a_host_without_the_integration_platform_matters_as_the_text_says(
    terms: Terms, product: str, host: str, conflicts: list[str], open_points: list[str]
) -> None:
    found = terms.determine(Selection((product,), host=host, facts={"host_supports_mip": False}))
    assert [item.id for item in found.conflicts] == conflicts
    assert [item.id for item in found.undecided] == open_points


def test_smart_wall_with_expert_needs_the_base_license(terms: Terms) -> None:
    products = ("xprotect-smart-wall", "xprotect-expert")
    assert "C15-license" in {item.id for item in terms.determine(Selection(products)).obligations}
    found = terms.determine(Selection(products, facts={"smart_wall_base_license": False}))
    assert [item.id for item in found.conflicts] == ["C15-unlicensed"]
    corporate = Selection(("xprotect-smart-wall", "xprotect-corporate"))
    assert "C15-license" not in {item.id for item in terms.determine(corporate).obligations}
