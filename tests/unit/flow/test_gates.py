from __future__ import annotations

import pytest
from helpers.flows import TEXT, SmallWorld
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor, Parties
from installer.acceptance.roles import Occasion
from installer.errors import Code
from installer.flow import gates
from installer.flow.state import Columns, Decision, State
from installer.flow.steps import FREE, WIZARD, Step
from installer.terms.selected import Selection

EVA = Parties(actor=Actor(name="Kiss Éva"))
FILLED_IN = State(parties=EVA, selection=Selection(products=("client",)))
READ = replace(FILLED_IN, ticked=frozenset({"general", "client", "system"}))
AFFIRMED = replace(READ, affirmed=dict.fromkeys(("agreement", "duty-of-client", "duty-of-system"), Given.KEY))
ACCEPTED = replace(AFFIRMED, decision=Decision.ACCEPTED)
TARGETED = replace(ACCEPTED, target="/opt/x")
INSTALLED = replace(TARGETED, installed=True)
DECLINED = replace(FILLED_IN, decision=Decision.DECLINED)


def codes(step: Step, state: State, channel: Channel = Channel.WIZARD) -> list[Code]:
    return [problem.error.code for problem in gates.problems(step, state, SmallWorld(channel)(state))]


def reached(state: State) -> list[Step]:
    return [step for step in WIZARD if gates.reachable(step, state, SmallWorld()(state))]


def test_nothing_said_leaves_the_form_the_selection_and_the_text_open() -> None:
    state = State()
    assert codes(Step.LANGUAGE, state) == []
    assert codes(Step.PARTIES, state) == [Code.PARTY_INCOMPLETE]
    assert codes(Step.PRODUCTS, state) == [Code.SELECTION_EMPTY]
    assert codes(Step.TERMS, state) == []
    assert codes(Step.AGREEMENT, state) == [Code.SECTION_UNSEEN]
    assert codes(Step.ACCEPTANCE, state) == [Code.AFFIRMATION_MISSING]
    assert codes(Step.REVIEW, state) == [Code.TARGET_MISSING]
    assert codes(Step.PROGRESS, state) == [Code.NOT_ACCEPTED]
    assert codes(Step.FINISH, state) == []


def test_an_unknown_product_stops_at_the_products() -> None:
    state = replace(FILLED_IN, selection=Selection(products=("spoon",)))
    assert codes(Step.PRODUCTS, state) == [Code.PRODUCT_UNKNOWN]


def test_what_the_text_forbids_stops_at_the_terms_and_cites_the_clause() -> None:
    state = replace(FILLED_IN, selection=Selection(products=("system", "tool")))
    (problem,) = gates.problems(Step.TERMS, state, SmallWorld()(state))
    assert problem.error.code is Code.TERMS_CONFLICT
    assert problem.error.cite == ("tool/1",)


def test_every_section_that_applies_must_be_seen_or_ticked() -> None:
    state = replace(FILLED_IN, seen=frozenset({("general", "en")}), ticked=frozenset({"client"}))
    unseen = gates.problems(Step.AGREEMENT, state, SmallWorld()(state))
    assert [problem.field for problem in unseen] == ["system"]
    assert codes(Step.AGREEMENT, READ) == []


def test_a_section_counts_as_seen_only_in_a_language_that_is_shown() -> None:
    seen = frozenset((section, "hu") for section in ("general", "client", "system"))
    state = replace(FILLED_IN, seen=seen)
    assert codes(Step.AGREEMENT, state) == []
    english_only = replace(state, columns=Columns.GOVERNING)
    assert codes(Step.AGREEMENT, english_only) == [Code.SECTION_UNSEEN] * 3


def test_without_a_screen_the_text_is_named_by_its_digest() -> None:
    named = replace(FILLED_IN, named=TEXT)
    stale = replace(FILLED_IN, named=TEXT.replace("0", "1"))
    assert codes(Step.AGREEMENT, named, Channel.UNATTENDED) == []
    assert codes(Step.AGREEMENT, stale, Channel.UNATTENDED) == [Code.EDITION_STALE]
    assert codes(Step.AGREEMENT, FILLED_IN, Channel.UNATTENDED) == [Code.NOT_ACCEPTED]


def test_ticks_do_not_replace_the_digest_without_a_screen() -> None:
    assert codes(Step.AGREEMENT, READ, Channel.UNATTENDED) == [Code.NOT_ACCEPTED]


@pytest.mark.parametrize("channel", [Channel.WIZARD, Channel.CONSOLE])
def test_naming_the_digest_does_not_replace_reading_on_a_screen(channel: Channel) -> None:
    named = replace(FILLED_IN, named=TEXT)
    assert codes(Step.AGREEMENT, named, channel) == [Code.SECTION_UNSEEN] * 3


def test_each_missing_affirmation_is_named_with_its_clauses() -> None:
    missing = gates.problems(Step.ACCEPTANCE, READ, SmallWorld()(READ))
    assert [problem.field for problem in missing] == ["agreement", "duty-of-client", "duty-of-system"]
    assert all(problem.error.cite for problem in missing)


def test_refusals_before_the_agreement_name_the_flag_and_what_to_affirm() -> None:
    (problem,) = gates.problems(Step.AGREEMENT, FILLED_IN, SmallWorld(Channel.UNATTENDED)(FILLED_IN))
    assert problem.error.facts["flag"] == f"--accept-eula {TEXT}"
    assert problem.error.facts["affirmations"] == "agreement duty-of-client duty-of-system"


def test_before_the_decision_one_gets_as_far_as_the_first_open_step() -> None:
    assert reached(State()) == [Step.LANGUAGE, Step.PARTIES]
    assert reached(FILLED_IN)[-1] is Step.AGREEMENT
    assert reached(READ)[-1] is Step.ACCEPTANCE
    assert reached(AFFIRMED)[-1] is Step.ACCEPTANCE


def test_after_the_acceptance_only_review_and_install_are_open() -> None:
    assert reached(ACCEPTED) == [Step.REVIEW]
    assert reached(TARGETED) == [Step.REVIEW, Step.PROGRESS]


@pytest.mark.parametrize("occasion", [Occasion.BEFORE_PURCHASE, Occasion.HAND_OVER])
def test_who_accepts_before_anything_can_be_installed_is_done_then(occasion: Occasion) -> None:
    done = replace(TARGETED, parties=replace(EVA, occasion=occasion))
    assert done.is_over
    assert reached(done) == [Step.FINISH]
    assert gates.following(Step.ACCEPTANCE, done) is Step.FINISH
    assert not replace(done, decision=Decision.OPEN).is_over


@pytest.mark.parametrize("state", [INSTALLED, DECLINED])
def test_the_end_is_the_end(state: State) -> None:
    assert reached(state) == [Step.FINISH]


def test_installing_is_complete_when_everything_is_in_place() -> None:
    assert codes(Step.PROGRESS, INSTALLED) == []


def test_steps_follow_in_order_and_a_decline_leads_to_the_end() -> None:
    walked: list[Step] = [Step.LANGUAGE]
    while (following := gates.following(walked[-1], State())) is not None:
        walked.append(following)
    assert tuple(walked) == WIZARD
    assert gates.following(Step.ACCEPTANCE, DECLINED) is Step.FINISH
    decided = State(decision=Decision.ACCEPTED)
    assert [gates.following(step, decided) for step in (Step.AGREEMENT, Step.ACCEPTANCE)] == [Step.REVIEW] * 2
    assert gates.following(Step.REVIEW, decided) is Step.PROGRESS


@pytest.mark.parametrize(
    ("state", "passed_over"),
    [
        (State(), set()),
        (State(decision=Decision.ACCEPTED), set()),
        (State(decision=Decision.ACCEPTED, installed=True), set()),
        (State(decision=Decision.ACCEPTED, covered=True), {Step.ACCEPTANCE}),
        (State(decision=Decision.ACCEPTED, covered=True, installed=True), {Step.ACCEPTANCE}),
        (State(decision=Decision.DECLINED), {Step.ACCEPTANCE, Step.REVIEW, Step.PROGRESS}),
        (
            State(decision=Decision.ACCEPTED, parties=Parties(occasion=Occasion.BEFORE_PURCHASE)),
            {Step.REVIEW, Step.PROGRESS},
        ),
    ],
)
def test_what_nobody_did_is_left_out(state: State, passed_over: set[Step]) -> None:
    assert gates.left_out(state) == passed_over


def test_everything_between_the_state_and_an_acceptance_is_listed_in_order() -> None:
    state = State()
    found = [problem.error.code for problem in gates.decidable(state, SmallWorld()(state))]
    assert found == [
        Code.PARTY_INCOMPLETE,
        Code.SELECTION_EMPTY,
        Code.SECTION_UNSEEN,
        Code.AFFIRMATION_MISSING,
    ]
    assert gates.decidable(AFFIRMED, SmallWorld()(AFFIRMED)) == ()


def test_every_step_either_asks_for_something_or_is_free() -> None:
    assert set(gates._GATES) | FREE == set(Step)
    assert not set(gates._GATES) & FREE
