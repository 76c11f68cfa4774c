from __future__ import annotations

import pytest
from helpers.flows import TEXT, SmallWorld
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor, Capacity, Parties
from installer.flow.apply import apply
from installer.flow.state import (
    Affirmed,
    Columns,
    ColumnsChosen,
    ConsentAnswered,
    Covered,
    Decided,
    Decision,
    EditionNamed,
    Entered,
    Event,
    InstallFinished,
    LanguageChosen,
    PartiesEntered,
    SectionSeen,
    SectionTicked,
    SelectionChanged,
    State,
    TargetChosen,
)
from installer.flow.steps import Step
from installer.terms.selected import Selection

WORLD = SmallWorld()
EVA = Parties(actor=Actor(name="Kiss Éva"))
CLIENT = Selection(products=("client",))


def after(*events: Event, start: State | None = None, world: SmallWorld = WORLD) -> State:
    state = start if start is not None else State()
    for event in events:
        state = apply(state, event, world)
    return state


FILLED_IN = (PartiesEntered(EVA), SelectionChanged(CLIENT))
READ = tuple(SectionSeen(section, "en") for section in ("general", "client", "system"))
AFFIRMED = tuple(Affirmed(name, Given.CLICK) for name in ("agreement", "duty-of-client", "duty-of-system"))
READY = after(*FILLED_IN, *READ, *AFFIRMED)
ACCEPTED = after(Decided(Decision.ACCEPTED), start=READY)


def test_what_the_person_says_is_kept() -> None:
    state = after(
        LanguageChosen("hu"),
        *FILLED_IN,
        ColumnsChosen(Columns.GOVERNING),
        SectionSeen("general", "en"),
        SectionTicked("client", ticked=True),
        EditionNamed(TEXT),
        TargetChosen("/opt/x"),
    )
    assert state == State(
        language="hu",
        parties=EVA,
        selection=CLIENT,
        columns=Columns.GOVERNING,
        seen=frozenset({("general", "en")}),
        ticked=frozenset({"client"}),
        named=TEXT,
        target="/opt/x",
    )


def test_a_tick_can_be_taken_back() -> None:
    assert after(SectionTicked("client", ticked=True), SectionTicked("client", ticked=False)) == State()


def test_an_affirmation_can_be_taken_back() -> None:
    assert "agreement" not in after(Affirmed("agreement", None), start=READY).affirmed


@pytest.mark.parametrize(
    "change",
    [
        SelectionChanged(Selection(products=("tool",))),
        PartiesEntered(Parties(actor=Actor(name="Nagy Pál"))),
        PartiesEntered(replace(EVA, capacity=Capacity.ON_BEHALF)),
        LanguageChosen("hu"),
    ],
    ids=["selection", "actor", "capacity", "language"],
)
def test_affirmations_are_gone_when_what_they_rest_on_changes(change: Event) -> None:
    assert READY.affirmed
    assert after(change, start=READY).affirmed == {}


def test_affirmations_stay_when_the_change_does_not_touch_them() -> None:
    more_devices = SelectionChanged(replace(CLIENT, quantities={"devices": 9}))
    assert after(more_devices, start=READY).affirmed == READY.affirmed
    assert after(ColumnsChosen(Columns.GOVERNING), start=READY).affirmed == READY.affirmed


def test_coming_back_to_the_same_answer_does_not_bring_affirmations_back() -> None:
    there_and_back = after(SelectionChanged(Selection(("tool",))), SelectionChanged(CLIENT), start=READY)
    assert there_and_back.affirmed == {}


def test_saying_the_same_again_changes_nothing() -> None:
    assert after(*FILLED_IN, *READ, start=READY) is READY


def test_nobody_can_affirm_what_is_not_asked() -> None:
    assert after(Affirmed("newsletter", Given.CLICK), start=READY) is READY


def test_a_consent_is_kept_apart_and_can_be_refused_or_left_open() -> None:
    given = after(ConsentAnswered("mail", given=True, how=Given.KEY), start=READY)
    assert (given.consents, given.consents_how) == ({"mail": True}, {"mail": Given.KEY})
    assert given.affirmed == READY.affirmed
    assert after(ConsentAnswered("mail", given=False), start=given).consents == {"mail": False}
    assert after(ConsentAnswered("mail", given=None), start=given) == READY


def test_a_consent_that_is_not_offered_is_not_kept() -> None:
    assert after(ConsentAnswered("newsletter", given=True), start=READY) is READY


def test_what_was_affirmed_only_for_a_consent_goes_with_it() -> None:
    given = after(ConsentAnswered("mail", given=True), Affirmed("mail-is-mine", Given.CLICK), start=READY)
    assert "mail-is-mine" in given.affirmed
    assert after(ConsentAnswered("mail", given=False), start=given).affirmed == READY.affirmed


def test_a_consent_goes_when_it_is_no_longer_offered() -> None:
    given = after(ConsentAnswered("mail", given=True), start=READY)
    as_delegate = after(PartiesEntered(replace(EVA, capacity=Capacity.DELEGATE)), start=given)
    assert (as_delegate.consents, as_delegate.consents_how) == ({}, {})


def test_a_step_out_of_reach_is_not_entered() -> None:
    assert after(Entered(Step.REVIEW), start=READY) is READY
    assert after(Entered(Step.ACCEPTANCE), start=READY).step is Step.ACCEPTANCE


def test_accepting_needs_everything_before_it() -> None:
    for missing in (
        after(*FILLED_IN, *READ, *AFFIRMED[:-1]),
        after(*FILLED_IN, *READ[:-1], *AFFIRMED),
        after(FILLED_IN[1], *READ, *AFFIRMED),
    ):
        assert after(Decided(Decision.ACCEPTED), start=missing) is missing


def test_declining_needs_nothing() -> None:
    assert after(Decided(Decision.DECLINED)).decision is Decision.DECLINED


def test_a_decision_is_made_once() -> None:
    assert after(Decided(Decision.DECLINED), start=ACCEPTED) is ACCEPTED
    assert after(Decided(Decision.OPEN), start=READY) is READY


@pytest.mark.parametrize(
    "event",
    [
        LanguageChosen("hu"),
        PartiesEntered(Parties()),
        SelectionChanged(Selection()),
        ColumnsChosen(Columns.GOVERNING),
        SectionSeen("tool", "hu"),
        SectionTicked("general", ticked=True),
        EditionNamed(TEXT),
        Affirmed("agreement", None),
        ConsentAnswered("mail", given=True),
        Entered(Step.PARTIES),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_was_accepted_is_locked(event: Event) -> None:
    assert after(event, start=ACCEPTED) is ACCEPTED


def test_the_folder_can_be_chosen_until_the_install_is_done() -> None:
    chosen = after(TargetChosen("/opt/x"), start=ACCEPTED)
    assert chosen.target == "/opt/x"
    done = after(Entered(Step.PROGRESS), InstallFinished(), start=chosen)
    assert done.installed
    assert after(TargetChosen("/opt/y"), start=done) is done


def test_the_install_cannot_finish_where_none_runs() -> None:
    assert after(InstallFinished(), start=ACCEPTED) is ACCEPTED
    assert after(InstallFinished(), start=READY) is READY


def test_naming_the_text_does_not_affirm_it() -> None:
    silent = SmallWorld(Channel.UNATTENDED)
    state = after(*FILLED_IN, EditionNamed(TEXT), world=silent)
    assert state.affirmed == {}
    assert after(Decided(Decision.ACCEPTED), start=state, world=silent) is state


def test_an_earlier_acceptance_takes_the_place_of_reading_and_affirming() -> None:
    covered = after(*FILLED_IN, Covered())
    assert (covered.decision, covered.covered) == (Decision.ACCEPTED, True)
    assert after(Covered(), start=READY).affirmed == {}, "nothing of it was recorded"
    assert after(Entered(Step.PROGRESS), InstallFinished(), start=replace(covered, target="/x")).installed


def test_who_wants_what_must_be_known_and_allowed_before_anything_covers_it() -> None:
    for start in (
        after(FILLED_IN[0]),
        after(FILLED_IN[1]),
        after(FILLED_IN[0], SelectionChanged(Selection(products=("system", "tool")))),
    ):
        assert after(Covered(), start=start) is start


def test_what_was_decided_is_not_covered_as_well() -> None:
    assert after(Covered(), start=ACCEPTED) is ACCEPTED
    declined = after(Decided(Decision.DECLINED))
    assert after(Covered(), start=declined) is declined


def test_arriving_where_one_is_changes_nothing() -> None:
    state = after(Entered(Step.PARTIES))
    assert after(Entered(Step.PARTIES), start=state) is state
