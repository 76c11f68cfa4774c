"""What to change so that the agreement no longer forbids a selection: single steps, conflict by conflict."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.terms import schema
from installer.terms.host import Host
from installer.terms.judge import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.agreement.clause import SectionId
    from installer.terms.determination import Determination
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection
    from installer.terms.situation import Situation


class Change(StrEnum):
    """The kinds of step."""

    ADD = "add"
    """Select a product as well."""
    USE_WITH = "use-with"
    """Use it with another product."""
    LEAVE_OUT = "leave-out"
    """Do not select these products."""
    STATE = "state"
    """Change how it is used, or see to it that what was denied is so: a fact becomes the opposite."""
    AMOUNT = "amount"
    """Keep a quantity within its bound."""


class Remedy(msgspec.Struct, frozen=True):
    """One step that ends one conflict. It may bring another one, which then has remedies of its own."""

    conflict: str
    """Id of the conflict."""
    change: Change
    names: tuple[str, ...]
    """Ids of the products, or the name of the fact or quantity, that it is about."""
    selection: Selection
    """The selection after it."""


def find_remedies(terms: Terms, determination: Determination) -> tuple[Remedy, ...]:
    """The remedies for the conflicts of an answer that these terms gave.

    Within a conflict leaving a product out comes last.
    """
    situation = terms.situation(determination.selection)
    forbidden = {item.id for item in determination.conflicts}
    rules = [rule for rule in terms.rules if rule.id in forbidden]
    return tuple(remedy for rule in rules for remedy in _for_rule(terms, situation, rule))


def _for_rule(terms: Terms, situation: Situation, rule: schema.AnyRule) -> Iterator[Remedy]:
    match rule:
        case schema.CompatibilityRule():
            yield from _other_hosts(terms, situation, rule)
            yield _without(situation, rule, {rule.subject})
        case schema.RequiresRule():
            for needed in terms.catalogue.ordered(rule.needs):
                products = (*situation.selection.products, needed)
                after = replace(situation.selection, products=products)
                yield Remedy(rule.id, Change.ADD, (needed,), after)
            if rule.unless is not None:
                yield _stating(situation, rule, rule.unless, value=True)
            yield _without(situation, rule, {rule.subject})
        case schema.LimitRule():
            yield from _within(situation, rule)
        case schema.UseRule():
            yield from _otherwise(situation, rule)
            yield _without(situation, rule, terms.catalogue.expand(rule.forbid))
        case _:
            # Of the other kinds only a conflict that says its own text forbids anything.
            yield from _otherwise(situation, rule)
            yield _without(situation, rule, terms.catalogue.expand(rule.when.product))


def _other_hosts(terms: Terms, situation: Situation, rule: schema.CompatibilityRule) -> Iterator[Remedy]:
    """The products that the rule plainly allows at the release that was given."""
    judge = terms.judges[rule.id]
    for product in terms.catalogue.products:
        allowed = judge.verdict(Host(product, oem=False), situation.release).answer is Answer.ALLOWED
        if product.host and allowed:
            after = replace(situation.selection, host=product.id)
            yield Remedy(rule.id, Change.USE_WITH, (product.id,), after)


def _without(situation: Situation, rule: schema.AnyRule, products: Iterable[SectionId]) -> Remedy:
    leave = situation.selected & frozenset(products)
    kept = tuple(product for product in situation.selection.products if product not in leave)
    after = replace(situation.selection, products=kept)
    return Remedy(rule.id, Change.LEAVE_OUT, situation.catalogue.ordered(leave), after)


def _stating(situation: Situation, rule: schema.AnyRule, name: str, *, value: bool) -> Remedy:
    facts = {**situation.selection.facts, name: value}
    return Remedy(rule.id, Change.STATE, (name,), replace(situation.selection, facts=facts))


def _otherwise(situation: Situation, rule: schema.AnyRule) -> Iterator[Remedy]:
    for name, value in rule.when.facts.items():
        yield _stating(situation, rule, name, value=not value)


def _within(situation: Situation, rule: schema.LimitRule) -> Iterator[Remedy]:
    """Each quantity that breaks a bound brought to what all its bounds allow."""
    given = situation.selection.quantities
    kept = dict(given)
    for limit in rule.limits:
        if limit.quantity not in given:
            continue
        most = given.get(limit.at_most_of) if limit.at_most_of is not None else limit.at_most
        if most is not None:
            kept[limit.quantity] = min(kept[limit.quantity], most)
        if limit.at_least is not None:
            kept[limit.quantity] = max(kept[limit.quantity], limit.at_least)
    changed = tuple(name for name, amount in kept.items() if amount != given[name])
    yield Remedy(rule.id, Change.AMOUNT, changed, replace(situation.selection, quantities=kept))
