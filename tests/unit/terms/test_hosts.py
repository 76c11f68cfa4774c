"""Which product an add-on is used with, and what follows when that is not plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.matrix import BESIDE, CELLS, MATRIX, about, answer

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms


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
