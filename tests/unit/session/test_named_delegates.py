"""What delegates may do by a grant that names them, on a real log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import (
    ADMINISTRATOR,
    DIRECTOR,
    LATER,
    TERMS,
    failed,
    grant,
    install_for,
    updating,
)
from helpers.editions import later_edition
from helpers.journeys import (
    FOR_A_CUSTOMER,
    open_on,
)
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.acceptance.parties import Actor
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence.predicates import Acceptance
from installer.flow.state import Entered
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.granting import GrantTerms


def granted(target: Path, bundle: Path, terms: GrantTerms = TERMS) -> str:
    """The director accepts and installs, grants, and takes the grant by clause back; the grant's record."""
    own = install_for(DIRECTOR, target, bundle)
    session = open_on(target)
    record = grant(session, terms).statement
    session.acts.delegation.revoke(own.statement, DIRECTOR, Given.CLICK)
    return record


def test_a_named_delegate_accepts_what_the_grant_allows(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    record = granted(target, bundle)
    later_edition(editions, notify=("governing-law/p1",))
    session = updating(target, newer)
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.delegated is not None
    assert (said.delegated.grant, said.delegated.kind) == (record, "named")
    session.send(Entered(Step.PROGRESS))
    assert session.install(session.plan(), ignore, Cancel()).components


@pytest.mark.parametrize(
    ("check", "terms"),
    [
        ("change-class", TERMS),
        ("change-class", replace(TERMS, classes=frozenset({ChangeClass.NONE}))),
        ("delegate", replace(TERMS, delegate="Szabó Ida", classes=frozenset({ChangeClass.REQUIRED}))),
        (
            "delegate",
            replace(TERMS, delegate="", role="üzemeltető", classes=frozenset({ChangeClass.REQUIRED})),
        ),
        ("validity", replace(TERMS, until=date(2026, 6, 28), classes=frozenset({ChangeClass.REQUIRED}))),
    ],
)
def test_what_a_grant_does_not_allow_is_refused(  # noqa: PLR0913, PLR0917 - fixtures
    target: Path, bundle: Path, newer: Path, editions: Path, check: str, terms: GrantTerms
) -> None:
    record = granted(target, bundle, terms)
    later_edition(editions, changed=("governing-law/p1",))
    named = replace(ADMINISTRATOR, grant=record)
    assert failed(updating(target, newer, parties=named)) == check


def test_whoever_is_in_the_role_may(target: Path, bundle: Path, newer: Path, editions: Path) -> None:
    terms = replace(TERMS, delegate="", role="Rendszergazda", classes=frozenset({ChangeClass.REQUIRED}))
    granted(target, bundle, terms)
    later_edition(editions, changed=("governing-law/p1",))
    actor = Actor(name="Tóth Béla", email="bela@vevo.example", position="rendszergazda")
    session = updating(target, newer, parties=replace(ADMINISTRATOR, actor=actor))
    assert session.accept(Presentation())


def test_what_covers_a_component_must_not_have_been_objected_to_meanwhile(
    target: Path, bundle: Path, newer: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle)
    session = updating(target, newer)
    session.accept(Presentation())
    open_on(target, clock=lambda: LATER).acts.standing.object(dealers.statement, DIRECTOR, Given.CLICK)
    session.send(Entered(Step.PROGRESS))
    with pytest.raises(Refused) as caught:
        session.install(session.plan(), ignore, Cancel())
    assert caught.value.code is Code.NOT_COVERED
