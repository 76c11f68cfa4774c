"""A change of what is installed: products come and components go, in one transaction.

What comes needs an acceptance, as in an install. What goes needs none, and no session's selection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from installer.errors import BadInput, Code, Outcome, Refused
from installer.flow.state import TargetChosen
from installer.flow.steps import Step
from installer.install.planned import Action
from installer.session.installed import accepted_products
from installer.session.planning import of_products, require_room
from installer.terms.selected import Selection
from installer.unattended.answers import NO_ANSWERS, read_answers
from installer.unattended.run import Intent, Run, open_for, stop_at, tell, wish_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from installer.install.plan import Plan
    from installer.session import Session
    from installer.unattended.answers import Answers


def _nobody_listens(_plan: Plan, /) -> None:
    """The plan is in the result too."""


class Modification(Run):
    """One change. `request.products` are those that come, `request.leaving` the components that go.

    With `Intent.SHOW` it makes the plan, says what would be asked, and changes nothing.
    """

    planned: Callable[[Plan], None] = _nobody_listens
    """Told what will be done, before anything is accepted or done."""

    def _go(self) -> Outcome:
        answers = read_answers(self.request.answers) if self.request.answers else NO_ANSWERS
        session = self.session = open_for(self.request, answers)
        session.send(TargetChosen(str(self.request.target or answers.target)))
        if not session.state.target:
            raise BadInput(Code.TARGET_MISSING)
        plan = self.plan = self._make_plan(session, answers)
        if not self.request.products:
            return self._remove(session, plan)
        self._say_what_is_there(session, plan)
        tell(session, self.request, answers)
        self.planned(plan)
        if self.request.intent is Intent.SHOW:
            for step in (Step.PRODUCTS, Step.TERMS):
                stop_at(session, step)
            self.asked, self.covering = session.facts(), session.covering()
            return Outcome.SUCCESS
        return self._carry_on(session, answers)

    def _make_plan(self, session: Session, answers: Answers) -> Plan:
        """The plan for nothing but what was asked for. What the bundle has nothing of cannot come."""
        components, wanted = session.bundle().components, self.request.products
        for name in wanted:
            session.catalogue.product(name)
            if not of_products(components, Selection(products=(name,))):
                raise BadInput(Code.PRODUCT_ABSENT, product=name)
        component_ids = of_products(components, Selection(products=wanted))
        self.request = replace(self.request, component_ids=component_ids)
        return session.plan(wish_of(self.request, answers, self.cancel))

    def _say_what_is_there(self, session: Session, plan: Plan) -> None:
        """Let the request name what is installed and stays, so that it is what the terms are asked about.

        An installed component that comes in another version, because what is added needs it, brings the
        products that it was accepted for: their terms bind anew.
        """
        accepted = accepted_products(session.acts.desk.read(), plan.target)
        leaving = self.request.leaving
        staying = {name: products for name, products in accepted.items() if name not in leaving}
        renewed = (staying.get(item.id, ()) for item in plan.components if item.action is Action.REPLACE)
        self.request = replace(
            self.request,
            products=_each((self.request.products, *renewed)),
            installed=_each(staying.values()),
        )

    def _remove(self, session: Session, plan: Plan) -> Outcome:
        """Components go and none comes: nothing has to be accepted for that."""
        from installer.install.transaction import run

        self.planned(plan)
        if self.request.intent is Intent.SHOW:
            return Outcome.SUCCESS
        require_room(plan)
        self.begun = True
        return self._done(run(session.bundle(), plan, _Nothing(), self.report, self.cancel))


def _each(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All names in their order, each once."""
    return tuple(dict.fromkeys(name for names in groups for name in names))


class _Nothing:
    """Covers no component: none may come."""

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        """See `CoverageProof`."""
        raise Refused(Code.NOT_COVERED, component=component_ids[0])
