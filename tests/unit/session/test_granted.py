"""The list of grants: what has become of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from helpers.delegates import DIRECTOR, LATER, TERMS, desk, grant, install_for, updating
from helpers.editions import later_edition
from helpers.journeys import FOR_A_CUSTOMER
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.evidence.personal import DelegateFields
from installer.evidence.predicates import PredicateType
from installer.session.desk import Act, Verdict
from installer.session.listed_grants import GrantState
from installer.session.people import personal_fields
from installer.session.presentation import Presentation
from installer.session.statements import stated

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_says_what_has_become_of_each_grant(own: str, target: Path, bundle: Path) -> None:
    grant(desk(), replace(TERMS, until=date(2026, 3, 2)))
    record = grant(desk(), TERMS).statement
    desk().acts.delegation.revoke(record, DIRECTOR, Given.FLAG)
    dealers = install_for(FOR_A_CUSTOMER, target.with_name("second"), bundle).statement
    desk().acts.standing.object(dealers, DIRECTOR, Given.FLAG)
    listed = desk(LATER).acts.delegation.listed()
    assert [(item.granted.kind.value, item.state.value) for item in listed] == [
        ("clause", "holds"),
        ("named", "expired"),
        ("named", "revoked"),
        ("clause", "objected"),
    ]
    assert listed[0].granted.statement == own


def test_a_delegates_acceptance_is_listed_as_granting_nothing(
    own: str, target: Path, newer: Path, editions: Path
) -> None:
    later_edition(editions, changed=("governing-law/p1",))
    updating(target, newer).accept(Presentation())
    listed = desk(LATER).acts.delegation.listed()
    assert [item.state.value for item in listed] == ["holds", "void"]
    assert listed[0].granted.statement == own
    assert len(listed[0].used) == 1


def test_a_grant_that_rests_on_nothing_in_the_log_grants_nothing(own: str) -> None:
    session = desk()
    grant(session, TERMS)
    made = session.acts.desk.read().entries[-1].said
    for rests_on in ("f" * 64, grant(session, TERMS).statement):
        forged = msgspec.structs.replace(made, rests_on=rests_on)
        state = session.acts.desk.state(DIRECTOR)
        fields = personal_fields(DIRECTOR, delegate=DelegateFields(name="Kiss Éva"))
        act = Act(
            state,
            fields,
            lambda moment, forged=forged: msgspec.structs.replace(forged, **stated(moment)),  # type: ignore[misc] # bound now
        )
        session.acts.desk.say(PredicateType.GRANT, lambda _ledger, act=act: Verdict((act,)))  # type: ignore[misc] # bound now
        listed = desk().acts.delegation.listed()[-1]
        assert (listed.state, listed.granted.products) == (GrantState.VOID, frozenset())
    assert own


def test_without_a_log_there_is_nothing_to_list_and_none_is_made(state_folder: Path) -> None:
    assert desk().acts.delegation.listed() == ()
    assert list(state_folder.iterdir()) == []
