"""Every clause is accounted for, and every sentence says what its clauses say, alike in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from installer.agreement.clause import ClauseKind
from installer.terms.schema import CompatibilityRule, StatementRule
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms
    from installer.terms.schema import AnyRule

NUMBER_WORDS = {
    "en": {"three": "3", "eight": "8", "ninety": "90", "fifty": "50", "ten": "10"},
    "hu": {"három": "3", "nyolc": "8", "kilencven": "90", "ötven": "50", "tíz": "10"},
}


def numbers(text: str, language: str) -> list[str]:
    """All numbers in a sentence, also those written out, sorted. Addresses are left out."""
    plain = re.sub(r"https?://\S+", "", text.lower())
    found = re.findall(r"\d+", plain)
    for word, number in NUMBER_WORDS[language].items():
        found += [number] * len(re.findall(rf"\b{word}\w{{0,2}}\b", plain))
    return sorted(found)


def cited(terms: Terms) -> set[str]:
    return {clause for rule in terms.rules for clause in rule.cite}


def test_every_clause_is_cited_by_a_rule_or_listed_with_the_reason_why_not(
    terms: Terms, edition: Edition
) -> None:
    to_account_for = {
        clause.id
        for text in edition.texts.values()
        for clause in text.clauses.values()
        if clause.kind is not ClauseKind.HEADING
    }
    assert len(to_account_for) > 230
    assert to_account_for == (cited(terms) | set(terms.uncited)) & to_account_for
    assert not cited(terms) & set(terms.uncited)


def test_every_numbered_paragraph_of_every_product_is_cited(terms: Terms, edition: Edition) -> None:
    numbered = {
        clause.id
        for clause in edition.texts["en"].clauses.values()
        if clause.kind is ClauseKind.NUMBERED and clause.section in terms.catalogue.by_id
    }
    assert len(numbered) == 155
    assert numbered <= cited(terms)


def test_a_reason_for_not_citing_is_said_in_both_languages(terms: Terms) -> None:
    assert {"copenhagen-clause/p1", "severability/p1"} <= set(terms.uncited)
    for reason in terms.uncited.values():
        assert set(reason) == {"hu", "en"}


def sentences(terms: Terms) -> Iterable[tuple[str, str, str]]:
    for rule in terms.rules:
        yield rule.id, rule.text["hu"], rule.text["en"]
        if isinstance(rule, StatementRule):
            if rule.form:
                yield rule.id, rule.form["hu"], rule.form["en"]
            if rule.deadline:
                yield rule.id, rule.deadline.start["hu"], rule.deadline.start["en"]


def test_both_languages_name_the_same_numbers(terms: Terms) -> None:
    for rule, hungarian, english in sentences(terms):
        assert numbers(hungarian, "hu") == numbers(english, "en"), rule


def test_both_languages_name_the_same_products(terms: Terms) -> None:
    names = {
        product.name["en"].removeprefix("Milestone ").replace("®", "").removesuffix(" Plug-in")
        for product in terms.catalogue.products
    }
    for rule, hungarian, english in sentences(terms):
        for name in names:
            assert (name in hungarian) is (name in english), (rule, name)


def test_both_languages_quote_the_same_clause_numbers(terms: Terms) -> None:
    for rule, hungarian, english in sentences(terms):
        assert re.findall(r"\((?:i+|[a-d])\)", hungarian) == re.findall(r"\((?:i+|[a-d])\)", english), rule


def test_every_number_in_a_sentence_stands_in_a_clause_it_cites(terms: Terms, edition: Edition) -> None:
    for rule in terms.rules:
        headings = {f"{clause.split('/')[0]}/heading" for clause in rule.cite} & set(edition.clause_ids())
        wording = " ".join(edition.governing(clause) for clause in (*rule.cite, *headings))
        allowed = set(numbers(wording, "en"))
        assert set(numbers(rule.text["en"], "en")) <= allowed, rule.id


def test_every_deadline_stands_in_a_clause_it_rests_on(terms: Terms, edition: Edition) -> None:
    deadlines = [rule for rule in terms.rules if isinstance(rule, StatementRule) and rule.deadline]
    assert {rule.id for rule in deadlines} >= {"W01", "W02", "W04", "W05", "W06", "W08"}
    for rule in deadlines:
        assert rule.deadline is not None
        if rule.deadline.amount is not None:
            wording = " ".join(edition.governing(clause) for clause in rule.cite)
            assert str(rule.deadline.amount) in numbers(wording, "en"), rule.id


def test_what_must_be_in_writing_is_written_in_the_clause(terms: Terms, edition: Edition) -> None:
    for rule in terms.rules:
        if isinstance(rule, StatementRule) and rule.form and re.search("writ", rule.form["en"]):
            assert any(re.search("writ", edition.governing(clause)) for clause in rule.cite), rule.id


def product_scope(rule: AnyRule, terms: Terms) -> frozenset[str]:
    named = (*rule.when.product, *(name for each in rule.when.any for name in each.product))
    if isinstance(rule, CompatibilityRule):
        named = (*named, rule.subject)
    return terms.catalogue.expand(named)


def test_a_rule_about_certain_products_cites_a_clause_of_theirs_or_of_the_general_terms(terms: Terms) -> None:
    for rule in terms.rules:
        scope = product_scope(rule, terms)
        if not isinstance(rule, CompatibilityRule):
            # Its terms may be what restricts the product that is used with it.
            hosts = (*rule.when.host, *(name for each in rule.when.any for name in each.host))
            scope |= terms.catalogue.expand(hosts)
        of_products = {clause.split("/")[0] for clause in rule.cite} & set(terms.catalogue.by_id)
        if scope and of_products and rule.id != "D05":
            assert of_products & scope, rule.id


@pytest.mark.parametrize("product", ["xprotect-corporate", "husky-m-series", "milestone-sdk-tools"])
def test_a_link_rests_on_a_clause_that_sends_to_other_terms(
    terms: Terms, edition: Edition, product: str
) -> None:
    sends = re.compile(
        "EULA|License Agreement|terms|Limitation of Liability|Lifecycle|restrictions|section|general"
    )
    found = terms.determine(Selection((product,), host="xprotect-corporate"))
    reasons = [reason for applied in found.applies for reason in applied.because if reason.kind == "link"]
    assert reasons
    for reason in reasons:
        assert any(sends.search(edition.governing(clause)) for clause in reason.cite), reason.id
