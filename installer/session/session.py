"""See `installer.session`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.flow.steps import FREE, WIZARD, Step, after
from installer.session.basis import Basis

if TYPE_CHECKING:
    from installer.acceptance.channel import Given
    from installer.acceptance.rules import ConsentOffer
    from installer.flow.facts import Facts, Problem
    from installer.flow.state import Event, State
    from installer.i18n import Language
    from installer.install.bundle import Bundle
    from installer.install.plan import Plan
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report
    from installer.session.acts import Acts
    from installer.session.covering import Covering
    from installer.session.issue import Declined, Issued
    from installer.session.planning import Review, Wish
    from installer.session.presentation import Presentation
    from installer.session.reacceptance import Renewal
    from installer.session.resources import Resources
    from installer.terms.catalogue import Component
    from installer.terms.determination import Affirmation, Determination


class Session(Basis):
    """One run of one face. Not thread-safe except `install` and `review`, which may run in a worker.

    Methods import what they need: before the person says anything a face shows the cover and nothing
    else, and what the flow is made of would cost that first page a tenth of its time.
    """

    def __init__(self, resources: Resources, language: Language, target: str) -> None:
        super().__init__(resources)
        self._start = (language, target)
        self._state: State | None = None
        self._issued: list[Issued] = []
        self._acceptance: Issued | None = None

    # The flow

    @property
    def state(self) -> State:
        """What the person has said so far."""
        if self._state is None:
            from installer.flow.state import State

            language, target = self._start
            self._state = State(language=language, target=target)
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        self._state = state

    @property
    def language(self) -> Language:
        """The language that the agreement is read in; the interface speaks it where it can."""
        return self._start[0] if self._state is None else self._state.language

    def enter(self, step: Step) -> None:
        """The person arrived at the step. Where a run begins, arriving says nothing new."""
        if self._state is None and step is WIZARD[0]:
            return
        from installer.flow.state import Entered

        self.send(Entered(step))

    def send(self, event: Event) -> State:
        """Apply an event and return the new state. Events that are not allowed change nothing."""
        from installer.flow.apply import apply

        self.state = apply(self.state, event, self._resources.facts)
        return self.state

    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return WIZARD

    def ready(self, step: Step) -> bool:
        """Whether the step is complete: the next may follow."""
        return not self.problems(step)

    def problems(self, step: Step) -> tuple[Problem, ...]:
        """Why the step is not complete. The review also asks whether the plan can be carried out."""
        if step in FREE:
            return ()
        if step is Step.REVIEW:
            return self.review().problems
        from installer.flow import gates

        return gates.problems(step, self.state, self._resources.meaning(self.state))

    def review(self, cancel: Cancel | None = None) -> Review:
        """The problems of the review with the plan that they were found in: it is made once for both.

        In a worker the target may change meanwhile: the answer is then worth nothing, and `cancel` ends it.
        """
        from installer.session.planning import review

        return review(self, cancel)

    def facts(self) -> Facts:
        """What the present state means: what the gates look at."""
        return self._resources.meaning(self.state)

    def reachable(self, step: Step) -> bool:
        """Whether the person may go to that step now."""
        from installer.flow import gates

        return gates.reachable(step, self.state, self._resources.meaning(self.state))

    def following(self, step: Step) -> Step | None:
        """The step after that one; None after the last."""
        if self._state is None:
            return after(step)
        from installer.flow import gates

        return gates.following(step, self._state)

    def left_out(self) -> frozenset[Step]:
        """The steps that the run passed over: nobody did what they are for."""
        if self._state is None:
            return frozenset()
        from installer.flow import gates

        return gates.left_out(self._state)

    # What follows from what was said

    def components(self) -> tuple[Component, ...]:
        """Components of the bundle that the present selection installs, dependencies first.

        Raises as `load_bundle`, and BadInput COMPONENT_UNKNOWN where the edition does not know one.
        """
        wanted = self.bundle().with_required(self._wanted())
        return tuple(self.catalogue.component(component) for component in wanted)

    @property
    def determination(self) -> Determination:
        """What applies to the present selection. Raises BadInput where it names the unknown."""
        return self._resources.meaning.determination(self.state.selection)

    def affirmations(self) -> tuple[Affirmation, ...]:
        """What must be affirmed now, each by itself, in order."""
        return self._resources.meaning(self.state).affirmations

    def consents(self) -> tuple[ConsentOffer, ...]:
        """What may be consented to: apart from the acceptance, unticked, never blocking."""
        return self._resources.meaning(self.state).consents

    def renewal(self) -> Renewal | None:
        """What changed since the edition that this principal accepted. See `Renewals.of`."""
        return self._resources.renewals.of(self.state)

    def translation(self) -> Language:
        """The language beside the governing one: the one that is read, or the edition's other."""
        return self._resources.meaning.translation(self.state)

    # The decision

    def accept(self, presentation: Presentation) -> Issued:
        """Record the acceptance, then each answered consent as a statement of its own.

        When this returns the acceptance is durable and everything before the review is locked.
        For a delegate under whose grant nothing has changed a coverage is recorded in its place.
        Raises the error of the first incomplete step; READ_BACK_DIFFERS (language, expected, actual)
        when what was on screen is not the text; AUTHORITY_MISSING for a delegate without a grant;
        and the errors of key and log, after which nothing is accepted. Should only a receipt file
        fail (RECEIPT_UNWRITABLE), the acceptance stands.
        """
        from installer.session.decision import accept

        return accept(self, self._resources, presentation, self._keep_acceptance)

    def covering(self) -> Covering | None:
        """What covers the present selection already: then nothing needs to be accepted anew.

        None where something must be accepted. Leaves no trace. Raises AUTHORITY_MISSING for a delegate
        whom no grant allows it, and LOG_BROKEN.
        """
        if not self._resources.issuer.has_log():
            return None
        from installer.session.covering import look  # takes 20 ms, and a new computer has no log

        return look(self, self._resources)

    def rely_on_earlier(self, how: Given, presentation: Presentation | None = None) -> Issued:
        """Record that an earlier acceptance covers the selection, in the place of a new acceptance.

        When this returns the statement is durable and everything before the review is locked. Raises as
        `covering.rely`, DECIDED, AUTHORITY_MISSING, and the errors of key and log.
        """
        from installer.session.covering import rely
        from installer.session.decision import still_open

        still_open(self)
        return rely(self, self._resources, how, presentation, self._keep_acceptance)

    def decline(self, presentation: Presentation) -> Declined:
        """Record the decline, whatever was filled in or read. Nothing can be installed afterwards.

        Raises READ_BACK_DIFFERS where something was read back and is not the text.
        """
        from installer.session.decision import decline

        return decline(self, self._resources, presentation, self._issued.append)

    @property
    def acts(self) -> Acts:
        """What people say beside the decision: grants, ratifications, consents, notices."""
        from installer.session.acts import Acts
        from installer.session.desk import Desk

        return Acts(Desk(self._resources, self.language, self._issued.append))

    def issued(self) -> tuple[Issued, ...]:
        """The statements of this session, in order."""
        return tuple(self._issued)

    # The install

    def bundle(self) -> Bundle:
        """The bundle, loaded and its signature checked at the first call. Raises as `load_bundle`."""
        return self._resources.bundle

    def plan(self, wish: Wish | None = None) -> Plan:
        """What installing would do to the target now. Raises as `components` and `plan_for`."""
        from installer.session.planning import Wish, plan

        return plan(self, self._resources, wish or Wish())

    def install(self, plan: Plan, report: Report, cancel: Cancel) -> InstallResult:
        """Carry out the plan that was shown, by the statement that is in the log on disk.

        Raises Refused NOT_ACCEPTED before an acceptance; PLAN_STALE (path) where the plan is for another
        folder than the one that is chosen now, or what it shows is no longer what would happen; and as
        `run` of the engine: after a failure or a cancel everything is as it was, unless the error says
        ROLLBACK_INCOMPLETE.
        """
        from installer.session.installing import Watcher, install

        return install(self, self._resources, self._acceptance, plan, Watcher(report, cancel))

    def _keep_acceptance(self, issued: Issued) -> None:
        """The first statement of an acceptance is the one that installing rests on."""
        self._issued.append(issued)
        self._acceptance = self._acceptance or issued

    def _wanted(self) -> tuple[str, ...]:
        """Ids of the bundle's components that belong to a selected product."""
        from installer.session.planning import of_products

        return of_products(self.bundle().components, self.state.selection)
