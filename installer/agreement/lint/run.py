"""The lint: every check on every clause, less what divergences explain and answers answer.

A divergence explains a finding when the same check, made on nothing but what the divergence's two
phrases touch, yields the surplus of the finding; a phrase that stands several times in its clause
explains each place. Where a clause does not differ as its divergences say, they would hide a later
mistake, and that is a finding too. A finding inside one language is explained when a phrase of that
language holds its words. What remains must equal the surplus of an answer in `lint.toml`, fact by
fact, so that one more lost word in an answered clause is found.

What this does not prove: that a translation without findings is right. It compares facts that can
be counted, and knows nothing of meaning.
"""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from installer.agreement.clause import ClauseKind
from installer.agreement.lint.compare import NOTHING, Surplus, surplus
from installer.agreement.lint.context import Context, bare_heading, wording
from installer.agreement.lint.finding import Check, Finding, Problem, Report, Unchecked
from installer.agreement.lint.inside import findings_inside
from installer.agreement.lint.names import names_of, translated_identifiers
from installer.agreement.lint.readers import ON_WORDS, READERS, WORDLESS
from installer.agreement.lint.references import NO_SECTION
from installer.agreement.lint.vocabulary import is_known, vocabulary

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from installer.agreement.edition import Divergence, Edition
    from installer.agreement.lint.answers import Answer
    from installer.agreement.lint.finding import Token
    from installer.i18n import Language


def lint(edition: Edition, answers: Sequence[Answer] = ()) -> Report:
    """All findings that neither a divergence of the edition nor one of `answers` takes care of.

    Each translation is compared with the prevailing text; where all languages are equal, each with
    the first one. Raises nothing on a loaded edition.
    """
    open_findings: list[Finding] = []
    used: set[tuple[int, str]] = set()
    explained = answered = 0
    for found, rest in _all_findings(edition):
        if rest is None:
            explained += 1
            continue
        fitting = {(n, rest.clause) for n, answer in enumerate(answers) if answer.answers(rest)}
        used |= fitting
        answered += bool(fitting)
        open_findings += [] if fitting else [found if rest == found else rest]
    open_findings += _stale_answers(edition, answers, used)
    unchecked = (language for language in edition.languages if not is_known(language))
    return Report(
        findings=tuple(open_findings),
        by_divergence=explained,
        by_answer=answered,
        unchecked=tuple(Unchecked(language, ON_WORDS) for language in unchecked),
    )


def _all_findings(edition: Edition) -> Iterator[tuple[Finding, Finding | None]]:
    """Each finding and what divergences leave of it: None where they explain it in full."""
    for language in edition.languages:
        for found in findings_inside(edition, language, contexts_of(edition, (language,))[0]):
            yield found, None if _phrase_holds(edition, found) else found
    first = edition.prevailing or edition.languages[0]
    for second in (language for language in edition.languages if language != first):
        yield from _between(edition, (first, second))


def _between(edition: Edition, pair: tuple[Language, Language]) -> Iterator[tuple[Finding, Finding | None]]:
    contexts = contexts_of(edition, pair)
    readers = READERS if all(context.words for context in contexts) else WORDLESS
    divergences: dict[str, list[Divergence]] = {}
    for divergence in edition.divergences:
        divergences.setdefault(divergence.clause, []).append(divergence)
    for row in edition.rows():
        clauses = [clause for clause in (row.wordings[language] for language in pair) if clause]
        if len(clauses) < len(pair):
            continue
        wordings = [wording(clause) for clause in clauses]
        for check, read in readers.items():
            tokens = [read(text, context) for text, context in zip(wordings, contexts, strict=True)]
            difference = _difference(check, tokens)
            explained = _explained(divergences.get(row.clause, ()), pair, wordings, tokens)
            finding = partial(_finding, check, row.clause, dict(zip(pair, tokens, strict=True)))
            if difference:
                rest = difference.without(explained)
                yield finding(Problem.DIFFERS, difference), finding(Problem.DIFFERS, rest) if rest else None
            # A heading that leads nowhere differs in nothing, whatever its divergence quotes.
            loose = explained.without(difference) if check is not Check.HEADING else NOTHING
            if loose:
                yield finding(Problem.LOOSE, loose), finding(Problem.LOOSE, loose)


def contexts_of(edition: Edition, languages: tuple[Language, ...]) -> tuple[Context, ...]:
    """What the readers know of each of `languages` when they are read side by side."""
    alone = len(languages) == 1
    names: Mapping[str, str] = {} if alone else names_of(edition, languages)
    translated = frozenset[str]() if alone else translated_identifiers(edition, languages)
    return tuple(
        Context(
            words=vocabulary(language) if is_known(language) else None,
            names=names,
            translated=translated,
            headings=MappingProxyType(
                {
                    bare_heading(clause.text): clause.section
                    for clause in edition.texts[language].clauses.values()
                    if clause.kind is ClauseKind.HEADING
                }
            ),
        )
        for language in languages
    )


def _difference(check: Check, tokens: Sequence[Sequence[Token]]) -> Surplus:
    difference = surplus(*tokens)
    if check is Check.HEADING:
        # A quoted heading that leads nowhere is a finding of its own; it may stand for any section.
        first, second = (_resolved(found) for found in (difference.first, difference.second))
        strays = [sum(token.key == NO_SECTION for token in side) for side in tokens]
        difference = Surplus(
            first if first.total() > strays[1] else NOTHING.first,
            second if second.total() > strays[0] else NOTHING.second,
        )
    return difference


def _resolved(keys: Counter[str]) -> Counter[str]:
    return type(keys)({key: count for key, count in keys.items() if key != NO_SECTION})


def _explained(
    divergences: Iterable[Divergence],
    pair: tuple[Language, Language],
    wordings: Sequence[str],
    tokens: Sequence[Sequence[Token]],
) -> Surplus:
    total = NOTHING
    for divergence in divergences:
        phrases = (divergence.phrases.get(language, "") for language in pair)
        touched = [
            _touched(phrase, text, side) for phrase, text, side in zip(phrases, wordings, tokens, strict=True)
        ]
        total = total.plus(surplus(*touched))
    return total


def _touched(phrase: str, text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens that stand in `phrase` or reach into it, wherever it stands in `text`."""
    places = [found.span() for found in re.finditer(re.escape(phrase), text)] if phrase else []
    return [
        token for token in tokens if any(token.start < end and start < token.end for start, end in places)
    ]


def _finding(
    check: Check,
    clause: str,
    tokens: Mapping[Language, Sequence[Token]],
    problem: Problem,
    difference: Surplus,
) -> Finding:
    sides = (difference.first, difference.second)
    return Finding(
        check=check,
        problem=problem,
        clause=clause,
        surplus=MappingProxyType(
            {language: tuple(sorted(side.elements())) for language, side in zip(tokens, sides, strict=True)}
        ),
        phrases=MappingProxyType(
            {language: tuple(token.phrase for token in side) for language, side in tokens.items()}
        ),
    )


def _phrase_holds(edition: Edition, found: Finding) -> bool:
    """Whether divergences of the clause quote every place of a finding inside one language."""
    (language,) = found.languages
    quoted = [
        divergence.phrases.get(language, "")
        for divergence in edition.divergences
        if divergence.clause == found.clause
    ]
    return all(any(words in phrase for phrase in quoted) for words in found.phrases[language])


def _stale_answers(
    edition: Edition, answers: Iterable[Answer], used: set[tuple[int, str]]
) -> Iterator[Finding]:
    known: Mapping[str, object] = dict.fromkeys(edition.clause_ids())
    for number, answer in enumerate(answers):
        for clause in answer.clauses:
            if (number, clause) in used:
                continue
            sound = clause in known and answer.check in set(READERS)
            yield Finding(
                check=Check.ANSWER,
                problem=Problem.UNUSED if sound else Problem.UNKNOWN,
                clause=clause,
                surplus=answer.surplus,
                phrases=MappingProxyType({}),
                answered=answer.check,
            )
