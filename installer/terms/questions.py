"""Which facts and quantities could change the answer for a selection, and by which clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.terms import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer.agreement.clause import ClauseId
    from installer.i18n import Words
    from installer.terms.engine import Terms
    from installer.terms.situation import Situation


class Question(msgspec.Struct, frozen=True):
    """A fact or a quantity that some rule asks for."""

    name: str
    """Its key in a selection."""
    text: Words
    cite: tuple[ClauseId, ...]
    """The clauses for whose sake it is asked, in printed order."""


class Questions(msgspec.Struct, frozen=True):
    """What the answer for a selection can depend on. What is not named here changes nothing in it."""

    facts: tuple[Question, ...]
    quantities: tuple[Question, ...]
    host: tuple[ClauseId, ...]
    """The clauses that ask what the selected products are used with."""
    release: tuple[ClauseId, ...]
    """The clauses that ask for the release of that."""


def find_questions(terms: Terms, situation: Situation) -> Questions:
    """The questions that the rules ask of this selection, in the order in which the edition lists them.

    Conditions about facts and quantities are taken as open; all others as they are.
    """
    asked: dict[str, list[ClauseId]] = {}
    for rule in terms.rules:
        for name in _names(rule, situation):
            asked.setdefault(name, []).extend(terms.printed.cited(rule.cite, situation.selected))
    return Questions(
        facts=_questions(terms.facts, asked, terms),
        quantities=_questions(terms.quantities, asked, terms),
        host=_in_order((c for rule in terms.rules if _asks_host(rule, situation) for c in rule.cite), terms),
        release=_in_order(
            (c for rule in terms.rules if _asks_release(rule, situation) for c in rule.cite), terms
        ),
    )


def _questions(
    words: Mapping[str, Words], asked: Mapping[str, Iterable[ClauseId]], terms: Terms
) -> tuple[Question, ...]:
    return tuple(
        Question(name, text, _in_order(asked[name], terms)) for name, text in words.items() if name in asked
    )


def _in_order(clauses: Iterable[ClauseId], terms: Terms) -> tuple[ClauseId, ...]:
    return tuple(sorted(set(clauses), key=terms.printed.clauses.__getitem__))


def _names(rule: schema.AnyRule, situation: Situation) -> Iterator[str]:
    """The facts and quantities that this rule may look at here."""
    if not situation.may_hold(rule.when) or not _concerns(rule, situation):
        return
    yield from _conditions(rule.when, situation)
    if isinstance(rule, schema.RequiresRule) and rule.unless is not None:
        yield rule.unless
    if isinstance(rule, schema.LimitRule):
        for limit in rule.limits:
            yield limit.quantity
            if limit.at_most_of is not None:
                yield limit.at_most_of


def _concerns(rule: schema.AnyRule, situation: Situation) -> bool:
    """Whether the rule has something to say of this selection at all."""
    expand = situation.catalogue.expand
    match rule:
        case schema.RequiresRule():
            return rule.subject in situation.selected and not situation.present & expand(rule.needs)
        case schema.UseRule():
            return bool((situation.selected & expand(rule.scope)) - expand(rule.allow))
        case _:
            return True


def _conditions(when: schema.When, situation: Situation) -> Iterator[str]:
    yield from when.facts
    yield from when.quantities
    for each in (*when.any, *when.none):
        if situation.may_hold(each):
            yield from _conditions(each, situation)


def _asks_host(rule: schema.AnyRule, situation: Situation) -> bool:
    if isinstance(rule, schema.CompatibilityRule):
        return rule.subject in situation.selected
    return isinstance(rule, schema.LinkRule) and bool(rule.to_host) and situation.holds(rule.when)


def _asks_release(rule: schema.AnyRule, situation: Situation) -> bool:
    return (
        isinstance(rule, schema.CompatibilityRule)
        and rule.subject in situation.selected
        and bool(rule.releases)
    )
