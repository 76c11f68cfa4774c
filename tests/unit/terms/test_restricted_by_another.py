"""Products whose terms send to those of what they are used with, which is not selected itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms

CLIENT = "xprotect-smart-client"
SERVER = "xprotect-mobile-server"
UNIT = "husky-x-series"

# Product selected · what it is used with · what is stated · the clauses that forbid it
FORBIDDEN = [
    (CLIENT, "xprotect-corporate", "customers_operate", ["xprotect-corporate/5"]),
    (CLIENT, "xprotect-expert", "customers_operate", ["xprotect-expert/5"]),
    (
        "xprotect-hospital-assist",
        "xprotect-professional-plus",
        "customers_operate",
        ["xprotect-professional-plus/5"],
    ),
    (SERVER, "xprotect-express-plus", "customers_operate", ["xprotect-express-plus/5"]),
    (SERVER, "husky-m-series", "customers_operate", ["husky-m-series/3"]),
    (CLIENT, "xprotect-express-plus", "affiliates", ["affiliated-companies/p1", "xprotect-express-plus/5"]),
    (
        "xprotect-incident-manager",
        "xprotect-express-plus",
        "affiliates",
        ["affiliated-companies/p1", "xprotect-express-plus/5"],
    ),
    (SERVER, "husky-m-series", "affiliates", ["affiliated-companies/p1", "husky-m-series/3"]),
    (CLIENT, "xprotect-essential-plus", "foreign_property", ["xprotect-essential-plus/5"]),
    (SERVER, "husky-m-series", "foreign_property", ["husky-m-series/4"]),
    (UNIT, "xprotect-essential-plus", "foreign_property", ["xprotect-essential-plus/5"]),
    ("husky-ivo-series", "xprotect-corporate", "customers_operate", ["xprotect-corporate/5"]),
]


@pytest.mark.parametrize(("product", "host", "fact", "clauses"), FORBIDDEN)
def test_what_the_host_forbids_is_forbidden_to_what_is_restricted_by_its_terms(
    terms: Terms, product: str, host: str, fact: str, clauses: list[str]
) -> None:
    chosen = Selection((product,), host=host, release="2025 R1", facts={fact: True})
    (conflict,) = terms.determine(chosen).conflicts
    assert list(conflict.cite) == clauses
    assert not terms.determine(
        Selection((product,), host=host, release="2025 R1", facts={fact: False})
    ).conflicts
    # Where the host is there already and not named, it is the host all the same.
    there = Selection((product,), installed=(host,), release="2025 R1", facts={fact: True})
    if not (product == UNIT and host.startswith("husky")):
        assert [item.cite for item in terms.determine(there).conflicts] == [conflict.cite]


@pytest.mark.parametrize(("product", "host", "fact", "clauses"), FORBIDDEN)
def test_it_is_said_once_where_the_host_is_selected_too(
    terms: Terms, product: str, host: str, fact: str, clauses: list[str]
) -> None:
    found = terms.determine(Selection((product, host), release="2025 R1", facts={fact: True}))
    (conflict,) = found.conflicts
    assert set(clauses) <= set(conflict.cite)


@pytest.mark.parametrize(
    ("product", "host", "fact"),
    [
        # No clause of theirs sends to the terms of what they are used with.
        ("xprotect-access", "xprotect-corporate", "customers_operate"),
        ("xprotect-lpr", "xprotect-express-plus", "affiliates"),
        # An OEM version has an agreement of its own.
        (CLIENT, "oem:xprotect-corporate", "customers_operate"),
        (CLIENT, "oem:xprotect-essential-plus", "foreign_property"),
        # Expert, Professional+ and Express+ say nothing of whose property is monitored.
        (CLIENT, "xprotect-expert", "foreign_property"),
        # The M-series counts for those that name a Husky unit beside the system.
        (CLIENT, "husky-m-series", "customers_operate"),
    ],
)
def test_without_such_a_clause_nothing_is_forbidden(terms: Terms, product: str, host: str, fact: str) -> None:
    assert not terms.determine(Selection((product,), host=host, facts={fact: True})).conflicts


MORE_DEVICES = {"devices": 3, "device_licenses": 2}

# What a unit is preloaded with · its clauses on numbers · on who may use it and where · too much
PRELOADED = [
    ("xprotect-corporate", ["13"], ["5", "6"], MORE_DEVICES),
    ("xprotect-expert", ["10"], ["5"], MORE_DEVICES),
    ("xprotect-professional-plus", ["7"], ["5"], MORE_DEVICES),
    ("xprotect-express-plus", ["1", "2", "7"], ["5"], {"recording_servers": 2}),
    ("xprotect-essential-plus", ["1", "2", "6"], ["5"], {"devices": 9, "device_licenses": 9}),
]


def rules_of(host: str) -> tuple[str, str]:
    name = host.removeprefix("xprotect-").removesuffix("-plus")
    return f"R11-numbers-{name}", f"R11-use-{name}"


@pytest.mark.parametrize("unit", ["husky-ivo-series", "husky-x-series"])
@pytest.mark.parametrize(("host", "numbers", "use"), [row[:3] for row in PRELOADED])
def test_the_terms_of_what_a_unit_is_preloaded_with_are_duties(
    terms: Terms, unit: str, host: str, numbers: list[str], use: list[str]
) -> None:
    cited = {item.id: item.cite for item in terms.determine(Selection((unit,), host=host)).obligations}
    for rule, clauses in zip(rules_of(host), (numbers, use), strict=True):
        assert cited[rule] == tuple(f"{host}/{number}" for number in clauses)
    # Selected beside the unit, it brings its own rules instead.
    beside = {item.id for item in terms.determine(Selection((unit, host))).obligations}
    assert not beside & set(rules_of(host))


@pytest.mark.parametrize("unit", ["husky-ivo-series", "husky-x-series"])
@pytest.mark.parametrize(("host", "beyond"), [(row[0], row[3]) for row in PRELOADED])
def test_a_unit_is_bounded_by_what_it_is_preloaded_with(
    terms: Terms, unit: str, host: str, beyond: dict[str, int]
) -> None:
    (conflict,) = terms.determine(Selection((unit,), host=host, quantities=beyond)).conflicts
    assert (conflict.id, conflict.kind) == (rules_of(host)[0], "limit")


@pytest.mark.parametrize("unit", ["husky-ivo-series", "husky-x-series"])
@pytest.mark.parametrize(
    ("fact", "rule", "clause"),
    [
        ("customers_operate", "O01-husky", "miscellaneous/p1"),
        ("affiliates", "A03-husky", "affiliated-companies/p1"),
    ],
)
def test_who_may_use_a_preloaded_unit_is_open(
    terms: Terms, unit: str, fact: str, rule: str, clause: str
) -> None:
    found = terms.determine(Selection((unit,), facts={fact: True}))
    assert [(item.id, item.cite) for item in found.undecided] == [(rule, (clause, f"{unit}/3"))]


@pytest.mark.parametrize("host", ["husky-x-series", "husky-m-series", "oem:xprotect-corporate"])
def test_stablefps_without_a_system_on_the_computer_is_open(terms: Terms, host: str) -> None:
    found = terms.determine(Selection(("milestone-stablefps",), host=host))
    (point,) = (item for item in found.undecided if item.id == "Q21-elsewhere")
    assert point.cite == ("milestone-stablefps/1", "milestone-stablefps/4")
    there = Selection(("milestone-stablefps",), host=host, installed=("xprotect-expert",))
    assert "Q21-elsewhere" not in {item.id for item in terms.determine(there).undecided}


def test_the_data_controller_is_named_as_the_governing_text_names_it(terms: Terms) -> None:
    (notice,) = (item for item in terms.determine(Selection()).notices if item.id == "D04")
    assert "a Milestone adatkezelő;" in notice.text["hu"]
    assert "a data controller" in notice.text["en"]
