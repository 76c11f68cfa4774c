"""The checks of the terms' data that its shape alone does not give. A first fault ends the loading."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from installer.errors import BadInput
from installer.terms import schema
from installer.terms.check_counting import check_counting
from installer.terms.checker import Checker
from installer.terms.determination import DeadlineUnit
from installer.terms.phrases import PLACEHOLDERS, Phrase
from installer.terms.release import parse_release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.edition import Edition
    from installer.i18n import Words
    from installer.terms.catalogue import Catalogue

PRODUCT_LEVEL = 3
"""Heading level of sections that hold the terms of one product."""


def check_products(document: schema.ProductsDocument, edition: Edition, path: str) -> None:
    """Raises UntrustedData(TERMS_MALFORMED, path, where, detail)."""
    checker = Checker(edition, path)
    checker.edition(document.edition)
    ids = [entry.id for entry in document.product]
    checker.once(ids, "product")
    _check_sections(ids, edition, checker)
    checker.known((entry.group for entry in document.product), checker.sections, "group")
    for entry in document.product:
        for words in (entry.name, entry.subject, entry.used_with):
            checker.words(words, entry.id)
    checker.once((*ids, *document.sets), "name of a set")
    for name, members in document.sets.items():
        checker.known(members, ids, name)
    _check_components(document, ids, checker)


def _check_sections(ids: list[str], edition: Edition, checker: Checker) -> None:
    """Each product has its section and each product section its product, in the same order."""
    printed = {
        section.id
        for text in edition.texts.values()
        for section in text.sections
        if section.level == PRODUCT_LEVEL
    }
    expected = [section for section in edition.section_ids() if section in printed]
    checker.known(ids, expected, "product without section")
    checker.known(expected, ids, "section without product")
    if ids != expected:
        checker.refuse("product", "not in printed order")


def _check_components(document: schema.ProductsDocument, products: list[str], checker: Checker) -> None:
    checker.once((entry.id for entry in document.component), "component")
    before: list[str] = []
    for entry in document.component:
        checker.words(entry.name, entry.id)
        checker.known(entry.products, products, entry.id)
        # Dependencies first: whoever installs in this order never meets a missing component.
        checker.known(entry.requires, before, entry.id)
        before.append(entry.id)


def check_rules(document: schema.RulesDocument, catalogue: Catalogue, edition: Edition, path: str) -> None:
    """Raises UntrustedData: TERMS_MALFORMED (path, where, detail), CITATION_UNKNOWN (path, rule, clause)."""
    checker = Checker(edition, path)
    checker.edition(document.edition)
    _check_phrases(document.phrases, checker)
    for named in (document.fact, document.quantity):
        checker.once((entry.id for entry in named), "name")
        for entry in named:
            checker.words(entry.text, entry.id)
    checker.once((rule.id for rule in document.rule), "rule")
    names = _Names(document, catalogue)
    checker.once((point.id for point in document.point), "point")
    for point in document.point:
        checker.words(point.text, point.id)
        checker.cite(point.cite, point.id)
        names.check_point(point, checker)
    for rule in document.rule:
        checker.words(rule.text, rule.id)
        checker.cite(rule.cite, rule.id)
        names.check(rule, checker)
    _check_uncited(document, checker)
    check_counting(document, checker)
    for kind in (schema.GeneralRule, schema.OwnRule):
        # Without them a selection could come out as "nothing applies".
        if not any(isinstance(rule, kind) and rule.when == schema.When() for rule in document.rule):
            checker.refuse("rule", f"no unconditional {kind.__name__}")


def _check_uncited(document: schema.RulesDocument, checker: Checker) -> None:
    """A clause is either cited or listed with the reason why not, never both."""
    checker.once((clause for entry in document.uncited for clause in entry.clauses), "uncited clause")
    cited = {clause for entry in (*document.rule, *document.point) for clause in entry.cite}
    for entry in document.uncited:
        checker.cite(entry.clauses, "uncited")
        checker.words(entry.reason, entry.clauses[0])
        for clause in entry.clauses:
            if clause in cited:
                checker.refuse(clause, "cited by a rule, and listed as uncited")


def _check_phrases(phrases: Mapping[str, Words], checker: Checker) -> None:
    if set(phrases) != set(Phrase):
        checker.refuse("phrases", f"not exactly: {', '.join(sorted(Phrase))}")
    for phrase in Phrase:
        checker.words(phrases[phrase], phrase)
        for pattern in phrases[phrase].values():
            _check_pattern(phrase, pattern, checker)


def _check_pattern(phrase: Phrase, pattern: str, checker: Checker) -> None:
    """Placeholders only, and only those that this phrase is given: nothing may fail when it is said."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as exc:
        checker.refuse(phrase, str(exc))
    checker.known((field for _, field, _, _ in parts if field is not None), PLACEHOLDERS[phrase], phrase)
    if any(spec or conversion for _, _, spec, conversion in parts):
        checker.refuse(phrase, f"not a plain placeholder: {pattern}")


_COUNTED = {DeadlineUnit.DAYS, DeadlineUnit.BUSINESS_DAYS, DeadlineUnit.YEARS}


def _check_duty(rule: schema.StatementRule, checker: Checker) -> None:
    """Deadline and form are said in every language, and a number stands exactly where one is counted."""
    if rule.form:
        checker.words(rule.form, rule.id)
    if rule.deadline is not None:
        checker.words(rule.deadline.start, rule.id)
        if (rule.deadline.amount is not None) is not (rule.deadline.unit in _COUNTED):
            checker.refuse(rule.id, f"deadline: amount with {rule.deadline.unit}")


class _Names:
    """The names that a rule may use."""

    def __init__(self, document: schema.RulesDocument, catalogue: Catalogue) -> None:
        self._products = frozenset(catalogue.by_id)
        self._lists = self._products | frozenset(catalogue.sets)
        self._facts = frozenset(fact.id for fact in document.fact)
        self._quantities = frozenset(quantity.id for quantity in document.quantity)
        self._points = frozenset(point.id for point in document.point)

    def check_point(self, point: schema.OpenPoint, checker: Checker) -> None:
        checker.known(point.host, self._lists, point.id)

    def check(self, rule: schema.AnyRule, checker: Checker) -> None:
        self._when(rule.when, rule.id, checker)
        match rule:
            case schema.GeneralRule():
                checker.known(rule.sections, checker.sections, rule.id)
            case schema.LinkRule():
                self._link(rule, checker)
            case schema.CompatibilityRule():
                self._compatibility(rule, checker)
            case schema.RequiresRule():
                self._requirement(rule, checker)
            case schema.UseRule():
                checker.known((*rule.scope, *rule.allow, *rule.forbid), self._lists, rule.id)
            case schema.LimitRule():
                self._limits(rule, checker)
            case schema.StatementRule():
                checker.links(rule)
                _check_duty(rule, checker)
            case _:
                pass  # an own rule names nothing

    def _when(self, when: schema.When, rule: str, checker: Checker) -> None:
        checker.known((*when.product, *when.installed, *when.host), self._lists, rule)
        checker.known(when.facts, self._facts, rule)
        checker.known(when.quantities, self._quantities, rule)
        for each in (*when.any, *when.none):
            self._when(each, rule, checker)

    def _link(self, rule: schema.LinkRule, checker: Checker) -> None:
        checker.known(rule.to, checker.sections, rule.id)
        checker.known(rule.to_host, self._lists, rule.id)
        if rule.oem_text:
            checker.words(rule.oem_text, rule.id)

    def _requirement(self, rule: schema.RequiresRule, checker: Checker) -> None:
        checker.known((rule.subject, *rule.needs), self._products, rule.id)
        checker.known(() if rule.unless is None else (rule.unless,), self._facts, rule.id)

    def _compatibility(self, rule: schema.CompatibilityRule, checker: Checker) -> None:
        checker.known((rule.subject,), self._products, rule.id)
        checker.known((*rule.allow, *rule.exclude, *rule.oem), self._lists, rule.id)
        checker.known(rule.open, self._points, rule.id)
        for bound in rule.releases:
            checker.known(bound.host, self._lists, rule.id)
            try:
                parse_release(bound.release)
            except BadInput:
                checker.refuse(rule.id, f"release: {bound.release}")

    def _limits(self, rule: schema.LimitRule, checker: Checker) -> None:
        for limit in rule.limits:
            named = (limit.quantity, *(() if limit.at_most_of is None else (limit.at_most_of,)))
            checker.known(named, self._quantities, rule.id)
