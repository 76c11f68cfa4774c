from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.errors import BadInput, Code
from installer.terms.release import Release, parse_release
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022 R1", Release(2022, 1)),
        ("R1 2022", Release(2022, 1)),
        ("2024", Release(2024, 1, bare=True)),
        ("2022R3", Release(2022, 3)),
        ("  2023 r2 ", Release(2023, 2)),
    ],
)
def test_a_release_is_read_as_the_agreement_writes_it(text: str, expected: Release) -> None:
    assert parse_release(text) == expected


@pytest.mark.parametrize(
    "text", ["", "R1", "22 R1", "2022 R0", "2022 R", "R1 2022 R2", "latest", "2022 R1.5", "²⁰²² R1"]
)
def test_anything_else_is_no_release(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_release(text)
    assert caught.value.code is Code.RELEASE_MALFORMED
    assert caught.value.facts == {"release": text}


def test_releases_are_ordered_by_year_and_number() -> None:
    ordered = [
        parse_release(text) for text in ("2020", "2020 R2", "R3 2020", "2021 R1", "2022 R2", "2022 R10")
    ]
    for place, release in enumerate(ordered):
        assert [release.reaches(other) for other in ordered] == [at <= place for at in range(len(ordered))]
    assert str(parse_release("R2 2022")) == "2022 R2"
    assert str(parse_release("2024")) == "2024"


@pytest.mark.parametrize(
    ("add_on", "host", "release", "expected"),
    [
        # "in particular" leaves earlier releases open, never forbidden
        ("xprotect-management-server-failover", "xprotect-corporate", "2021 R2", "o"),
        ("xprotect-management-server-failover", "xprotect-corporate", "2022 R1", "y"),
        ("xprotect-management-server-failover", "xprotect-expert", "R1 2022", "y"),
        ("xprotect-management-server-failover", "xprotect-expert", None, "o"),
        ("xprotect-management-server-failover", "xprotect-express-plus", "2021", "n"),
        ("xprotect-hospital-assist", "xprotect-express-plus", "2023 R3", "o"),
        ("xprotect-hospital-assist", "xprotect-express-plus", "2024", "y"),
        ("xprotect-hospital-assist", "xprotect-corporate", "2024 R1", "y"),
        ("xprotect-hospital-assist", "xprotect-corporate", None, "o"),
        # a firm requirement forbids them, and an unknown release leaves it open
        ("xprotect-incident-manager", "xprotect-corporate", "2022 R1", "n"),
        ("xprotect-incident-manager", "xprotect-corporate", "2022 R2", "y"),
        ("xprotect-incident-manager", "xprotect-expert", "2022 R2", "n"),
        ("xprotect-incident-manager", "xprotect-professional-plus", "2022 R3", "y"),
        ("xprotect-incident-manager", "xprotect-express-plus", "2023", "y"),
        ("xprotect-incident-manager", "xprotect-express-plus", None, "o"),
        # a bare year may be any release of it
        ("xprotect-incident-manager", "xprotect-corporate", "2022", "o"),
        ("xprotect-incident-manager", "xprotect-corporate", "2021", "n"),
        ("xprotect-incident-manager", "oem:xprotect-corporate", "2022 R1", "n"),
        ("xprotect-incident-manager", "oem:xprotect-corporate", "2022 R2", "y"),
    ],
)
def test_the_release_decides_around_each_limit(
    terms: Terms, add_on: str, host: str, release: str | None, expected: str
) -> None:
    found = terms.determine(Selection((add_on,), host=host, release=release))
    open_points = [item for item in found.undecided if not item.id.startswith("P")]
    assert ("n" if found.conflicts else "o" if open_points else "y") == expected


def test_the_bound_is_named_as_it_is_printed(terms: Terms) -> None:
    selection = Selection(("xprotect-hospital-assist",), host="xprotect-corporate", release="2023 R1")
    open_point = {item.id: item for item in terms.determine(selection).undecided}["C11"]
    assert "version 2024 on" in open_point.text["en"]
    assert "2023 R1" in open_point.text["hu"]


def test_a_malformed_release_in_a_selection_is_refused(terms: Terms) -> None:
    with pytest.raises(BadInput) as caught:
        terms.determine(Selection(release="soon"))
    assert caught.value.code is Code.RELEASE_MALFORMED
