"""Collects the answers other than sections, and puts them in printed order."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from installer.terms.determination import Affirmation, Deadline, Item

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId
    from installer.terms.printed import Printed
    from installer.terms.schema import LinkRule, Rule, StatementRule
    from installer.terms.situation import Situation


class Kind(StrEnum):
    """The lists of a determination that hold items. Values are the names of its fields."""

    CONFLICT = "conflicts"
    UNDECIDED = "undecided"
    ACKNOWLEDGEMENT = "acknowledgements"
    OBLIGATION = "obligations"
    NOTICE = "notices"


class Found(msgspec.Struct, frozen=True):
    """One answer and the list it belongs to."""

    kind: Kind
    item: Item


class Answers:
    """See module."""

    def __init__(self, printed: Printed, situation: Situation) -> None:
        self._printed = printed
        self._selected = situation.selected
        self._items: dict[Kind, list[Item]] = {kind: [] for kind in Kind}
        self._affirmations: list[Affirmation] = []

    def add(self, *found: Found) -> None:
        """Answers that were worked out."""
        for each in found:
            self._items[each.kind].append(each.item)

    def add_rule(self, kind: Kind, rule: Rule) -> None:
        """A rule that says its own text."""
        self.add(Found(kind, Item(rule.id, rule.category, self._cite(rule), rule.text)))

    def add_statement(self, kind: Kind, rule: StatementRule) -> None:
        """A rule that says its own text, with its addresses."""
        cite = rule.cite if rule.cite_all else self._cite(rule)
        said = rule.deadline
        deadline = None if said is None else Deadline(said.unit, said.amount, said.start)
        self.add(Found(kind, Item(rule.id, rule.category, cite, rule.text, rule.links, deadline, rule.form)))

    def add_affirmation(self, rule: StatementRule) -> None:
        """A rule whose text is to be affirmed."""
        cite = rule.cite if rule.cite_all else self._cite(rule)
        self._affirmations.append(Affirmation(rule.id, cite, rule.text, rule.links))

    def add_oem(self, rule: LinkRule, situation: Situation) -> None:
        """The agreement of an OEM version is not this one; where the text says it governs, say so."""
        reached = situation.catalogue.expand(rule.to_host)
        if rule.oem_text and any(host.oem and host.product.id in reached for host in situation.linked):
            item = Item(rule.id, "oem-terms", self._cite(rule), rule.oem_text)
            self.add(Found(Kind.ACKNOWLEDGEMENT, item))

    def items(self, kind: Kind) -> tuple[Item, ...]:
        """One list in printed order; rules on the same clause stand as the edition lists them."""
        return tuple(sorted(self._items[kind], key=lambda item: self._place(item.cite)))

    def affirmations(self) -> tuple[Affirmation, ...]:
        """All affirmations in printed order."""
        return tuple(sorted(self._affirmations, key=lambda each: self._place(each.cite)))

    def _cite(self, rule: Rule) -> tuple[ClauseId, ...]:
        return self._printed.cited(rule.cite, self._selected)

    def _place(self, cite: tuple[ClauseId, ...]) -> int:
        return min(self._printed.clauses[clause] for clause in cite)
