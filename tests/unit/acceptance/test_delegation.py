from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from installer.acceptance.delegation import NUMBERS, Check, Granted, GrantKind, Wish, authorise, refusal
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Outcome, Refused

THEN = datetime(2026, 1, 1, tzinfo=UTC)
GRANTED = Granted(
    statement="a" * 64,
    kind=GrantKind.NAMED,
    principal="Vevő Zrt.",
    valid_from=THEN,
    valid_until=THEN + timedelta(days=700),
    clause="delegation/p1",
    products=frozenset({"system", "client"}),
    classes=frozenset({ChangeClass.NONE, ChangeClass.NOTIFY}),
    rests_on="f" * 64,
    own=True,
    delegate="Kiss Éva",
)
BY_CLAUSE = replace(GRANTED, kind=GrantKind.CLAUSE, delegate="")
WISH = Wish(
    actor="Kiss Éva",
    email="eva@example.com",
    position="rendszergazda",
    principal="Vevő Zrt.",
    products=frozenset({"client"}),
    updates=frozenset({"client"}),
    change=ChangeClass.NOTIFY,
    clause="delegation/p1",
    now=THEN + timedelta(days=30),
    last_seen=THEN + timedelta(days=1),
)


def failed(wish: Wish, *log: Granted) -> str:
    with pytest.raises(Refused) as caught:
        authorise(wish, log)
    assert caught.value.code is Code.AUTHORITY_MISSING
    assert caught.value.outcome is Outcome.AUTHORITY_MISSING
    assert caught.value.outcome.posix == 177
    assert caught.value.facts["actor"] == "Kiss Éva"
    assert caught.value.facts["number"] == NUMBERS[Check(str(caught.value.facts["check"]))]
    return str(caught.value.facts["check"])


def test_what_a_grant_names_is_authorised_and_the_state_of_the_log_is_told() -> None:
    found = authorise(WISH, [GRANTED])
    assert (found.granted, found.known_until) == (GRANTED, WISH.last_seen)


def test_the_newest_grant_that_fits_is_named() -> None:
    newer = replace(GRANTED, statement="b" * 64)
    other = replace(GRANTED, statement="c" * 64, products=frozenset({"system"}))
    assert authorise(WISH, [GRANTED, newer, other]).granted == newer


def test_one_grant_alone_can_be_relied_on() -> None:
    newer = replace(GRANTED, statement="b" * 64)
    assert authorise(replace(WISH, grant="a" * 64), [GRANTED, newer]).granted == GRANTED
    assert failed(replace(WISH, grant="d" * 64), GRANTED, newer) == Check.IN_LOG
    assert failed(replace(WISH, grant="b" * 64), GRANTED, replace(newer, revoked=True)) == Check.REVOKED


def test_a_grant_by_clause_names_nobody_and_so_asks_for_no_name() -> None:
    assert authorise(replace(WISH, actor="Nagy Pál"), [BY_CLAUSE]).granted == BY_CLAUSE


def test_a_named_delegate_is_told_by_name_and_where_given_by_address() -> None:
    with_address = replace(GRANTED, email="Eva@Example.com")
    assert authorise(replace(WISH, actor="  kiss  éva "), [with_address]).granted == with_address
    assert failed(replace(WISH, email="other@example.com"), with_address) == Check.DELEGATE


def test_a_role_is_told_by_the_position_and_not_by_the_name() -> None:
    by_role = replace(GRANTED, delegate="Rendszergazda", by_role=True)
    assert authorise(WISH, [by_role]).granted == by_role
    assert failed(replace(WISH, position=""), by_role) == Check.DELEGATE
    called_so = replace(GRANTED, delegate="Kiss Éva", by_role=True)
    assert failed(WISH, called_so) == Check.DELEGATE


def test_nobody_is_the_delegate_whose_name_was_erased() -> None:
    assert failed(WISH, replace(GRANTED, delegate="")) == Check.DELEGATE


def test_a_personal_change_is_no_delegates_even_where_a_grant_lists_it() -> None:
    everything = replace(GRANTED, classes=frozenset(ChangeClass))
    assert failed(replace(WISH, change=ChangeClass.PERSONAL), everything) == Check.CHANGE_CLASS


def test_the_grant_that_comes_furthest_is_judged() -> None:
    revoked = replace(GRANTED, revoked=True)
    elsewhere = replace(GRANTED, products=frozenset({"mobile"}))
    assert failed(WISH, elsewhere, revoked) == Check.PRODUCT


def test_the_last_moment_counts_and_the_next_does_not() -> None:
    last = GRANTED.valid_until
    assert authorise(replace(WISH, now=last), [GRANTED])
    assert failed(replace(WISH, now=last + timedelta(seconds=1)), GRANTED) == Check.VALIDITY
    assert authorise(replace(WISH, now=THEN, last_seen=THEN), [GRANTED])
    assert failed(replace(WISH, now=THEN - timedelta(seconds=1), last_seen=THEN), GRANTED) == Check.VALIDITY


def test_an_empty_log_grants_nothing() -> None:
    assert failed(WISH) == Check.IN_LOG


def test_an_erased_principal_grants_nothing_even_to_somebody_without_a_name() -> None:
    assert failed(replace(WISH, principal=""), replace(GRANTED, principal="")) == Check.IN_LOG


def test_a_refusal_cites_the_clause_and_says_how_old_the_knowledge_is() -> None:
    error = refusal(WISH, Check.STATEMENT)
    assert error.cite == ("delegation/p1",)
    assert (error.facts["number"], error.facts["known_until"]) == (1, "2026-01-02T00:00:00Z")
    without = refusal(replace(WISH, clause=None, last_seen=None), Check.IN_LOG)
    assert (without.cite, without.facts["known_until"]) == ((), "")


def test_every_check_has_its_place_and_the_places_rise() -> None:
    assert list(NUMBERS) == list(Check)
    assert sorted(NUMBERS.values()) == list(NUMBERS.values())
    assert set(NUMBERS.values()) == set(range(1, 9))
