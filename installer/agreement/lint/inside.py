"""Findings inside one language: references that lead nowhere, broken lists, `eight (9)`."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from installer.agreement.lint.context import wording
from installer.agreement.lint.finding import Check, Finding, Problem
from installer.agreement.lint.marks import Lists, enumerators
from installer.agreement.lint.quantities import repeated_otherwise
from installer.agreement.lint.references import NO_SECTION, headings, leads_nowhere, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.edition import Edition
    from installer.agreement.lint.context import Context
    from installer.agreement.lint.finding import Token
    from installer.i18n import Language


def findings_inside(edition: Edition, language: Language, context: Context) -> Iterator[Finding]:
    """What is wrong with one language alone. Only lists are checked where its words are not known."""
    clauses = edition.texts[language].clauses
    lists: defaultdict[SectionId, Lists] = defaultdict(Lists)
    for clause_id, clause in clauses.items():
        text = wording(clause)
        broken = lists[clause.section].out_of_order(enumerators(text, context))
        found = [(Check.ENUMERATOR, Problem.DISORDER, broken)]
        if context.words is not None:
            stray = [token for token in headings(text, context) if token.key == NO_SECTION]
            lost = [token for token in paragraphs(text, context) if leads_nowhere(token, clause_id, clauses)]
            found += [
                (Check.HEADING, Problem.NOWHERE, stray),
                (Check.PARAGRAPH, Problem.NOWHERE, lost),
                (Check.NUMBER, Problem.REPEATED, repeated_otherwise(text, context)),
            ]
        for check, problem, tokens in found:
            yield from _finding(check, problem, clause_id, language, tokens)


def _finding(
    check: Check, problem: Problem, clause: ClauseId, language: Language, tokens: Iterable[Token]
) -> Iterator[Finding]:
    phrases = tuple(token.phrase for token in tokens)
    if phrases:
        keys = (token.phrase if token.key == NO_SECTION else token.key for token in tokens)
        yield Finding(
            check=check,
            problem=problem,
            clause=clause,
            surplus=MappingProxyType({language: tuple(sorted(keys))}),
            phrases=MappingProxyType({language: phrases}),
        )
