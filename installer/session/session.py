"""See `installer.session`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance.parties import Capacity, Channel
from installer.errors import AssentError, Code, Refused
from installer.flow import gates
from installer.flow.apply import apply
from installer.flow.facts import Facts, Problem
from installer.flow.state import Decided, Decision, InstallFinished, State
from installer.flow.steps import WIZARD, Step
from installer.session.planning import of_products, require_room
from installer.session.read_back import check_read_back

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.delegation import Grant
    from installer.acceptance.rules import AcceptanceRules, ConsentOffer
    from installer.agreement.clause import ClauseId
    from installer.agreement.cover import Cover
    from installer.agreement.edition import Edition, Row, Shown
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.flow.state import Event
    from installer.i18n import Language
    from installer.install.bundle import Bundle
    from installer.install.plan import Plan
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report
    from installer.session.issue import Declined, Issued
    from installer.session.presentation import Presentation
    from installer.session.resources import Resources
    from installer.session.statements import Moment
    from installer.terms.catalogue import Catalogue, Component, Product
    from installer.terms.determination import Affirmation, Determination


class Session:
    """One run of one face. Not thread-safe except `install`, which may run in a worker."""

    def __init__(self, resources: Resources, state: State) -> None:
        self.cover: Cover = resources.cover
        self.state = state
        self._resources = resources
        self._issued: list[Issued] = []
        self._acceptance: Issued | None = None

    # What it stands on

    def load(self) -> None:
        """Load and check the text and its rules now, where that was left for later.

        Raises the errors of `load_edition`, `load_terms` and `load_acceptance`.
        """
        _ = self._resources.meaning

    @property
    def loaded(self) -> bool:
        """Whether that is done. Until then a face should ask for nothing but the first page."""
        return self._resources.loaded

    @property
    def edition(self) -> Edition:
        """The agreement's text. Raises as `load`, as everything that needs the text or its rules."""
        return self._resources.contract.edition

    @property
    def catalogue(self) -> Catalogue:
        """The products and components that the edition knows."""
        return self._resources.contract.terms.catalogue

    @property
    def rules(self) -> AcceptanceRules:
        """What the edition asks of who accepts."""
        return self._resources.contract.rules

    # The flow

    def send(self, event: Event) -> State:
        """Apply an event and return the new state. Events that are not allowed change nothing."""
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
        if gates.always_open(step):
            return ()
        found = gates.problems(step, self.state, self._resources.meaning(self.state))
        if step is Step.REVIEW and not found:
            try:
                require_room(self.plan())
            except AssentError as error:
                return (Problem("target", error),)
        return found

    def facts(self) -> Facts:
        """What the present state means: what the gates look at."""
        return self._resources.meaning(self.state)

    def reachable(self, step: Step) -> bool:
        """Whether the person may go to that step now."""
        return gates.reachable(step, self.state, self._resources.meaning(self.state))

    def following(self, step: Step) -> Step | None:
        """The step after that one; None after the last."""
        return gates.following(step, self.state)

    # What there is to choose and to read

    def products(self) -> tuple[Product, ...]:
        """All products of the edition, in printed order."""
        return self.catalogue.products

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

    def rows(self) -> tuple[Row, ...]:
        """All clauses, the languages side by side."""
        return self.edition.rows()

    def shown(self, clause: ClauseId, language: Language) -> Shown:
        """What a reader of that language is shown for the clause."""
        return self.edition.shown(clause, language)

    def translation(self) -> Language:
        """The language beside the governing one: the interface language, or the edition's other."""
        return self._resources.meaning.translation(self.state)

    # The decision

    def accept(self, presentation: Presentation) -> Issued:
        """Record the acceptance, then each answered consent as a statement of its own.

        When this returns the acceptance is durable and everything before the review is locked.
        Raises the error of the first incomplete step; READ_BACK_DIFFERS (language, expected, actual)
        when what was on screen is not the text; AUTHORITY_MISSING for a delegate without a grant;
        and the errors of key and log, after which nothing is accepted. Should only a receipt file
        fail (LOG_UNWRITABLE), the acceptance stands.
        """
        self._open_for_decision()
        for problem in gates.decidable(self.state, self._resources.meaning(self.state)):
            raise problem.error
        check_read_back(self.edition, presentation, self._screen())
        self._resources.issuer.prepare()
        with self._resources.issuer.log() as log:
            issued = self._accept(log, presentation)
            for statement in self._issued:
                self._resources.issuer.write_receipt(log, statement)
        return issued

    def decline(self, presentation: Presentation) -> Declined:
        """Record the decline, whatever was filled in or read. Nothing can be installed afterwards.

        Raises READ_BACK_DIFFERS where something was read back and is not the text.
        """
        from installer.acceptance.decline import refund
        from installer.evidence.predicates import PredicateType
        from installer.session import statements
        from installer.session.issue import Declined

        self._open_for_decision()
        check_read_back(self.edition, presentation, None)
        moment, sealed = self._moment(presentation, self._resources.clock())
        self._resources.issuer.prepare()
        with self._resources.issuer.log() as log:
            issued = self._resources.issuer.issue(
                log, PredicateType.DECLINE, statements.decline(moment), sealed
            )
            self._issued.append(issued)
            self.send(Decided(Decision.DECLINED))
            self._resources.issuer.write_receipt(log, issued)
        told = refund(self.rules, self.edition, self.state.language)
        return Declined(issued, told.clauses, told.exceptions)

    def issued(self) -> tuple[Issued, ...]:
        """The statements of this session, in order."""
        return tuple(self._issued)

    # The install

    def bundle(self) -> Bundle:
        """The bundle, loaded and its signature checked at the first call. Raises as `load_bundle`."""
        return self._resources.bundle

    def plan(self) -> Plan:
        """What installing would do to the target now. Raises as `components` and `make_plan`."""
        from pathlib import Path

        from installer.install.plan import make_plan

        return make_plan(self.bundle(), self._wanted(), Path(self.state.target).absolute())

    def install(self, report: Report, cancel: Cancel) -> InstallResult:
        """Carry the plan out, each component against the statement that is in the log on disk.

        Raises Refused NOT_ACCEPTED before an acceptance, and as `run` of the engine: after a
        failure or a cancel everything is as it was, unless the error says ROLLBACK_INCOMPLETE.
        """
        from installer.install.transaction import run
        from installer.session.proof import LogProof

        if self._acceptance is None:
            raise Refused(Code.NOT_ACCEPTED, edition=self.edition.id, digest=self.edition.digest)
        proof = LogProof(
            open_log=self._resources.issuer.log,
            issued=self._acceptance,
            edition_digest=self.edition.digest,
            terms=self._resources.contract.terms,
            selection=self.state.selection,
        )
        result = run(self.bundle(), self.plan(), proof, report, cancel)
        self.send(InstallFinished())
        return result

    def _wanted(self) -> tuple[str, ...]:
        """Ids of the bundle's components that belong to a selected product."""
        return of_products(self.bundle().components, self.state.selection)

    def _open_for_decision(self) -> None:
        if self.state.decision is not Decision.OPEN:
            code = Code.DECLINED if self.state.decision is Decision.DECLINED else Code.DECIDED
            raise Refused(code, edition=self.edition.id)

    def _moment(self, presentation: Presentation, now: datetime) -> tuple[Moment, Sealed]:
        """A statement's common part and its people, under a salt of its own: each can be erased alone."""
        from installer.evidence.personal import seal
        from installer.session.statements import Moment, personal_fields

        sealed = seal(personal_fields(self.state.parties))
        moment = Moment(
            edition=self.edition,
            state=self.state,
            channel=self._resources.channel,
            presentation=presentation,
            now=now,
            commitment=sealed.commitment,
        )
        return moment, sealed

    def _accept(self, log: Log, presentation: Presentation) -> Issued:
        from installer.evidence.predicates import PredicateType
        from installer.session import statements

        now = self._resources.clock()
        moment, sealed = self._moment(presentation, now)
        said = statements.acceptance(
            moment,
            self.determination,
            self.affirmations(),
            of_products(self.catalogue.components, self.state.selection),
            self._grant(log, moment),
        )
        issued = self._resources.issuer.issue(log, PredicateType.ACCEPTANCE, said, sealed)
        self._issued.append(issued)
        self._acceptance = issued
        self.send(Decided(Decision.ACCEPTED))
        for offer in self.consents():
            if offer.id in self.state.consents:
                moment, sealed = self._moment(presentation, now)
                consent = statements.consent(moment, offer)
                self._issued.append(self._resources.issuer.issue(log, PredicateType.CONSENT, consent, sealed))
        return issued

    def _grant(self, log: Log, moment: Moment) -> Grant | None:
        """A delegate's authority, looked for in the log; None in the other capacities."""
        from installer.session.authority import find_grant, updated_products

        if self.state.parties.capacity is not Capacity.DELEGATE:
            return None
        updates = updated_products(self.bundle(), self.plan(), self.state.selection)
        return find_grant(log, moment, self.determination, self.rules, updates)

    def _screen(self) -> Language | None:
        """The language that a screen must have shown; None where there is no screen to read back."""
        return self._resources.meaning.governing() if self._resources.channel is Channel.WIZARD else None
