"""The reviewed compatibility matrix, cell by cell, against what the engine answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from installer.terms.schema import CompatibilityRule
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.determination import Item
    from installer.terms.engine import Terms

COLUMNS = {
    "CORP": "xprotect-corporate",
    "EXP": "xprotect-expert",
    "PRO": "xprotect-professional-plus",
    "EXPR": "xprotect-express-plus",
    "ESS": "xprotect-essential-plus",
    "HNVR": "husky-x-series",
    "OEM": "oem:xprotect-corporate",
}

# y: allowed, n: forbidden, o: left open.  CORP EXP PRO EXPR ESS HNVR OEM
MATRIX = {
    "xprotect-smart-client": "y y y y y y o",
    "xprotect-mobile-server": "y y y y y y o",
    "xprotect-access": "y y y y n y y",
    "xprotect-lpr": "y y y y n y y",
    "xprotect-management-server-failover": "y y n n n n o",
    "xprotect-hospital-assist": "y y y y n n o",
    "xprotect-incident-manager": "y y y y n n y",
    "xprotect-transact": "y y y y n y y",
    "xprotect-smart-wall": "y y o o o o o",
    "xprotect-360-split-view-plug-in": "y y y y y y y",
    "xprotect-input-unit-plug-ins": "y y y y y y o",
    "xprotect-device-pack": "y y y y y y o",
    "open-network-bridge": "y y y y n y o",
    "xprotect-download-manager": "y y y y y o o",
    "xprotect-update-manager": "y y y y y o o",
    "milestone-stablefps": "y y y y y y y",
    "milestone-sdk-tools": "y y y y y y y",
}
CELLS = [
    (add_on, host, expected)
    for add_on, row in MATRIX.items()
    for host, expected in zip(COLUMNS.values(), row.split(), strict=True)
]
# Used with the Smart Client, which is there already, so that only the host decides.
BESIDE = ("xprotect-smart-client", "xprotect-mobile-server")


def about(terms: Terms, add_on: str, items: tuple[Item, ...]) -> list[Item]:
    """The items by the rules about what the add-on may be used with, apart from other open points."""
    ids = {rule.id for rule in terms.rules if isinstance(rule, CompatibilityRule) and rule.subject == add_on}
    return [item for item in items if item.id in ids]


def answer(terms: Terms, add_on: str, host: str | None, *, release: str | None = "2025 R1") -> str:
    """`n`, `o` or `y`: what the rules about the add-on's host answer."""
    found = terms.determine(Selection((add_on,), host=host, release=release, installed=BESIDE))
    for letter, items in (("n", found.conflicts), ("o", found.undecided)):
        if about(terms, add_on, items):
            return letter
    return "y"


@pytest.mark.parametrize(("add_on", "host", "expected"), CELLS)
def test_every_cell_of_the_matrix_is_answered_as_reviewed(
    terms: Terms, add_on: str, host: str, expected: str
) -> None:
    assert answer(terms, add_on, host) == expected


RELEASES = (
    "2021 R2",
    "R2 2021",
    "2022",
    "2022 R1",
    "R1 2022",
    "2022 R2",
    "R3 2022",
    "2022 R3",
    "2023",
    "2023 R3",
    "2024",
    "2024 R1",
    "R1 2025",
)


def expected_at(add_on: str, host: str, base: str, release: str) -> str:
    """The reviewed answer at a release: firm bounds forbid what is below, "in particular" does not."""
    year = int(re.findall(r"\d{4}", release)[0])
    # A bare year begins with its first release.
    number = int(re.findall(r"R(\d)", f"{release} R1")[0])
    if base == "n":
        return "n"
    if add_on == "xprotect-incident-manager":
        least = 2 if host.endswith("xprotect-corporate") else 3
        if release == "2022":
            return "o"
        return base if (year, number) >= (2022, least) else "n"
    if add_on == "xprotect-management-server-failover" and (year, number) < (2022, 1):
        return "o"
    if add_on == "xprotect-hospital-assist" and year < 2024:
        return "o"
    return base


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("add_on", "host", "expected"), CELLS)
def test_every_cell_holds_at_every_release_around_the_limits(
    terms: Terms, add_on: str, host: str, expected: str, release: str
) -> None:
    assert answer(terms, add_on, host, release=release) == expected_at(add_on, host, expected, release)


# The rows about uses, and about products without a host rule: 24 rows in all, with those of USES below.
def test_the_matrix_has_24_rows() -> None:
    mobile_clients = ("xprotect-web-client", "xprotect-mobile")
    uses = (
        "affiliates",
        "interconnect_remote",
        "interconnect_central",
        "federated_parent",
        "federated_remote",
    )
    # The last row is about the two map clauses.
    assert set(uses) | {"maps", "map_service"} <= set(USES)
    assert len(MATRIX) + len(mobile_clients) + len(uses) == 24


# What the X series is preloaded with may be what these came with; the M series has software of its own.
PRELOADED = ("xprotect-download-manager", "xprotect-update-manager")


@pytest.mark.parametrize("add_on", [name for name in MATRIX if name not in PRELOADED])
def test_the_m_series_is_a_husky_nvr_as_the_x_series_is(terms: Terms, add_on: str) -> None:
    assert answer(terms, add_on, "husky-m-series") == answer(terms, add_on, "husky-x-series")


@pytest.mark.parametrize("add_on", PRELOADED)
def test_tools_of_the_xprotect_products_are_not_for_the_m_series(terms: Terms, add_on: str) -> None:
    assert answer(terms, add_on, "husky-m-series") == "n"


@pytest.mark.parametrize(
    ("add_on", "host", "expected"), [cell for cell in CELLS if not cell[1].startswith("oem:")]
)
def test_the_one_product_selected_is_the_host(terms: Terms, add_on: str, host: str, expected: str) -> None:
    found = terms.determine(Selection((add_on, host), release="2025 R1", installed=BESIDE))
    named = terms.determine(Selection((add_on,), host=host, release="2025 R1", installed=BESIDE))
    assert [item.text for item in found.conflicts] == [item.text for item in named.conflicts]
    assert expected == "n" or not found.conflicts


@pytest.mark.parametrize("add_on", [name for name, row in MATRIX.items() if row.split()[4] == "n"])
def test_an_oem_version_of_an_excluded_or_unlisted_product_is_forbidden_too(
    terms: Terms, add_on: str
) -> None:
    assert answer(terms, add_on, "oem:xprotect-essential-plus") == "n"


@pytest.mark.parametrize("add_on", MATRIX)
def test_an_oem_version_of_a_husky_unit_is_never_plainly_allowed(terms: Terms, add_on: str) -> None:
    assert answer(terms, add_on, "oem:husky-x-series") in {"n", "o"}


@pytest.mark.parametrize("add_on", MATRIX)
def test_without_a_host_nothing_is_forbidden_and_the_rule_is_told(terms: Terms, add_on: str) -> None:
    found = terms.determine(Selection((add_on,), installed=BESIDE))
    assert not found.conflicts
    (open_point,) = about(terms, add_on, found.undecided)
    assert open_point.cite[0].startswith(f"{add_on}/")


@pytest.mark.parametrize("add_on", [name for name, row in MATRIX.items() if "y" in row.split()[5]])
def test_the_ivo_series_is_open_where_only_husky_nvrs_are_named(terms: Terms, add_on: str) -> None:
    found = terms.determine(Selection((add_on,), host="husky-ivo-series", installed=BESIDE))
    assert not found.conflicts
    (open_point,) = found.undecided
    assert "husky-ivo-series/heading" in open_point.cite


def test_the_ivo_series_gives_way_to_the_product_it_is_preloaded_with(terms: Terms) -> None:
    found = terms.determine(Selection(("husky-ivo-series", "xprotect-essential-plus", "xprotect-access")))
    (conflict,) = found.conflicts
    assert conflict.id == "C06"
    assert "husky-ivo-series/heading" not in conflict.cite


def test_a_product_that_cannot_be_a_host_is_left_out_by_only(terms: Terms) -> None:
    assert answer(terms, "xprotect-access", "xprotect-lpr") == "n"


def test_a_conflict_names_both_products_in_both_languages(terms: Terms) -> None:
    found = terms.determine(Selection(("xprotect-access", "xprotect-essential-plus")))
    (conflict,) = found.conflicts
    assert conflict.text["hu"].startswith(
        "Az XProtect Access termék nem használható az XProtect Essential+ termékkel. "
    )
    assert conflict.text["en"].startswith("XProtect Access may not be used with XProtect Essential+. ")


@pytest.mark.parametrize(
    ("products", "open_points", "conflicts"),
    [
        # Judged for each: allowed with one, forbidden with the other.
        (("xprotect-corporate", "xprotect-essential-plus", "xprotect-access"), ["C06"], []),
        (("xprotect-corporate", "xprotect-expert", "xprotect-access"), [], []),
        (("xprotect-professional-plus", "xprotect-express-plus", "xprotect-smart-wall"), ["C15"], []),
        # Forbidden with each of them.
        (
            ("xprotect-express-plus", "xprotect-essential-plus", "xprotect-management-server-failover"),
            [],
            ["C10"],
        ),
        (("xprotect-corporate", "husky-m-series", "xprotect-hospital-assist"), ["C11"], []),
    ],
)
def test_several_hosts_are_judged_one_by_one(
    terms: Terms, products: tuple[str, ...], open_points: list[str], conflicts: list[str]
) -> None:
    found = terms.determine(Selection(products))
    assert [item.id for item in found.undecided if not item.id.startswith("P")] == open_points
    assert [item.id for item in found.conflicts] == conflicts


def test_naming_the_host_settles_what_was_ambiguous(terms: Terms) -> None:
    products = ("xprotect-corporate", "xprotect-essential-plus", "xprotect-access")
    assert not terms.determine(Selection(products, host="xprotect-corporate")).undecided
    assert terms.determine(Selection(products, host="xprotect-essential-plus")).conflicts


def test_hosts_that_are_open_for_different_reasons_are_each_explained(terms: Terms) -> None:
    found = terms.determine(
        Selection(
            ("xprotect-incident-manager",),
            installed=("xprotect-corporate", "xprotect-expert"),
        )
    )
    (open_point,) = about(terms, "xprotect-incident-manager", found.undecided)
    assert "2022 R2" in open_point.text["en"]
    assert "2022 R3" in open_point.text["en"]


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


# Ways of use. Columns: CORP EXP PRO EXPR ESS HM.
USES = {
    "affiliates": "y y y n o n",
    "interconnect_remote": "y y y y o y",
    "interconnect_central": "y o o o o o",
    "federated_parent": "y o o o o o",
    "federated_remote": "y y o o o o",
    "maps": "y y o o o -",
    "map_service": "y y o o o -",
    "failover_recording": "y y o o o -",
    "customers_operate": "n n n n o n",
    "foreign_property": "y y y y n n",
}
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
