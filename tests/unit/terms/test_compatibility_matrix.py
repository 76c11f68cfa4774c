"""The reviewed compatibility matrix, cell by cell, against what the engine answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.matrix import CELLS, MATRIX, USES, answer

if TYPE_CHECKING:
    from installer.terms.engine import Terms


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


# The rows about uses, and about products without a host rule: 24 rows in all, with those of USES.
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
