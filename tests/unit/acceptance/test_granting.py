from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from installer.acceptance.granting import (
    LONGEST_MONTHS,
    USUAL_MONTHS,
    GrantTerms,
    end_of,
    is_self_grant,
    months_later,
    problems,
)
from installer.acceptance.names import same_name
from installer.acceptance.parties import Actor
from installer.agreement.change_class import ChangeClass
from installer.errors import Code

NOW = datetime(2026, 3, 31, 12, 30, tzinfo=UTC)
ACCEPTED = frozenset({"system", "client"})
TERMS = GrantTerms(delegate="Kiss Éva", products=("client",))


def found(terms: GrantTerms) -> list[tuple[str, Code]]:
    return [(field, error.code) for field, error in problems(terms, ACCEPTED, NOW)]


def test_a_named_delegate_with_products_is_enough() -> None:
    assert found(TERMS) == []
    assert found(replace(TERMS, delegate="", role="rendszergazda")) == []


@pytest.mark.parametrize(
    ("terms", "field", "code"),
    [
        (replace(TERMS, delegate=" "), "delegate", Code.PARTY_INCOMPLETE),
        (replace(TERMS, role="rendszergazda"), "delegate", Code.PARTY_INCOMPLETE),
        (replace(TERMS, delegate="Kiss\u202eÉva"), "delegate", Code.PARTY_INVALID),
        (replace(TERMS, email="x" * 501), "email", Code.PARTY_INVALID),
        (replace(TERMS, products=()), "products", Code.SELECTION_EMPTY),
        (replace(TERMS, products=("client", "tool")), "products", Code.PARTY_INVALID),
        (replace(TERMS, classes=frozenset()), "classes", Code.PARTY_INVALID),
        (replace(TERMS, classes=frozenset({ChangeClass.PERSONAL})), "classes", Code.PARTY_INVALID),
        (replace(TERMS, until=date(2026, 3, 30)), "until", Code.PARTY_INVALID),
        (replace(TERMS, until=date(2031, 4, 1)), "until", Code.PARTY_INVALID),
    ],
)
def test_what_is_missing_or_too_much_is_named(terms: GrantTerms, field: str, code: Code) -> None:
    assert found(terms) == [(field, code)]


@pytest.mark.parametrize("until", [date(2026, 3, 31), date(2031, 3, 31)])
def test_the_first_and_the_last_day_are_possible(until: date) -> None:
    assert found(replace(TERMS, until=until)) == []


def test_a_grant_lasts_two_years_unless_said_otherwise_and_to_the_end_of_its_last_day() -> None:
    assert end_of(TERMS, NOW) == datetime(2028, 3, 31, 12, 30, tzinfo=UTC)
    assert end_of(replace(TERMS, until=date(2026, 12, 24)), NOW) == datetime(
        2026, 12, 24, 23, 59, 59, tzinfo=UTC
    )


def test_no_grant_lasts_longer_than_five_years() -> None:
    assert end_of(replace(TERMS, until=date(2031, 3, 31)), NOW) == datetime(2031, 3, 31, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 24, (2030, 2, 28)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2026, 11, 30), 1, (2026, 12, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(
    moment: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert months_later(datetime(*moment, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(1, LONGEST_MONTHS))  # noqa: DTZ001 - set below
def test_months_later_is_never_short_of_the_months_by_more_than_three_days(
    moment: datetime, months: int
) -> None:
    moment = moment.replace(tzinfo=UTC)
    later = months_later(moment, months)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == months
    assert 0 <= moment.day - later.day <= 3
    assert (later.hour, later.minute) == (moment.hour, moment.minute)


def test_the_usual_time_is_shorter_than_the_longest() -> None:
    assert USUAL_MONTHS < LONGEST_MONTHS
    assert months_later(NOW, USUAL_MONTHS) - NOW < timedelta(days=732)


def test_who_grants_to_oneself_is_found_by_name_or_by_position() -> None:
    actor = Actor(name="Kiss Éva", position="rendszergazda")
    assert is_self_grant(TERMS, actor)
    assert not is_self_grant(replace(TERMS, delegate="Nagy Pál"), actor)
    assert is_self_grant(replace(TERMS, delegate="", role="Rendszergazda"), actor)
    assert not is_self_grant(replace(TERMS, delegate="", role="igazgató"), actor)


def test_names_differ_in_letters_and_not_in_how_they_are_typed() -> None:
    assert same_name("  Kiss   Éva ", "KISS E\u0301VA")
    assert not same_name("Kiss Éva", "Kiss Eva")
    assert not same_name("", "")
    assert not same_name(" ", "")
