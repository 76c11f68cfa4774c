"""What a state means under the loaded edition: the `Rules` that the flow asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance.affirmations import Situation, basis, needed
from installer.acceptance.consents import offers
from installer.acceptance.parties import problems
from installer.acceptance.roles import conflicts, unknown
from installer.errors import AssentError, BadInput, Code
from installer.flow.facts import Facts, Problem
from installer.flow.state import Columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from installer.acceptance.channel import Channel
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.flow.state import State
    from installer.i18n import Language
    from installer.session.reacceptance import Renewal
    from installer.session.references import Doubts
    from installer.terms.determination import Determination
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection


def _nothing_to_renew(_state: State) -> None:
    return None


def _nothing_to_doubt(_state: State) -> None:
    return None


class Meaning:
    """A pure function of the state, with the last answers kept: scrolling asks often."""

    def __init__(  # noqa: PLR0913 - keywords, one for each thing that a meaning depends on
        self,
        edition: Edition,
        terms: Terms,
        rules: AcceptanceRules,
        *,
        channel: Channel,
        today: date,
        renewals: Callable[[State], Renewal | None] = _nothing_to_renew,
        doubts: Callable[[State], Doubts | None] = _nothing_to_doubt,
    ) -> None:
        self._edition = edition
        self._terms = terms
        self._rules = rules
        self._channel = channel
        self._today = today
        self._renewals = renewals
        self._doubts = doubts
        self._named = f"{edition.id}@{edition.digest}"
        self._judged: tuple[Selection, Determination | AssentError] | None = None
        self._last: tuple[State, Facts] | None = None

    def __call__(self, state: State) -> Facts:
        """The facts of the state; the same object while the state is the same object."""
        if self._last is None or self._last[0] is not state:
            self._last = (state, self._facts(state))
        return self._last[1]

    def determination(self, selection: Selection) -> Determination:
        """What applies to the selection. Raises BadInput where it is empty or names the unknown."""
        judged = self._judge(selection)
        if isinstance(judged, AssentError):
            # A fresh traceback each time; the kept error would grow with every raise.
            raise judged.with_traceback(None)
        return judged

    def translation(self, state: State) -> Language:
        """The language beside the governing one: the one that is read, or the edition's other."""
        governing = self.governing()
        if state.language in self._edition.languages and state.language != governing:
            return state.language
        return next((other for other in self._edition.languages if other != governing), governing)

    def governing(self) -> Language:
        """The prevailing language; where all are equal, the edition's first."""
        return self._edition.prevailing or self._edition.languages[0]

    def shown(self, state: State) -> frozenset[Language]:
        """The languages whose wording the reader shows with the present columns."""
        governing, translation = self.governing(), self.translation(state)
        return {
            Columns.BOTH: frozenset({governing, translation}),
            Columns.TRANSLATION: frozenset({translation}),
            Columns.GOVERNING: frozenset({governing}),
        }[state.columns]

    def situation(
        self, state: State, determination: Determination, renewal: Renewal | None = None
    ) -> Situation:
        """Who accepts what, for the acceptance rules."""
        return Situation(
            determination=determination,
            edition_digest=self._edition.digest,
            parties=state.parties,
            language=state.language,
            translation_shown=self._translation_shown(state),
            consents=state.consents,
            changed=() if renewal is None else renewal.changed,
        )

    def _facts(self, state: State) -> Facts:
        found = (*problems(state.parties, self._today), *unknown(state.parties, self._rules))
        parties = tuple(Problem(field, error) for field, error in found)
        doubts = self._doubts(state)
        if doubts is not None:
            parties += doubts.parties
        judged = self._judge(state.selection)
        if isinstance(judged, AssentError):
            return Facts(
                channel=self._channel,
                edition=self._named,
                party_problems=parties,
                selection_problems=(Problem("selection", judged),),
                languages=self.shown(state),
            )
        renewal = self._renewal(state)
        situation = self.situation(state, judged, renewal)
        affirmations = needed(self._rules, situation)
        return Facts(
            channel=self._channel,
            edition=self._named,
            party_problems=parties,
            selection_problems=(
                *_empty(state.selection),
                *self._unfit(state),
                *(() if doubts is None else doubts.selection),
            ),
            conflicts=judged.conflicts,
            sections=judged.sections,
            to_read=None if renewal is None else renewal.to_read,
            unshown=() if renewal is None else renewal.unshown(state),
            languages=self.shown(state),
            affirmations=affirmations,
            basis=basis(affirmations, situation),
            consents=offers(self._rules, state.parties.capacity, judged.sections),
        )

    def _renewal(self, state: State) -> Renewal | None:
        """Where the log cannot be read everything is asked for; deciding names what is wrong with it.

        Of an empty selection nothing was accepted before: the log is not even opened for it.
        """
        if not state.selection.products:
            return None
        try:
            return self._renewals(state)
        except AssentError:
            return None

    def _unfit(self, state: State) -> tuple[Problem, ...]:
        """Products for which the role or the occasion cannot be had."""
        found = conflicts(state.parties, self._rules, state.selection)
        return tuple(Problem(field, error) for field, error in found)

    def _translation_shown(self, state: State) -> bool:
        """Whether another wording than the governing one was before the person.

        Without a screen nobody saw any; then the language they chose is what tells.
        """
        prevailing = self._edition.prevailing
        if prevailing is None:
            return False
        seen = {language for _, language in state.seen} | {found.language for found in state.differences}
        if state.language in self._edition.languages:
            seen.add(state.language)
        return bool(seen - {prevailing})

    def _judge(self, selection: Selection) -> Determination | AssentError:
        if self._judged is None or self._judged[0] != selection:
            try:
                self._judged = (selection, self._terms.determine(selection))
            except AssentError as error:
                self._judged = (selection, error)
        return self._judged[1]


def _empty(selection: Selection) -> tuple[Problem, ...]:
    """An empty selection has terms (the general ones) but nothing to install."""
    return () if selection.products else (Problem("selection", BadInput(Code.SELECTION_EMPTY)),)
