"""The one function that makes a new state (style 3). It does nothing else, and never raises.

An event that the state does not allow changes nothing: a step that is out of reach, an affirmation
that nobody asked for, a change to what was already accepted. Whatever an affirmation rests on
(words, clauses, sections, people, language) changes, and that affirmation is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from installer.flow import gates
from installer.flow.state import (
    Affirmed,
    ColumnsChosen,
    ConsentAnswered,
    Covered,
    Decided,
    Decision,
    DifferencesShown,
    EditionNamed,
    Entered,
    InstallFinished,
    LanguageChosen,
    PartiesEntered,
    SectionSeen,
    SectionTicked,
    SelectionChanged,
    TargetChosen,
)
from installer.flow.steps import Step

if TYPE_CHECKING:
    from installer.flow.facts import Rules
    from installer.flow.state import Event, State


Told: TypeAlias = (
    LanguageChosen
    | PartiesEntered
    | SelectionChanged
    | ColumnsChosen
    | SectionSeen
    | DifferencesShown
    | SectionTicked
    | EditionNamed
)
"""What the person says before the decision, answers aside."""


def apply(state: State, event: Event, rules: Rules) -> State:  # noqa: PLR0911 - one arm per kind of event
    """The state after the event."""
    match event:
        case Entered(step) if step is state.step:
            return state
        case Entered(step):
            return replace(state, step=step) if gates.reachable(step, state, rules(state)) else state
        case TargetChosen(target):
            return state if state.installed else replace(state, target=target)
        case Decided() | Covered():
            return _decided(state, event, rules)
        case InstallFinished(restart):
            going = state.step is Step.PROGRESS and state.decision is Decision.ACCEPTED
            return replace(state, installed=True, restart=restart) if going else state
        case _ if state.decision is not Decision.OPEN:
            return state
        case Affirmed() | ConsentAnswered():
            return _answered(state, event, rules)
        case _:
            return _kept(state, _told(state, event), rules)


def _told(state: State, event: Told) -> State:  # noqa: PLR0911 - one arm per event
    """The state with what the person said, before anything is voided."""
    match event:
        case LanguageChosen(language):
            return replace(state, language=language)
        case PartiesEntered(parties):
            return replace(state, parties=parties)
        case SelectionChanged(selection):
            return replace(state, selection=selection)
        case ColumnsChosen(columns):
            return replace(state, columns=columns)
        case SectionSeen(section, language):
            return replace(state, seen=state.seen | {(section, language)})
        case DifferencesShown(differences):
            return replace(state, differences=state.differences | differences)
        case SectionTicked(section, ticked):
            rest = state.ticked - {section}
            return replace(state, ticked=rest | {section} if ticked else rest)
        case _:
            return replace(state, named=event.named)


def _kept(before: State, after: State, rules: Rules) -> State:
    """`after` without the answers that rested on something else in `before`."""
    if after == before:
        return before
    if not (before.affirmed or after.consents):
        return after  # no answer that could be void: what it means need not be found out
    old, new = rules(before), rules(after)
    old_basis, new_basis = old.basis or {}, new.basis or {}
    offered = {offer.id for offer in new.consents}
    return replace(
        after,
        affirmed={
            name: how
            for name, how in before.affirmed.items()
            if name in new_basis and old_basis.get(name) == new_basis[name]
        },
        consents={name: given for name, given in after.consents.items() if name in offered},
        consents_how={name: how for name, how in after.consents_how.items() if name in offered},
    )


def _answered(state: State, event: Affirmed | ConsentAnswered, rules: Rules) -> State:
    facts = rules(state)
    if isinstance(event, Affirmed):
        if event.id not in {needed.id for needed in facts.affirmations}:
            return state
        affirmed = {name: how for name, how in state.affirmed.items() if name != event.id}
        if event.how is not None:
            affirmed[event.id] = event.how
        return replace(state, affirmed=affirmed)
    if event.id not in {offer.id for offer in facts.consents}:
        return state
    consents = {name: given for name, given in state.consents.items() if name != event.id}
    ways = {name: how for name, how in state.consents_how.items() if name != event.id}
    if event.given is not None:
        consents[event.id] = event.given
        ways[event.id] = event.how
    # An affirmation may be needed only because of a consent; without it, its "yes" goes too.
    return _kept(state, replace(state, consents=consents, consents_how=ways), rules)


def _decided(state: State, event: Decided | Covered, rules: Rules) -> State:
    if state.decision is not Decision.OPEN:
        return state
    if isinstance(event, Covered):
        # Locked as if it had been accepted now; but nothing was affirmed for it.
        open_questions = gates.coverable(state, rules(state))
        return (
            state if open_questions else replace(state, decision=Decision.ACCEPTED, covered=True, affirmed={})
        )
    if event.decision is Decision.OPEN:
        return state
    if event.decision is Decision.ACCEPTED and gates.decidable(state, rules(state)):
        return state
    return replace(state, decision=event.decision)
