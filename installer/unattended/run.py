"""The run without a screen: the same events to the same flow, one result, never a question."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from installer.acceptance.affirmations import named_by_edition
from installer.acceptance.channel import Channel, Given
from installer.errors import AssentError, BadInput, Code, Outcome, Refused
from installer.flow import gates
from installer.flow.state import (
    Affirmed,
    ConsentAnswered,
    EditionNamed,
    Entered,
    PartiesEntered,
    SelectionChanged,
    TargetChosen,
)
from installer.flow.steps import Step
from installer.install.restart import NO_RESTART
from installer.progress import Cancel, ignore
from installer.session import open_session
from installer.session.planning import Wish, require_room
from installer.session.presentation import Presentation
from installer.unattended.answers import NO_ANSWERS, read_answers
from installer.unattended.flags import PartyFlags, with_flags

if TYPE_CHECKING:
    from pathlib import Path

    from installer.flow.facts import Facts
    from installer.install.plan import Plan
    from installer.install.restart import Restart
    from installer.install.transaction import ComponentState, InstallResult
    from installer.progress import Report
    from installer.session import Session
    from installer.session.covering import Covering
    from installer.session.issue import Declined, Issued
    from installer.unattended.answers import Answers

_NAMED: Final = re.compile(r"(?P<edition>[^@\s]+)@(?:sha256:)?(?P<digest>[0-9a-fA-F]{64})")


class Intent(StrEnum):
    """What the run is to do."""

    INSTALL = "install"
    ACCEPT = "accept"
    """Record the acceptance and install nothing."""
    DECLINE = "decline"
    SHOW = "show"
    """Say what would be asked; record nothing."""


class Request(msgspec.Struct, frozen=True):
    """What the command line says. What it says goes before what the answer file says."""

    intent: Intent
    answers: Path | None = None
    edition: str = ""
    """As given: `EDITION@DIGEST`; empty when it was not."""
    affirm: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    target: Path | None = None
    bundle: Path | None = None
    language: str | None = None
    """In which the text is read; the environment has no say in it."""
    parties: PartyFlags = msgspec.field(default_factory=PartyFlags)
    allow_downgrade: bool = False
    leaving: tuple[str, ...] = ()
    """Installed components that go in the same transaction."""
    component_ids: tuple[str, ...] = ()
    """These and what they require are planned, in place of all components of the products."""
    installed: tuple[str, ...] = ()
    """Products that are there already, beside those that the answer file names."""


class Result(msgspec.Struct, frozen=True):
    """What became of it. `error` is None on success."""

    outcome: Outcome
    plan: Plan | None = None
    issued: tuple[Issued, ...] = ()
    components: tuple[ComponentState, ...] = ()
    restart: Restart = NO_RESTART
    """Why the computer must restart before everything works, where it must."""
    declined: Declined | None = None
    asked: Facts | None = None
    """For `Intent.SHOW`: what would have to be accepted and affirmed."""
    covering: Covering | None = None
    """The earlier acceptance that covers everything: then nothing was or has to be accepted anew."""
    error: AssentError | None = None
    begun: bool = False
    """Whether the target was being changed: then a failure was rolled back."""


class Run(msgspec.Struct):
    """One run. `session` is None until the texts are loaded."""

    request: Request
    report: Report = ignore
    cancel: Cancel = msgspec.field(default_factory=Cancel)
    session: Session | None = None
    plan: Plan | None = None
    declined: Declined | None = None
    asked: Facts | None = None
    covering: Covering | None = None
    components: tuple[ComponentState, ...] = ()
    restart: Restart = NO_RESTART
    begun: bool = False

    def go(self) -> Result:
        """Do it. Raises nothing of ours: a refusal is a result, with what was done before it."""
        try:
            outcome = self._go()
        except AssentError as error:
            return self._result(error.outcome, error)
        return self._result(outcome, None)

    def _go(self) -> Outcome:
        answers = read_answers(self.request.answers) if self.request.answers else NO_ANSWERS
        session = self.session = open_for(self.request, answers)
        with session.keeping_log():
            tell(session, self.request, answers)
            return self._carry_on(session, answers)

    def _carry_on(self, session: Session, answers: Answers) -> Outcome:
        if self.request.intent is Intent.DECLINE:
            self.declined = session.decline(Presentation())
            # A decline is what was asked for, and still nothing may go on as if it were accepted.
            return Outcome.DECLINED
        if self.request.intent is Intent.SHOW:
            stop_at(session, Step.PRODUCTS)
            self.asked = session.facts()
        # Who names the text accepts it. Who names none may be covered by what was accepted before.
        self.covering = None if self.request.edition else session.covering()
        if self.covering is None:
            check(session, self.request, answers)
        if self.request.intent is Intent.SHOW:
            return Outcome.SUCCESS
        if self.request.intent is Intent.ACCEPT:
            self._decide(session)
            return Outcome.SUCCESS
        return self._install(session, answers)

    def _decide(self, session: Session) -> None:
        if self.covering is None:
            session.accept(Presentation())
        else:
            session.rely_on_earlier(Given.FLAG)

    def _install(self, session: Session, answers: Answers) -> Outcome:
        for problem in gates.problems(Step.REVIEW, session.state, session.facts()):
            raise problem.error  # not `session.problems`, which would make the plan twice
        plan = self.plan = self.plan or session.plan(wish_of(self.request, answers, self.cancel))
        if not plan.components:
            raise BadInput(Code.PRODUCT_ABSENT, product=", ".join(session.state.selection.products))
        if plan.is_done:
            raise Refused(Code.ALREADY_INSTALLED, path=str(plan.target))
        require_room(plan)
        self.cancel.check()
        self._decide(session)
        session.send(Entered(Step.PROGRESS))
        self.begun = True
        installed = session.install(plan, self.report, self.cancel)
        return self._done(installed)

    def _done(self, installed: InstallResult) -> Outcome:
        self.components, self.restart = installed.components, installed.restart
        return installed.restart.outcome

    def _result(self, outcome: Outcome, error: AssentError | None) -> Result:
        return Result(
            outcome=outcome,
            plan=self.plan,
            issued=self.session.issued() if self.session is not None else (),
            components=self.components,
            restart=self.restart,
            declined=self.declined,
            asked=self.asked,
            covering=self.covering,
            error=error,
            begun=self.begun,
        )


def open_for(request: Request, answers: Answers) -> Session:
    """The session of the edition that the answer file names, else of the newest.

    Read in the language of the messages where one was asked for and the edition has it, else in that of
    the answer file. Raises BadInput FLAG_UNKNOWN (detail, command) for a malformed `EDITION@DIGEST`,
    LANGUAGE_UNKNOWN (language, known) where the file names a language that the edition lacks.
    """
    if request.edition and _NAMED.fullmatch(request.edition) is None:
        raise BadInput(
            Code.FLAG_UNKNOWN, detail=f"--accept-eula {request.edition}: EDITION@SHA256.", command="assent"
        )
    session = open_session(
        language=tuple(filter(None, (request.language, answers.language))),
        edition_id=answers.edition,
        bundle=request.bundle,
        target=request.target,
        channel=Channel.UNATTENDED,
    )
    known = session.cover.languages
    if answers.language and answers.language not in known:
        raise BadInput(Code.LANGUAGE_UNKNOWN, language=answers.language, known=" ".join(known))
    return session


def tell(session: Session, request: Request, answers: Answers) -> None:
    """Send what flags and file say as events; the flow keeps what it allows, `check` judges it."""
    session.send(PartiesEntered(with_flags(answers.parties, request.parties)))
    products = request.products or answers.selection.products
    installed = (*answers.selection.installed, *request.installed)
    session.send(SelectionChanged(replace(answers.selection, products=products, installed=installed)))
    if request.target is None and answers.target:
        session.send(TargetChosen(answers.target))
    for name, given in answers.consents:
        session.send(ConsentAnswered(name, given, Given.ANSWER_FILE))
    named = _NAMED.fullmatch(request.edition)
    if named is None or request.intent is Intent.SHOW:
        return
    session.send(EditionNamed(f"{named['edition']}@{named['digest'].lower()}"))
    # Naming the text is the "yes" to the agreement itself, and to nothing else. Should it be
    # another text than the one in force, `check` stops there.
    agreement = named_by_edition(session.rules, session.state.parties.capacity)
    for name in (*request.affirm, agreement or ""):
        session.send(Affirmed(name, Given.FLAG))


def wish_of(request: Request, answers: Answers, cancel: Cancel) -> Wish:
    """What the plan is wanted for."""
    return Wish(
        allow_downgrade=request.allow_downgrade or answers.allow_downgrade,
        leaving=request.leaving,
        component_ids=request.component_ids,
        cancel=cancel,
    )


def check(session: Session, request: Request, answers: Answers) -> None:
    """Raise what stands between the state and an acceptance.

    The text comes first: who names none, or another one, is told so before anything else
    (NOT_ACCEPTED, EDITION_STALE). Then what means nothing here (SELECTION_EMPTY and what `determine`
    says, CONSENT_UNKNOWN, AFFIRMATION_UNKNOWN), then the steps in order; all missing affirmations
    are one AFFIRMATION_MISSING (affirmation, flags).
    """
    for step in (Step.AGREEMENT, Step.PRODUCTS):
        stop_at(session, step)
    unknown_consents(session, answers)
    _unknown_affirmations(session, request)
    for step in gates.BEFORE_DECISION[:-1]:
        stop_at(session, step)
    missing = session.problems(Step.ACCEPTANCE)
    if missing:
        raise Refused(
            Code.AFFIRMATION_MISSING,
            cite=tuple(dict.fromkeys(clause for problem in missing for clause in problem.error.cite)),
            affirmation=" ".join(problem.field for problem in missing),
            flags=" ".join(f"--affirm {problem.field}" for problem in missing),
        )


def unknown_consents(session: Session, answers: Answers) -> None:
    """Raise BadInput CONSENT_UNKNOWN (consent, known) for an answer to a consent nobody offers."""
    offered = {offer.id for offer in session.consents()}
    for name, _ in answers.consents:
        if name not in offered:
            raise BadInput(Code.CONSENT_UNKNOWN, consent=name, known=" ".join(sorted(offered)))


def _unknown_affirmations(session: Session, request: Request) -> None:
    needed = {affirmation.id for affirmation in session.affirmations()}
    for name in request.affirm:
        if name not in needed:
            raise BadInput(Code.AFFIRMATION_UNKNOWN, affirmation=name, known=" ".join(sorted(needed)))


def stop_at(session: Session, step: Step) -> None:
    """Raise the first problem of a step."""
    for problem in session.problems(step):
        raise problem.error
