"""Which terms apply, what they forbid and what they leave open: a pure function of a selection."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from installer.terms import schema
from installer.terms.answers import Answers, Kind
from installer.terms.compatibility import check_requirement, judge_hosts
from installer.terms.determination import Determination
from installer.terms.excluded import excluded
from installer.terms.limits import LimitCheck
from installer.terms.sections import Sections
from installer.terms.selection import check_selection, selection_schema
from installer.terms.use import UseCheck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Words
    from installer.terms.catalogue import Catalogue
    from installer.terms.counting_schema import CountingTable
    from installer.terms.judge import Judge
    from installer.terms.outlook import Outlook
    from installer.terms.phrases import Speaker
    from installer.terms.printed import Printed
    from installer.terms.remedies import Remedy
    from installer.terms.selected import Selection
    from installer.terms.situation import Situation


class Terms(msgspec.Struct, frozen=True):
    """The rules of one edition. Made by `installer.terms.load.load_terms`, which fails closed."""

    edition: str
    catalogue: Catalogue
    rules: tuple[schema.AnyRule, ...]
    judges: Mapping[str, Judge]
    """By id of the compatibility rule."""
    speaker: Speaker
    facts: Mapping[str, Words]
    """Names that a selection may state as so or not so, and what they mean."""
    quantities: Mapping[str, Words]
    """Names that a selection may give a number for, and what they count."""
    printed: Printed
    uncited: Mapping[ClauseId, Words] = msgspec.field(default_factory=dict)
    """Clauses that no rule rests on, and why none has to."""
    counting: CountingTable | None = None
    """How device licences are counted; see `installer.terms.counting`."""

    def determine(self, selection: Selection) -> Determination:
        """The answer for one selection: always the same for the same selection.

        The order of the selection's ids does not matter; an empty one gets the general terms.
        Raises BadInput (PRODUCT_UNKNOWN, FACT_UNKNOWN, QUANTITY_UNKNOWN, RELEASE_MALFORMED,
        SELECTION_MALFORMED), naming the field, the name and similar names.
        """
        return _Run(self, self.situation(selection)).determination()

    def outlook(self, determination: Determination) -> Outlook:
        """What comes with that answer: sections and products beside those selected, and what is asked."""
        from installer.terms.outlook import look_ahead

        return look_ahead(self, determination)

    def remedies(self, determination: Determination) -> tuple[Remedy, ...]:
        """What to change to end the conflicts of that answer, one after the other."""
        from installer.terms.remedies import find_remedies

        return find_remedies(self, determination)

    def situation(self, selection: Selection) -> Situation:
        """The selection with its names looked up. Raises BadInput as `determine` does."""
        return check_selection(selection, self.catalogue, self.facts, self.quantities)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a selection, with the names that this edition knows."""
        return selection_schema(self.catalogue, self.facts, self.quantities)

    def products_of(self, component_id: str) -> tuple[SectionId, ...]:
        """The products that a component can be installed for. Raises BadInput(COMPONENT_UNKNOWN)."""
        return self.catalogue.component(component_id).products

    def sections_for_component(self, component_id: str, selection: Selection) -> tuple[SectionId, ...]:
        """The sections that must be accepted before this component is installed, in printed order.

        The general terms, those of the selected products that the component belongs to, and what
        these link to. Where none of its products is selected, all of them count: a component must
        not slip in without its terms. Raises BadInput as `determine` does.
        """
        products = self.products_of(component_id)
        own = tuple(product for product in products if product in selection.products) or products
        beside = (*selection.installed, *selection.products)
        situation = self.situation(replace(selection, products=own, installed=beside))
        return _Run(self, situation).sections()


_KINDS: Final[Mapping[type[schema.StatementRule], Kind]] = {
    schema.AcknowledgementRule: Kind.ACKNOWLEDGEMENT,
    schema.ObligationRule: Kind.OBLIGATION,
    schema.NoticeRule: Kind.NOTICE,
    schema.UndecidedRule: Kind.UNDECIDED,
    schema.ConflictRule: Kind.CONFLICT,
}


_OF_SECTIONS: Final = (schema.GeneralRule, schema.OwnRule, schema.LinkRule)
"""The rules by which a section applies; the others speak of those that do."""


class _Run:
    """One pass over the rules."""

    def __init__(self, terms: Terms, situation: Situation) -> None:
        self._terms = terms
        self._situation = situation
        self._sections = Sections(terms.printed)
        self._answers = Answers(terms.printed, situation)

    def sections(self) -> tuple[SectionId, ...]:
        """The sections alone, in printed order, as the determination has them."""
        for rule in self._terms.rules:
            if isinstance(rule, _OF_SECTIONS) and self._situation.holds(rule.when):
                self._structural(rule)
        return tuple(found.section for found in self._sections.applied())

    def _apply(self) -> list[schema.AnyRule]:
        """Let the rules that hold say what they say, and return them."""
        holding = [rule for rule in self._terms.rules if self._situation.holds(rule.when)]
        for rule in holding:
            self._structural(rule)
        return holding

    def determination(self) -> Determination:
        holding = self._apply()
        applied = self._sections.applied()
        return Determination(
            edition=self._terms.edition,
            selection=self._situation.selection,
            applies=applied,
            conflicts=self._answers.items(Kind.CONFLICT),
            undecided=self._answers.items(Kind.UNDECIDED),
            acknowledgements=self._answers.items(Kind.ACKNOWLEDGEMENT),
            affirmations=self._answers.affirmations(),
            obligations=self._answers.items(Kind.OBLIGATION),
            notices=self._answers.items(Kind.NOTICE),
            does_not_apply=excluded(holding, self._situation, applied, self._terms.speaker),
        )

    def _structural(self, rule: schema.AnyRule) -> None:
        """Rules about sections; the rest are asked further down."""
        speaker = self._terms.speaker
        match rule:
            case schema.GeneralRule():
                self._sections.add_general(rule)
            case schema.OwnRule():
                self._sections.add_own(rule, self._situation, speaker)
            case schema.LinkRule():
                self._sections.add_link(rule, self._situation)
                self._answers.add_oem(rule, self._situation)
            case schema.CompatibilityRule():
                judge = self._terms.judges[rule.id]
                self._answers.add(*judge_hosts(judge, self._situation, speaker))
            case schema.RequiresRule():
                self._answers.add(*check_requirement(rule, self._situation, speaker))
            case schema.UseRule():
                self._answers.add(*self._uses.check(rule))
            case schema.LimitRule():
                self._answers.add_rule(Kind.OBLIGATION, rule)
                self._answers.add(*self._limits.check(rule))
            case _:
                self._state(rule)

    def _state(self, rule: schema.AnyStatement) -> None:
        """Rules that say their own text."""
        if isinstance(rule, schema.AffirmationRule):
            self._answers.add_affirmation(rule)
        else:
            self._answers.add_statement(_KINDS[type(rule)], rule)

    @cached_property
    def _uses(self) -> UseCheck:
        return UseCheck(self._situation, self._terms.speaker, self._terms.printed)

    @cached_property
    def _limits(self) -> LimitCheck:
        return LimitCheck(self._situation, self._terms.speaker, self._terms.printed, self._terms.quantities)
