from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from installer.acceptance.delegation import Acceptance, Check, Wish, grant_for
from installer.acceptance.parties import Capacity
from installer.errors import Code, Refused

THEN = datetime(2026, 1, 1, tzinfo=UTC)
EARLIER = Acceptance(
    statement="a" * 64,
    time=THEN,
    edition_digest="e" * 64,
    capacity=Capacity.SELF,
    principal="Vevő Zrt.",
    products=frozenset({"system", "client"}),
    sections=frozenset({"general", "system", "client"}),
)
WISH = Wish(
    actor="Kiss Éva",
    principal="Vevő Zrt.",
    edition_digest="e" * 64,
    products=frozenset({"client"}),
    sections=frozenset({"general", "client"}),
    updates=frozenset({"client"}),
    clause="delegation/p1",
    now=THEN + timedelta(days=30),
    last_seen=THEN + timedelta(days=1),
)


def failed(wish: Wish, *log: Acceptance) -> str:
    with pytest.raises(Refused) as caught:
        grant_for(wish, log)
    assert caught.value.code is Code.AUTHORITY_MISSING
    assert caught.value.facts["actor"] == "Kiss Éva"
    return str(caught.value.facts["check"])


def test_an_update_of_what_the_principal_accepted_is_granted_by_the_clause() -> None:
    grant = grant_for(WISH, [EARLIER])
    assert (grant.statement, grant.clause, grant.known_until) == ("a" * 64, "delegation/p1", WISH.last_seen)


def test_the_newest_acceptance_that_fits_is_named() -> None:
    newer = replace(EARLIER, statement="b" * 64)
    other = replace(EARLIER, statement="c" * 64, products=frozenset({"system"}))
    assert grant_for(WISH, [EARLIER, newer, other]).statement == "b" * 64


def test_a_dealers_statement_of_the_principals_acceptance_is_enough() -> None:
    assert grant_for(WISH, [replace(EARLIER, capacity=Capacity.ON_BEHALF)]).clause == "delegation/p1"


@pytest.mark.parametrize(
    ("check", "wish", "earlier"),
    [
        (Check.IN_LOG, WISH, replace(EARLIER, principal="Másik Kft.")),
        (Check.CLOCK, replace(WISH, now=THEN), EARLIER),
        (Check.CLOCK, replace(WISH, last_seen=None), EARLIER),
        (Check.CLAUSE, replace(WISH, clause=None), EARLIER),
        (Check.CLAUSE, WISH, replace(EARLIER, edition_digest="f" * 64)),
        (Check.PRODUCT, replace(WISH, products=frozenset({"mobile"})), EARLIER),
        (Check.UPDATE, replace(WISH, updates=frozenset()), EARLIER),
        (Check.CHANGE_CLASS, replace(WISH, sections=frozenset({"general", "maps"})), EARLIER),
        (Check.SUB_DELEGATION, WISH, replace(EARLIER, capacity=Capacity.DELEGATE)),
    ],
)
def test_the_first_check_that_fails_names_itself(check: Check, wish: Wish, earlier: Acceptance) -> None:
    assert failed(wish, earlier) == check


def test_an_empty_log_grants_nothing() -> None:
    assert failed(WISH) == Check.IN_LOG


def test_an_erased_principal_grants_nothing_even_to_somebody_without_a_name() -> None:
    assert failed(replace(WISH, principal=""), replace(EARLIER, principal="")) == Check.IN_LOG
