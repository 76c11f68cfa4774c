"""What each step needs before the next may follow, and where one may go from where (design §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.acceptance.channel import Channel
from installer.errors import BadInput, Code, Refused
from installer.flow.facts import Problem
from installer.flow.state import Decision
from installer.flow.steps import FREE, WIZARD, Step, after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.flow.facts import Facts
    from installer.flow.state import State

BEFORE_DECISION = WIZARD[: WIZARD.index(Step.ACCEPTANCE) + 1]
"""The steps that end with the decision; locked once it is durable."""

BEFORE_TEXT = WIZARD[: WIZARD.index(Step.AGREEMENT)]
"""The steps that say who wants what, before anything is read."""


def problems(step: Step, state: State, facts: Facts) -> tuple[Problem, ...]:
    """Why the step is not complete; empty when it is. The errors are facts, not raised."""
    return () if step in FREE else _GATES[step](state, facts)


def decidable(state: State, facts: Facts) -> tuple[Problem, ...]:
    """Everything that stands between the state and an acceptance, in the order of the steps."""
    return tuple(problem for step in BEFORE_DECISION for problem in problems(step, state, facts))


def coverable(state: State, facts: Facts) -> tuple[Problem, ...]:
    """What stands between the state and relying on an earlier acceptance; whether one covers, the log knows.

    Nothing has to be read or affirmed for it.
    """
    return tuple(problem for step in BEFORE_TEXT for problem in problems(step, state, facts))


def reachable(step: Step, state: State, facts: Facts) -> bool:
    """Whether the person may be at `step` now.

    Before the decision: every step up to the first incomplete one. After an acceptance: the review,
    and the installing once the review is complete; what was accepted can no longer be changed.
    When all is over (`State.is_over`): the end alone.
    """
    if state.is_over:
        return step is Step.FINISH
    if state.decision is Decision.ACCEPTED:
        return step is Step.REVIEW or (step is Step.PROGRESS and not problems(Step.REVIEW, state, facts))
    before = BEFORE_DECISION[: BEFORE_DECISION.index(step)] if step in BEFORE_DECISION else None
    return before is not None and not any(problems(earlier, state, facts) for earlier in before)


def following(step: Step, state: State) -> Step | None:
    """The step after `step`, whether or not it is reachable yet; None after the last."""
    if step in BEFORE_DECISION and state.is_over:
        return Step.FINISH
    if step in BEFORE_DECISION and state.decision is Decision.ACCEPTED:
        # What was decided before the last of them leads on as if it had been decided there.
        return Step.REVIEW
    return after(step)


def left_out(state: State) -> frozenset[Step]:
    """The steps that the run passed over: nobody did what they are for."""
    nobody_accepted = state.covered or state.decision is Decision.DECLINED
    found = {Step.ACCEPTANCE} if nobody_accepted else set()
    if state.is_over and not state.installed:
        found |= {Step.REVIEW, Step.PROGRESS}
    return frozenset(found)


def _conflicts(facts: Facts) -> tuple[Problem, ...]:
    """One problem for all conflicts: who mends the first should not be stopped by the second."""
    if not facts.conflicts:
        return ()
    cite = tuple(dict.fromkeys(clause for item in facts.conflicts for clause in item.cite))
    named = ", ".join(item.id for item in facts.conflicts)
    return (Problem("selection", Refused(Code.TERMS_CONFLICT, cite=cite, conflicts=named)),)


def _unread(state: State, facts: Facts) -> tuple[Problem, ...]:
    """Each section that applies and is new to the person was on screen in a language shown, or was ticked.

    What is gone from the text, or stands in no clause of it, was shown as a difference.
    Without a reader the text is named by its digest instead; another digest is another text.
    """
    if facts.channel is Channel.UNATTENDED:
        if state.named == facts.edition:
            return ()
        if not state.named:
            return (_not_accepted(facts),)
        return (Problem("", Refused(Code.EDITION_STALE, given=state.named, expected=facts.edition)),)
    unshown = (_unshown(facts),) if facts.unshown else ()
    return unshown + tuple(
        Problem(section, Refused(Code.SECTION_UNSEEN, section=section))
        for section in (facts.sections if facts.to_read is None else facts.to_read)
        if section not in state.ticked
        and not any((section, language) in state.seen for language in facts.languages)
    )


def _unshown(facts: Facts) -> Problem:
    return Problem("", Refused(Code.CHANGES_UNSEEN, changes=" ".join(facts.unshown)))


def _unaffirmed(state: State, facts: Facts) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            needed.id,
            Refused(
                Code.AFFIRMATION_MISSING,
                cite=needed.cite,
                affirmation=needed.id,
                flags=f"--affirm {needed.id}",
            ),
        )
        for needed in facts.affirmations
        if needed.id not in state.affirmed
    )


def _not_to_install(state: State, _facts: Facts) -> tuple[Problem, ...]:
    if not state.target.strip():
        return (Problem("target", BadInput(Code.TARGET_MISSING)),)
    return ()


def _not_accepted(facts: Facts) -> Problem:
    edition, _, digest = facts.edition.partition("@")
    needed = " ".join(affirmation.id for affirmation in facts.affirmations)
    return Problem(
        "",
        Refused(
            Code.NOT_ACCEPTED,
            edition=edition,
            digest=digest,
            flag=f"--accept-eula {facts.edition}",
            affirmations=needed,
        ),
    )


def _installing(state: State, facts: Facts) -> tuple[Problem, ...]:
    return () if state.installed else (_not_accepted(facts),)


_GATES: Final[Mapping[Step, Callable[[State, Facts], tuple[Problem, ...]]]] = {
    Step.PARTIES: lambda _state, facts: facts.party_problems,
    Step.PRODUCTS: lambda _state, facts: facts.selection_problems,
    Step.TERMS: lambda _state, facts: _conflicts(facts),
    Step.AGREEMENT: _unread,
    Step.ACCEPTANCE: _unaffirmed,
    Step.REVIEW: _not_to_install,
    Step.PROGRESS: _installing,
}
