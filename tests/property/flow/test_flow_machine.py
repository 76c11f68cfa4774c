"""No sequence of events reaches the install without the affirmations for exactly the text that applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.flows import SECTIONS, TEXT, SmallWorld
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor, Capacity, Parties
from installer.flow import gates
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
from installer.flow.steps import WIZARD, Step
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

LANGUAGES = st.sampled_from(("en", "hu"))
SECTION_IDS = st.sampled_from(("general", *SECTIONS))
AFFIRMATION_IDS = st.sampled_from(
    ("agreement", "english-prevails", "mail-is-mine", "duty-of-system", "duty-of-client", "duty-of-tool")
)
PARTIES = st.builds(
    Parties,
    capacity=st.sampled_from(Capacity),
    actor=st.builds(Actor, name=st.sampled_from(("", "Kiss Éva", "Nagy Pál"))),
)
SELECTIONS = st.builds(
    lambda **said: Selection(**said),  # noqa: PLW0108 - a struct shows annotations that only exist for the type checker
    products=st.lists(st.sampled_from((*SECTIONS, "unknown")), max_size=2, unique=True).map(tuple),
    quantities=st.dictionaries(st.just("devices"), st.integers(0, 3)),
)


def _nearly_all(names: Sequence[str]) -> st.SearchStrategy[Sequence[str]]:
    """All of them, or all but one."""
    without = [[kept for kept in names if kept != left] for left in names]
    return st.one_of(st.just(names), st.sampled_from(without)) if without else st.just(names)


class FlowMachine(RuleBasedStateMachine):
    """Random events, each checked against what this test remembers about every single "yes"."""

    @initialize(channel=st.sampled_from(Channel))
    def start(self, channel: Channel) -> None:
        self.world = SmallWorld(channel)
        self.state = State()
        self.given: dict[str, Hashable] = {}
        """Affirmation to what it rested on at the moment it was given."""
        self.read: set[tuple[str, str]] = set()
        self.ticked: set[str] = set()
        self.named = ""
        self.accepted: State | None = None
        self.covered = False
        """The session has said that an earlier acceptance covers it, when the flow allowed that."""

    def send(self, event: Event) -> None:
        before = self.state
        self.state = apply(before, event, self.world)
        assert apply(before, event, self.world) == self.state, "the same event, the same state"

    @rule(language=LANGUAGES)
    def choose_language(self, language: str) -> None:
        self.send(LanguageChosen(language))

    @rule(parties=PARTIES)
    def fill_in(self, parties: Parties) -> None:
        self.send(PartiesEntered(parties))

    @rule(selection=SELECTIONS)
    def select(self, selection: Selection) -> None:
        self.send(SelectionChanged(selection))

    @rule(columns=st.sampled_from(Columns))
    def choose_columns(self, columns: Columns) -> None:
        self.send(ColumnsChosen(columns))

    @rule(section=SECTION_IDS, language=LANGUAGES)
    def see(self, section: str, language: str) -> None:
        self.read.add((section, language))
        self.send(SectionSeen(section, language))

    @rule(section=SECTION_IDS, ticked=st.booleans())
    def tick(self, section: str, ticked: bool) -> None:  # noqa: FBT001 - hypothesis calls it by name
        if self.state.decision is Decision.OPEN:
            (self.ticked.add if ticked else self.ticked.discard)(section)
        self.send(SectionTicked(section, ticked))

    @rule(named=st.sampled_from((TEXT, TEXT.replace("0", "1"), "")))
    def name_the_text(self, named: str) -> None:
        if self.state.decision is Decision.OPEN:
            self.named = named
        self.send(EditionNamed(named))

    @rule(name=AFFIRMATION_IDS, how=st.one_of(st.none(), st.sampled_from(Given)))
    def affirm(self, name: str, how: Given | None) -> None:
        if self.state.decision is Decision.OPEN:
            basis = (self.world(self.state).basis or {}).get(name)
            if how is None:
                self.given.pop(name, None)
            elif basis is not None:
                self.given[name] = basis
        self.send(Affirmed(name, how))

    @rule(name=st.sampled_from(("mail", "unknown")), given=st.one_of(st.none(), st.booleans()))
    def answer_consent(self, name: str, given: bool | None) -> None:  # noqa: FBT001 - see above
        self.send(ConsentAnswered(name, given))

    @rule(folder=st.sampled_from(("", "/opt/x")))
    def choose_target(self, folder: str) -> None:
        self.send(TargetChosen(folder))

    @rule(step=st.sampled_from(Step))
    def enter(self, step: Step) -> None:
        self.send(Entered(step))

    @rule(decision=st.sampled_from(Decision))
    def decide(self, decision: Decision) -> None:
        before = self.state
        self.send(Decided(decision))
        if self.state.decision is Decision.ACCEPTED and before.decision is Decision.OPEN:
            self.accepted = self.state

    @rule()
    def rely_on_an_earlier_acceptance(self) -> None:
        """The session sends this once a coverage is in the log; the flow must still judge the state."""
        before = self.state
        self.send(Covered())
        if self.state.decision is before.decision:
            assert self.state == before
            return
        assert before.decision is Decision.OPEN
        facts = self.world(before)
        assert not [*facts.party_problems, *facts.selection_problems, *facts.conflicts]
        assert self.state.affirmed == {}, "nothing was affirmed for it"
        self.covered, self.accepted = True, self.state

    @rule()
    def finish(self) -> None:
        self.send(InstallFinished())

    @rule(data=st.data())
    def walk_towards_an_acceptance(self, data: st.DataObject) -> None:
        """Random events alone rarely come this far; so now and then somebody does nearly everything."""
        self.fill_in(Parties(actor=Actor(name="Kiss Éva")))
        self.select(Selection(products=(data.draw(st.sampled_from(("system", "client"))),)))
        self.name_the_text(TEXT)
        facts = self.world(self.state)
        for section in data.draw(_nearly_all(facts.sections)):
            self.tick(section, ticked=True)
        for name in data.draw(_nearly_all([needed.id for needed in facts.affirmations])):
            self.affirm(name, data.draw(st.sampled_from(Given)))
        self._change_the_mind(data)
        if data.draw(st.booleans()):
            self.decide(Decision.ACCEPTED)

    def _change_the_mind(self, data: st.DataObject) -> None:
        """After the affirmations, and back again or not: a "yes" must not outlive what it was given to."""
        before = self.state
        match data.draw(st.sampled_from(("no", "language", "parties", "selection"))):
            case "language":
                self.choose_language(data.draw(LANGUAGES))
            case "parties":
                self.fill_in(Parties(actor=Actor(name="Nagy Pál")))
            case "selection":
                self.select(data.draw(SELECTIONS))
                if data.draw(st.booleans()):
                    self.select(before.selection)
            case _:
                pass

    @invariant()
    def the_install_is_out_of_reach_without_the_affirmations_for_this_text(self) -> None:
        facts = self.world(self.state)
        beyond = [step for step in (Step.REVIEW, Step.PROGRESS) if gates.reachable(step, self.state, facts)]
        if not (beyond or self.state.installed or self.state.decision is Decision.ACCEPTED):
            return
        assert self.state.covered == self.covered
        if self.covered:
            return
        assert facts.affirmations
        basis = facts.basis or {}
        for needed in facts.affirmations:
            assert needed.id in self.state.affirmed
            assert self.given[needed.id] == basis[needed.id], "a yes to something else"
        if self.world.channel is Channel.UNATTENDED:
            assert self.named == TEXT
        else:
            for section in facts.sections:
                assert section in self.ticked or {(section, "en"), (section, "hu")} & self.read

    @invariant()
    def nothing_that_was_accepted_changes_afterwards(self) -> None:
        if self.accepted is None:
            return
        for name in ("language", "parties", "selection", "seen", "ticked", "affirmed", "consents", "named"):
            assert getattr(self.state, name) == getattr(self.accepted, name)

    @invariant()
    def one_stands_where_one_may_stand_or_could_before(self) -> None:
        facts = self.world(self.state)
        assert any(gates.reachable(step, self.state, facts) for step in WIZARD)

    @invariant()
    def every_yes_in_the_state_is_one_that_was_given(self) -> None:
        assert set(self.state.affirmed) <= set(self.given)
        assert set(self.state.consents) == set(self.state.consents_how)


TestFlowMachine = FlowMachine.TestCase
TestFlowMachine.settings = settings(max_examples=150, stateful_step_count=40)
