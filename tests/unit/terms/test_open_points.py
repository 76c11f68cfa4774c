"""The points that the agreement leaves open: said with both readings where they matter, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms

CORPORATE = "xprotect-corporate"
FAILOVER = "xprotect-management-server-failover"

# Point · a selection that it concerns · the same where it is settled or plays no part · id of the answer
POINTS = [
    (
        "P01",
        Selection((FAILOVER,), host=CORPORATE, release="2021 R2"),
        Selection((FAILOVER,), host=CORPORATE, release="R1 2022"),
        "C10",
    ),
    (
        "P01, no version",
        Selection((FAILOVER, CORPORATE)),
        Selection((FAILOVER, CORPORATE), release="2024"),
        "C10",
    ),
    ("P02", Selection((CORPORATE,), facts={"large_encoders": True}), Selection((CORPORATE,)), "P02"),
    (
        "P02, counted",
        Selection((CORPORATE,), quantities={"devices": 3}),
        Selection((CORPORATE,), quantities={"devices": 3}, facts={"large_encoders": False}),
        "P02",
    ),
    (
        "P03",
        Selection(("xprotect-lpr",), host="husky-ivo-series"),
        Selection(("xprotect-lpr",), host="husky-x-series"),
        "C08",
    ),
    (
        "P04",
        Selection(("xprotect-smart-wall", "xprotect-expert")),
        Selection(("xprotect-smart-wall", CORPORATE)),
        "P04",
    ),
    ("P05", Selection((FAILOVER,)), Selection((CORPORATE,)), "P05"),
    ("P06", Selection((CORPORATE,), facts={"interconnect_remote": True}), Selection((CORPORATE,)), "P06"),
    (
        "P07",
        Selection(("open-network-bridge", CORPORATE)),
        Selection(("open-network-bridge", CORPORATE), facts={"host_supports_mip": True}),
        "P07",
    ),
    (
        "P08",
        Selection(("xprotect-incident-manager", CORPORATE), release="2022"),
        Selection(("xprotect-incident-manager", CORPORATE), release="2022 R2"),
        "C12",
    ),
    (
        "P09",
        Selection(("xprotect-lpr",), host=f"oem:{CORPORATE}"),
        Selection(("xprotect-lpr", CORPORATE)),
        "P09",
    ),
    (
        "P09, stated",
        Selection(("xprotect-access", CORPORATE), facts={"officially_compatible": False}),
        Selection(("xprotect-access",), host=f"oem:{CORPORATE}", facts={"officially_compatible": True}),
        "P09",
    ),
    (
        "P10",
        Selection((CORPORATE, "xprotect-smart-client"), facts={"affiliates": True}),
        Selection((CORPORATE, "xprotect-smart-client")),
        "P10",
    ),
    (
        "P11",
        Selection((CORPORATE,), facts={"video_processing_service": True}),
        Selection((CORPORATE,)),
        "P11",
    ),
    ("P12", Selection((FAILOVER,), installed=(CORPORATE,)), Selection((FAILOVER, CORPORATE)), "P12"),
    ("P12", Selection((FAILOVER,), host=CORPORATE), Selection((FAILOVER, CORPORATE), host=CORPORATE), "P12"),
    ("P13", Selection((CORPORATE,), facts={"intermediate_devices": True}), Selection((CORPORATE,)), "P13"),
]


@pytest.mark.parametrize(
    ("concerned", "settled", "answer"), [point[1:] for point in POINTS], ids=[p[0] for p in POINTS]
)
def test_an_open_point_is_undecided_with_both_readings_where_it_matters(
    terms: Terms, concerned: Selection, settled: Selection, answer: str
) -> None:
    found = terms.determine(concerned)
    (point,) = (item for item in found.undecided if item.id == answer)
    assert answer not in {item.id for item in found.conflicts}
    for language, alternatives in {"hu": ("; ", "vagy", "ha "), "en": ("; ", " or ", "If ")}.items():
        assert any(each in point.text[language] for each in alternatives)
    assert answer not in {item.id for item in terms.determine(settled).undecided}


def test_all_points_of_the_reviewed_list_are_there() -> None:
    assert {point[0].split(",")[0] for point in POINTS} == {f"P{number:02}" for number in range(1, 14)}


def test_an_ordinary_selection_has_none(terms: Terms) -> None:
    ordinary = (
        CORPORATE,
        "xprotect-smart-client",
        "xprotect-mobile-server",
        "xprotect-mobile",
        "xprotect-lpr",
        "xprotect-access",
        "xprotect-transact",
        "xprotect-device-pack",
    )
    found = terms.determine(Selection(ordinary, release="2025 R1"))
    assert not found.undecided
    assert not found.conflicts


def test_that_the_text_has_no_date_is_noticed_always(terms: Terms) -> None:
    assert "P12-undated" in {item.id for item in terms.determine(Selection()).notices}


def test_a_product_that_must_be_officially_compatible_and_is_not_is_forbidden(terms: Terms) -> None:
    products = ("xprotect-device-pack", CORPORATE)
    found = terms.determine(Selection(products, facts={"officially_compatible": False}))
    assert [item.id for item in found.conflicts] == ["C18-incompatible"]


def test_whether_customers_may_operate_essential_plus_is_open(terms: Terms) -> None:
    found = terms.determine(Selection(("xprotect-essential-plus",), facts={"customers_operate": True}))
    assert [(item.id, item.cite) for item in found.undecided] == [("O01-essential", ("miscellaneous/p1",))]
