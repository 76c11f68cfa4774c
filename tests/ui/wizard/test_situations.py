"""Each role and occasion through the real wizard, by keyboard: the receipt says what a command's would."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from helpers import forms
from helpers.computers import at
from helpers.delegates import DIRECTOR, accept_for
from helpers.journeys import CORPORATE, CUSTOMER, EVA, FOR_A_CUSTOMER, SISTER, open_on
from helpers.records import people, recorded
from helpers.sites import ACCEPT
from helpers.wizards import ONE_LANGUAGE, show_wizard
from msgspec.structs import replace

from installer.acceptance.parties import Authority, Parties, PartyType, Principal
from installer.acceptance.roles import Occasion, Role
from installer.errors import Outcome
from installer.evidence.predicates import Acceptance
from installer.evidence.verify import verify
from installer.flow.state import SectionTicked, SelectionChanged
from installer.flow.steps import Step
from installer.session.notices import listed
from installer.terms.selected import Selection
from installer.unattended.run import Intent, Request, Run
from ui.app import outcome
from ui.closing import would_lose
from ui.keeping import Keeper

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

    from installer.session.issue import Issued

HUSKY = ("husky-m-series",)
SAID = ("capacity", "party_type", "role", "occasion", "authority", "products", "sections", "rests_on")

pytestmark = ONE_LANGUAGE


@dataclass(frozen=True)
class Case:
    parties: Parties
    products: tuple[str, ...] = CORPORATE
    buyer: bool = False
    """Somebody else accepted on this computer before."""


CASES = {
    "affiliate": Case(replace(SISTER, role=Role.AFFILIATE), buyer=True),
    "affiliate-before-purchase": Case(
        replace(SISTER, role=Role.TRANSFEREE, occasion=Occasion.BEFORE_PURCHASE), HUSKY
    ),
    "transferee": Case(replace(SISTER, role=Role.TRANSFEREE)),
    "transferee-of-somebody-known": Case(replace(SISTER, role=Role.TRANSFEREE), buyer=True),
    "before-purchase": Case(replace(EVA, occasion=Occasion.BEFORE_PURCHASE), HUSKY),
    "hand-over": Case(replace(DIRECTOR, occasion=Occasion.HAND_OVER)),
    "remote": Case(replace(EVA, occasion=Occasion.REMOTE, remote_computers=12)),
    "on-behalf-of-an-affiliate": Case(
        replace(
            FOR_A_CUSTOMER,
            authority=replace(FOR_A_CUSTOMER.authority, evidence_name="", evidence_sha256=""),
            principal=replace(CUSTOMER, name="Testvér Kft."),
            role=Role.AFFILIATE,
        ),
        buyer=True,
    ),
}


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


@pytest.fixture
def customers(tmp_path: Path) -> Issued:
    """The director's acceptance on another computer."""
    with at(tmp_path / "elsewhere"):
        return accept_for(DIRECTOR, tmp_path)


def accept(stage: Stage, products: tuple[str, ...]) -> Acceptance:
    """From the filled page to the receipt, which must verify."""
    assert stage.next_button.isEnabled(), stage.session.problems(Step.PARTIES)
    stage.go_on()
    stage.session.send(SelectionChanged(Selection(products=products)))
    stage.wizard.go_to(Step.AGREEMENT)
    stage.wait_for_text()
    for section in stage.session.determination.sections:
        stage.session.send(SectionTicked(section, ticked=True))
    stage.wizard.go_to(Step.ACCEPTANCE)
    stage.accept()
    found = verify(stage.session.issued()[0].receipt.read_bytes())
    assert found.valid
    assert found.statement is not None
    said = found.statement.predicate
    assert isinstance(said, Acceptance)
    return said


def by_command(folder: Path, parties: Parties, products: tuple[str, ...]) -> None:
    """The same acceptance from an answer file, read in the same language."""
    answers = forms.answers_of(folder / "site.toml", parties, products)
    shown = Run(Request(intent=Intent.SHOW, answers=answers, language="hu")).go()
    assert shown.asked is not None
    affirm = tuple(found.id for found in shown.asked.affirmations)
    agreement = {"agreement", "agreement-for-principal"}
    result = Run(
        Request(
            intent=Intent.ACCEPT,
            answers=answers,
            edition=ACCEPT,
            affirm=tuple(name for name in affirm if name not in agreement),
            language="hu",
        )
    ).go()
    assert result.error is None


def told(said: Acceptance) -> dict[str, Any]:
    """What both faces must say alike. The digest of the notice holds the time."""
    found = {name: getattr(said, name) for name in SAID}
    found["affirmations"] = [(yes.id, yes.cite) for yes in said.affirmations]
    found["computers"] = said.remote and said.remote.count
    return found


@pytest.mark.parametrize("name", CASES)
def test_the_receipt_says_what_a_commands_would(
    page: Stage, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    before = int(case.buyer)
    if case.buyer:
        accept_for(DIRECTOR, tmp_path)
    command = shutil.copytree(state_folder, tmp_path / "command")
    forms.fill(page, case.parties)
    said = accept(page, case.products)
    assert (said.role, said.occasion) == (case.parties.role, case.parties.occasion)
    assert (said.rests_on is not None) == case.buyer
    assert len(listed(state_folder)) == int(case.parties.occasion is Occasion.REMOTE)

    assert (page.page.step is Step.REVIEW) is case.parties.occasion.installs

    monkeypatch.setenv("ASSENT_STATE", str(command))
    by_command(tmp_path, case.parties, case.products)
    theirs = recorded(command)[-1]
    assert isinstance(theirs, Acceptance)
    assert told(said) == told(theirs)
    assert people(state_folder, before) == people(command, before)


def test_the_customers_receipt_is_the_authority(
    page: Stage, customers: Issued, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = replace(FOR_A_CUSTOMER, authority=Authority(basis="megrendelés 17"), principal=Principal())
    forms.choose_capacity(page, own.capacity)
    forms.form_of(page).add_receipt(customers.receipt)
    forms.write(
        page,
        {"actor.name": own.actor.name, "actor.email": own.actor.email, "authority.basis": "megrendelés 17"},
    )
    command = shutil.copytree(state_folder, tmp_path / "command")
    said = accept(page, CORPORATE)
    assert said.authority is not None
    assert (said.authority.receipt, said.authority.accepted_on) == (customers.statement, "2026-03-01")

    monkeypatch.setenv("ASSENT_STATE", str(command))
    principal = Principal(PartyType.ORGANISATION, CUSTOMER.name, "pal@vevo.example")
    stated = Authority(basis="megrendelés 17", receipt=customers.statement)
    by_command(tmp_path, replace(own, principal=principal, authority=stated), CORPORATE)
    theirs = recorded(command)[-1]
    assert isinstance(theirs, Acceptance)
    assert told(said) == told(theirs)
    assert people(state_folder) == people(command)


def test_an_affiliate_rests_on_a_receipt_from_another_computer(page: Stage, customers: Issued) -> None:
    forms.fill(page, replace(SISTER, role=Role.AFFILIATE))
    assert not page.next_button.isEnabled()
    forms.form_of(page).add_earlier(customers.receipt)
    assert accept(page, CORPORATE).rests_on == customers.statement


def test_an_evidence_file_is_named_by_its_digest(page: Stage, tmp_path: Path) -> None:
    forms.fill(page, FOR_A_CUSTOMER)
    order = tmp_path / "order.pdf"
    order.write_bytes(b"")
    forms.form_of(page).add_evidence(order)
    said = accept(page, CORPORATE)
    assert said.authority is not None
    assert said.authority.evidence_sha256 is not None
    assert said.authority.evidence_sha256.startswith("e3b0c442")
    assert said.authority.receipt is None


def test_who_runs_the_mobile_server_accepts_for_its_end_users(page: Stage) -> None:
    forms.fill(page, EVA)
    said = accept(page, (*CORPORATE, "xprotect-mobile-server"))
    resting = [yes for yes in said.affirmations if "xprotect-mobile-server/4" in yes.cite]
    assert [yes.given for yes in resting] == ["key"]


def test_what_a_product_does_not_allow_is_told_with_the_products(page: Stage) -> None:
    forms.fill(page, replace(EVA, occasion=Occasion.BEFORE_PURCHASE))
    page.go_on()
    page.session.send(SelectionChanged(Selection(products=CORPORATE)))
    page.page.speak()
    assert not page.next_button.isEnabled()
    assert "before-purchase" not in page.page.hint_label.text(), "no id, but what to do"
    assert page.page.hint_label.isVisible()
    page.session.send(SelectionChanged(Selection(products=HUSKY)))
    page.page.speak()
    assert page.next_button.isEnabled()


def test_a_run_that_broke_off_comes_back_with_its_situation_and_nothing_of_another(
    page: Stage, customers: Issued, tmp_path: Path
) -> None:
    Keeper(page.wizard, page.session, tmp_path).restore(keep_language=False)
    forms.fill(page, FOR_A_CUSTOMER)
    forms.form_of(page).add_receipt(customers.receipt)
    forms.fill(page, replace(SISTER, role=Role.TRANSFEREE, occasion=Occasion.REMOTE, remote_computers=12))
    forms.form_of(page).add_earlier(customers.receipt)
    Keeper(page.wizard, page.session, tmp_path).save()
    kept = (tmp_path / "resume.json").read_text("utf-8")
    assert FOR_A_CUSTOMER.authority.basis not in kept
    assert FOR_A_CUSTOMER.authority.accepted_how not in kept

    session = open_on(page.target, language="hu")
    again = show_wizard(page.qtbot, page.translation, session, page.target)
    Keeper(again.wizard, session, tmp_path).restore(keep_language=False)
    again.settle()
    assert again.page.step is Step.PARTIES
    said = session.state.parties
    assert (said.role, said.occasion, said.remote_computers) == (Role.TRANSFEREE, Occasion.REMOTE, 12)
    assert said.rests_on == customers.statement
    assert forms.form_of(again)._situation.disclosure.is_open
    assert forms.radio(again, "role-transferee").isChecked()
    assert forms.radio(again, "occasion-remote").isChecked()
    assert forms.is_asked(again, "remote_computers")
    assert again.next_button.isEnabled()


def test_where_nothing_is_installed_the_end_says_so(page: Stage) -> None:
    forms.fill(page, replace(DIRECTOR, occasion=Occasion.HAND_OVER))
    accept(page, CORPORATE)
    assert page.page.step is Step.FINISH
    assert page.page.heading_text(page.page.tr_) == "Elfogadva"
    assert page.page.lead_text(page.page.tr_).startswith("A program semmit sem telepített.")
    assert outcome(page.session) is Outcome.SUCCESS
    assert not would_lose(page.session.state)
