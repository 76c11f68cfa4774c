"""Affiliates, transferees, acceptance before a purchase: statements that rest on somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.computers import at
from helpers.delegates import DIRECTOR, install_for, wanting
from helpers.editions import later_edition
from helpers.journeys import AFFILIATE, CORPORATE, EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.acceptance.roles import Occasion, Role
from installer.acceptance.rules import Earlier
from installer.errors import AssentError, Code
from installer.evidence.predicates import Acceptance
from installer.flow.state import Affirmed, SectionSeen
from installer.flow.steps import Step
from installer.session.earlier import rests_on
from installer.session.imported import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.session import Session


def accept(target: Path, parties: Parties, products: tuple[str, ...] = CORPORATE) -> Session:
    session = make_ready(open_on(target), parties=parties, products=products)
    session.accept(screen(session))
    return session


def last(state_folder: Path) -> Acceptance:
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    return said


def refused(target: Path, parties: Parties, products: tuple[str, ...] = CORPORATE) -> AssentError:
    with pytest.raises(AssentError) as caught:
        accept(target, parties, products)
    return caught.value


def test_an_affiliates_statement_rests_on_the_buyers(target: Path, bundle: Path, state_folder: Path) -> None:
    buyers = install_for(DIRECTOR, target, bundle)
    accept(target, AFFILIATE)
    said = last(state_folder)
    assert (said.role, said.rests_on, said.occasion) == ("affiliate", buyers.statement, "install")
    assert "affiliate" in {found.id for found in said.affirmations}


def test_each_affiliate_gives_a_statement_of_its_own(target: Path, bundle: Path, state_folder: Path) -> None:
    buyers = install_for(DIRECTOR, target, bundle)
    accept(target, AFFILIATE)
    another = replace(AFFILIATE, actor=replace(AFFILIATE.actor, organisation="Nővér Kft."))
    accept(target, another)
    rests = [said.rests_on for said in recorded(state_folder) if isinstance(said, Acceptance)]
    assert rests == [None, buyers.statement, buyers.statement]


def test_an_affiliate_without_the_buyers_acceptance_is_refused_with_the_clause(
    target: Path, bundle: Path
) -> None:
    error = refused(target, AFFILIATE)
    assert (error.code, error.cite) == (Code.EARLIER_MISSING, ("affiliated-companies/p1",))
    assert error.outcome.posix == 177
    install_for(DIRECTOR, target, bundle)
    more = ("xprotect-corporate", "xprotect-lpr")
    assert refused(target, AFFILIATE, more).code is Code.EARLIER_MISSING, (
        "the buyer has not accepted that one"
    )


def test_nobody_is_their_own_affiliate_nor_an_affiliates(target: Path, bundle: Path) -> None:
    install_for(DIRECTOR, target, bundle)
    accept(target, AFFILIATE)
    own = replace(AFFILIATE, actor=replace(AFFILIATE.actor, organisation="Vevő Zrt."))
    assert refused(target, own).code is Code.EARLIER_MISSING
    assert refused(target, replace(AFFILIATE, rests_on="0" * 64)).code is Code.EARLIER_MISSING


def test_a_product_that_affiliates_may_not_use_is_a_conflict(target: Path) -> None:
    session = make_ready(open_on(target), parties=AFFILIATE, products=("xprotect-express-plus",))
    (problem,) = session.problems(Step.PRODUCTS)
    assert (problem.field, problem.error.code) == ("role", Code.ROLE_CONFLICT)
    assert problem.error.cite == ("affiliated-companies/p1",)


def test_the_buyers_acceptance_may_come_as_a_receipt_from_another_computer(
    target: Path, bundle: Path, tmp_path: Path, state_folder: Path
) -> None:
    with at(tmp_path / "elsewhere"):
        buyers = install_for(DIRECTOR, target, bundle)
    named = replace(AFFILIATE, rests_on=buyers.statement)
    assert refused(target, named).code is Code.EARLIER_MISSING
    open_on(target).acts.import_receipt(buyers.receipt)
    assert (state_folder / FOLDER / f"{buyers.statement}.assent.json").exists()
    accept(target, named)
    assert last(state_folder).rests_on == buyers.statement


def test_a_transferee_rests_on_the_assignors_acceptance_where_it_is_known(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    heir = replace(AFFILIATE, role=Role.TRANSFEREE)
    accept(target, heir)
    assert last(state_folder).rests_on is None
    first = install_for(DIRECTOR, target, bundle)
    accept(target, heir)
    said = last(state_folder)
    assert (said.role, said.rests_on) == ("transferee", first.statement)
    assert [found.cite for found in said.affirmations if found.id == "transferee"] == [["miscellaneous/p1"]]


def test_an_acceptance_that_was_objected_to_carries_nobody(target: Path, bundle: Path) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle)
    open_on(target).acts.standing.object(dealers.statement, DIRECTOR, Given.CLICK)
    assert refused(target, AFFILIATE).code is Code.EARLIER_MISSING


def test_the_m_series_is_accepted_before_its_purchase(target: Path, state_folder: Path) -> None:
    before = replace(EVA, occasion=Occasion.BEFORE_PURCHASE)
    accept(target, before, ("husky-m-series",))
    said = last(state_folder)
    assert said.occasion == "before-purchase"
    found = {item.id: item.cite for item in said.affirmations}
    assert found["before-purchase"] == ["husky-m-series/1"]
    assert "A08" not in found, "it would ask the same a second time"


def test_an_acceptance_covers_nobody_in_another_role(target: Path, bundle: Path) -> None:
    install_for(DIRECTOR, target, bundle)
    assert make_ready(open_on(target, bundle), parties=DIRECTOR).covering() is not None
    heir = replace(DIRECTOR, role=Role.TRANSFEREE)
    session = make_ready(open_on(target, bundle), parties=heir)
    assert session.problems(Step.PARTIES) == ()
    assert session.covering() is None


def test_a_role_that_rests_on_nothing_looks_for_nothing(target: Path, bundle: Path) -> None:
    install_for(DIRECTOR, target, bundle)
    session = make_ready(open_on(target), parties=AFFILIATE)
    alone = replace(session.rules.roles["affiliate"], earlier=Earlier.NONE)
    found = rests_on(
        session.acts.desk.read(),
        target,
        AFFILIATE,
        session.state.selection,
        replace(session.rules, roles={"affiliate": alone}),
    )
    assert found == ""


@pytest.mark.parametrize("role", [Role.AFFILIATE, Role.TRANSFEREE])
def test_an_affiliate_or_a_transferee_renews_their_own_acceptance(  # noqa: PLR0913, PLR0917 - fixtures
    role: Role, target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    buyers = install_for(DIRECTOR, target, bundle)
    theirs = replace(AFFILIATE, role=role)
    own = make_ready(open_on(target), parties=theirs).accept(screen(open_on(target)))
    later_edition(editions, changed=("governing-law/p1",))
    session = wanting(target, newer, theirs)
    assert [problem.field for problem in session.problems(Step.AGREEMENT)] == ["governing-law"]
    assert session.covering() is None
    session.send(SectionSeen("governing-law", session.translation()))
    for needed in session.affirmations():
        session.send(Affirmed(needed.id, Given.CLICK))
    session.accept(screen(session))
    said = last(state_folder)
    assert (said.role, said.renews, said.rests_on) == (role.value, own.statement, buyers.statement)
    assert said.changes is not None
    assert said.changes.clauses == ["governing-law/p1"]


def test_what_was_accepted_in_another_role_is_not_renewed(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    later_edition(editions, changed=("governing-law/p1",))
    assert wanting(target, newer, replace(DIRECTOR, role=Role.TRANSFEREE)).renewal() is None
