"""What an answer points to is looked up ahead where somebody sits at a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.computers import at
from helpers.delegates import ADMINISTRATOR, DIRECTOR, TERMS, accept_for, grant, install_for
from helpers.journeys import AFFILIATE, CORPORATE, CUSTOMER, EVA, FOR_A_CUSTOMER, open_on
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Authority, Parties
from installer.acceptance.roles import Role
from installer.errors import Code
from installer.evidence.store import LOG_FILE
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.session.imported import FOLDER, listed
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session
    from installer.session.issue import Issued

MORE = ("xprotect-corporate", "xprotect-lpr")


def said(target: Path, parties: Parties, products: tuple[str, ...] = (), **more: object) -> Session:
    session = open_on(target, **more)  # type: ignore[arg-type] # a channel
    session.send(PartiesEntered(parties))
    session.send(SelectionChanged(Selection(products=products)))
    return session


def problems(session: Session, step: Step) -> list[tuple[str, Code]]:
    return [(found.field, found.error.code) for found in session.problems(step)]


@pytest.fixture
def customers(target: Path, tmp_path: Path) -> Issued:
    """The director's acceptance on another computer."""
    with at(tmp_path / "elsewhere"):
        return accept_for(DIRECTOR, target)


def resting_on(record: str, name: str = CUSTOMER.name) -> Parties:
    return replace(
        FOR_A_CUSTOMER,
        principal=replace(CUSTOMER, name=name),
        authority=Authority(basis="megrendelés 17", receipt=record),
    )


def test_an_affiliate_is_told_at_once_that_nothing_is_there_to_rest_on(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = said(target, AFFILIATE)
    assert problems(session, Step.PARTIES) == [("rests_on", Code.EARLIER_MISSING)]
    assert list(state_folder.iterdir()) == [], "to look leaves no trace"
    install_for(DIRECTOR, target, bundle)
    assert problems(said(target, AFFILIATE), Step.PARTIES) == []


def test_products_that_the_buyer_did_not_accept_are_told_with_the_products(
    target: Path, bundle: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    assert problems(said(target, AFFILIATE, CORPORATE), Step.PRODUCTS) == []
    session = said(target, AFFILIATE, MORE)
    assert problems(session, Step.PARTIES) == []
    assert problems(session, Step.PRODUCTS) == [("rests_on", Code.EARLIER_MISSING)]


def test_a_transferee_needs_nobody_but_may_not_name_the_wrong_one(target: Path) -> None:
    heir = replace(AFFILIATE, role=Role.TRANSFEREE)
    assert problems(said(target, heir), Step.PARTIES) == []
    wrong = replace(heir, rests_on="0" * 64)
    assert problems(said(target, wrong), Step.PARTIES) == [("rests_on", Code.EARLIER_MISSING)]


def test_a_receipt_is_looked_at_for_its_person_and_its_products(customers: Issued, target: Path) -> None:
    receipt = ("authority.receipt", Code.RECEIPT_UNFIT)
    session = said(target, resting_on(customers.statement))
    assert problems(session, Step.PARTIES) == [receipt]
    session.acts.import_receipt(customers.receipt)
    assert problems(said(target, resting_on(customers.statement)), Step.PARTIES) == []
    assert problems(said(target, resting_on(customers.statement, "Másik Zrt.")), Step.PARTIES) == [receipt]
    assert problems(said(target, resting_on(customers.statement), MORE), Step.PRODUCTS) == [receipt]
    assert problems(said(target, resting_on(customers.statement), CORPORATE), Step.PRODUCTS) == []


def test_who_points_to_nothing_is_not_looked_up(target: Path, state_folder: Path) -> None:
    (state_folder / LOG_FILE).write_bytes(b"no log at all")
    for parties in (EVA, FOR_A_CUSTOMER):
        assert problems(said(target, parties), Step.PARTIES) == []


def test_a_log_that_cannot_be_read_is_said_where_it_matters(target: Path, state_folder: Path) -> None:
    (state_folder / LOG_FILE).write_bytes(b"no log at all")
    ((field, code),) = problems(said(target, AFFILIATE), Step.PARTIES)
    assert field == "rests_on"
    assert code is not Code.EARLIER_MISSING


def test_an_answer_file_may_be_checked_where_the_log_is_not(target: Path) -> None:
    session = said(target, AFFILIATE, CORPORATE, channel=Channel.UNATTENDED)
    assert problems(session, Step.PARTIES) == []
    assert problems(session, Step.PRODUCTS) == []


def test_all_that_may_be_rested_on_is_offered_and_nothing_else(
    customers: Issued, target: Path, bundle: Path
) -> None:
    acts = open_on(target).acts
    assert acts.references.earlier(AFFILIATE) == ()
    acts.import_receipt(customers.receipt)
    own = install_for(
        replace(DIRECTOR, actor=replace(DIRECTOR.actor, organisation="Testvér Kft.")), target, bundle
    )
    dealers = install_for(FOR_A_CUSTOMER, target, bundle)
    offered = open_on(target).acts.references.earlier(AFFILIATE)
    assert [(found.digest, found.imported) for found in offered] == [
        (dealers.statement, False),
        (customers.statement, True),
    ]
    assert {found.principal for found in offered} == {CUSTOMER.name}
    assert own.statement not in {found.digest for found in offered}, "nobody rests on their own"
    open_on(target).acts.standing.object(dealers.statement, DIRECTOR, Given.CLICK)
    left = open_on(target).acts.references.earlier(AFFILIATE)
    assert [found.digest for found in left] == [customers.statement]


def test_an_imported_receipt_that_was_changed_is_offered_no_more(
    customers: Issued, target: Path, state_folder: Path
) -> None:
    acts = open_on(target).acts
    kept = acts.import_receipt(customers.receipt)
    found = acts.imported(customers.statement)
    assert found is not None
    assert found.people.principal.name == CUSTOMER.name
    assert acts.imported("0" * 64) is None
    assert [each.digest for each in listed(state_folder)] == [customers.statement]
    (state_folder / FOLDER / f"{'0' * 64}.assent.json").write_bytes(kept.path.read_bytes())
    kept.path.write_bytes(kept.path.read_bytes()[:-2])
    assert listed(state_folder) == ()


def test_of_the_grants_those_that_hold_for_the_principal_are_offered(target: Path, bundle: Path) -> None:
    own = install_for(DIRECTOR, target, bundle)
    named = grant(open_on(target), TERMS)
    acts = open_on(target).acts

    def offered(principal: str) -> list[str]:
        said = replace(ADMINISTRATOR, principal=replace(CUSTOMER, name=principal))
        return [found.granted.statement for found in acts.grants(said)]

    assert offered(CUSTOMER.name) == offered("") == [named.statement, own.statement]
    assert offered("Másik Zrt.") == []
    acts.delegation.revoke(named.statement, DIRECTOR, Given.CLICK)
    assert offered(CUSTOMER.name) == [own.statement]
