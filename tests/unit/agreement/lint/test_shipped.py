"""The edition that ships: nothing unanswered, and every planted mistake found."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from helpers import agreements, linting

from installer.agreement.clause import ClauseKind
from installer.agreement.lint.answers import read_answers
from installer.agreement.lint.context import pattern, wording
from installer.agreement.lint.finding import Check, Problem
from installer.agreement.lint.readers import READERS
from installer.agreement.lint.run import lint
from installer.agreement.lint.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.clause import Clause
    from installer.agreement.edition import Edition
    from installer.agreement.lint.answers import Answer
    from installer.agreement.lint.finding import Report, Token

    Facts = dict[str, list[list[Token]]]

PAIR = ("en", "hu")


@pytest.fixture(scope="module")
def answers() -> tuple[Answer, ...]:
    return read_answers(agreements.SHIPPED)


@pytest.fixture(scope="module")
def read(shipped: Edition) -> dict[Check, Facts]:
    return {check: linting.facts(shipped, PAIR, check) for check in READERS}


def undisturbed(shipped: Edition, answers: tuple[Answer, ...], check: Check, read: Facts) -> list[str]:
    """The clauses where no answer and no phrase of a divergence holds a fact of this kind."""
    answered = {clause for answer in answers if answer.check == check for clause in answer.clauses}
    phrases: dict[str, list[str]] = {}
    for found in shipped.divergences:
        phrases.setdefault(found.clause, []).extend(found.phrases.values())
    return [
        clause
        for clause, sides in read.items()
        if clause not in answered
        and not any(
            part in phrase
            for phrase in phrases.get(clause, ())
            for token in [*sides[0], *sides[1]]
            for part in parts(check, token)
        )
    ]


def parts(check: Check, token: Token) -> list[str]:
    """What of a fact must stand in no divergence. The words of a heading are too common for it."""
    return [token.phrase] if check is Check.HEADING else token.phrase.split()


def some(clauses: list[str]) -> set[str]:
    """Eight of them at most, spread over the document: more would look like a habit of the translator."""
    return set(clauses[:: len(clauses) // 8 + 1])


def clauses_found(report: Report, check: Check) -> set[str]:
    return {found.clause for found in report.findings if found.check is check}


def test_no_finding_is_left_unanswered(shipped: Edition, answers: tuple[Answer, ...]) -> None:
    report = lint(shipped, answers)
    assert report.findings == ()
    assert report.unchecked == ()
    assert report.by_answer == sum(len(answer.clauses) for answer in answers)
    assert report.by_divergence > 0


def test_without_the_answers_exactly_they_are_missing(shipped: Edition, answers: tuple[Answer, ...]) -> None:
    report = lint(shipped)
    found = {(finding.check.value, finding.clause) for finding in report.findings}
    assert found == {(answer.check, clause) for answer in answers for clause in answer.clauses}


def test_it_is_quick(shipped: Edition, answers: tuple[Answer, ...]) -> None:
    lint(shipped, answers)
    begun = time.process_time()
    lint(shipped, answers)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("language", PAIR)
@pytest.mark.parametrize("check", [check for check in READERS if check is not Check.DATE])
def test_every_lost_fact_is_found(
    shipped: Edition,
    answers: tuple[Answer, ...],
    read: dict[Check, Facts],
    check: Check,
    language: str,
) -> None:
    side = PAIR.index(language)
    losable: dict[str, Token] = {}
    for clause_id in undisturbed(shipped, answers, check, read[check]):
        # A product's name is known from its heading: what is lost there is a name no longer.
        if check is Check.NAME and clause_id.endswith("/heading"):
            continue
        ours, theirs = read[check][clause_id][side], read[check][clause_id][1 - side]
        possible = {token.key for token in theirs if token.optional}
        lost = next((token for token in ours if not token.optional and token.key not in possible), None)
        losable |= {} if lost is None else {clause_id: lost}
    chosen = some(list(losable))

    damaged, places = linting.planted(
        shipped,
        language,
        lambda clause: linting.without(clause, losable[clause.id]) if clause.id in chosen else None,
    )
    assert len(places) > 1
    assert clauses_found(lint(damaged, answers), check) == places


def other_number(clause: Clause) -> str | None:
    words = wording(clause)
    start = len(clause.text) - len(words)
    found = re.search(r"(?<![\w./-])([2-9]|[1-9]\d+)(?![\w./])", words)
    return (
        None
        if found is None
        else (
            clause.text[: start + found.start()] + str(int(found[0]) + 1) + clause.text[start + found.end() :]
        )
    )


def other_address(clause: Clause) -> str | None:
    found = re.search(r"https?://[^\s()]+[\w/]", clause.text)
    return None if found is None else clause.text[: found.end()] + "x" + clause.text[found.end() :]


def other_heading(clause: Clause) -> str | None:
    changed = re.sub(r"(„[^”]+)(” (?:pont|rész))", r"\1bb\2", wording(clause))
    return None if changed == wording(clause) else changed


def added(words: str) -> Callable[[Clause], str | None]:
    return lambda clause: f"{clause.text} {words}"


@pytest.mark.parametrize(
    ("check", "change"),
    [
        (Check.NUMBER, other_number),
        (Check.NUMBER, added("három munkanapon belül")),
        (Check.NUMBER, added("2031")),
        (Check.NUMBER, added("korlátlan számú")),
        (Check.DATE, added("2025. február 12.")),
        (Check.URL, other_address),
        (Check.URL, added("www.example.com")),
        (Check.NAME, added("XProtect Corporate")),
        (Check.NAME, added("M77")),
        (Check.NAME, added("OEM")),
        (Check.PARAGRAPH, added("az alábbi 2. bekezdésben")),
        (Check.HEADING, other_heading),
        (Check.HEADING, added("a „Felmondás” pontban")),
        (Check.ENUMERATOR, added("(i)")),
        (Check.BRACKET, added("(kivéve másképp)")),
        (Check.ONLY, added("csak")),
        (Check.ONLY, added("kizárólagos")),
        (Check.PROHIBITION, added("nem használható")),
        (Check.PROHIBITION, added("tilos")),
    ],
)
def test_every_changed_or_added_fact_is_found(
    shipped: Edition,
    answers: tuple[Answer, ...],
    read: dict[Check, Facts],
    check: Check,
    change: Callable[[Clause], str | None],
) -> None:
    changeable = [
        clause_id
        for clause_id in undisturbed(shipped, answers, check, read[check])
        if (clause := shipped.clause(clause_id, "hu")) is not None
        and clause.kind is not ClauseKind.HEADING
        and change(clause) is not None
    ]
    chosen = some(changeable)
    damaged, places = linting.planted(
        shipped, "hu", lambda clause: change(clause) if clause.id in chosen else None
    )
    assert len(places) > 1
    assert clauses_found(lint(damaged, answers), check) == places


def test_a_reference_to_a_paragraph_that_is_not_there_is_found_in_both_languages(
    shipped: Edition, answers: tuple[Answer, ...]
) -> None:
    for language in PAIR:

        def lead_nowhere(clause: Clause, language: str = language) -> str | None:
            found = pattern(vocabulary(language).paragraph).search(wording(clause))
            if found is None:
                return None
            start = len(clause.text) - len(wording(clause))
            first, last = found.span("numbers")
            numbers = re.sub(r"\d+", "99", found["numbers"])
            return clause.text[: start + first] + numbers + clause.text[start + last :]

        damaged, places = linting.planted(shipped, language, lead_nowhere)
        assert len(places) > 1
        nowhere = {
            found.clause
            for found in lint(damaged, answers).findings
            if found.check is Check.PARAGRAPH and found.problem is Problem.NOWHERE
        }
        assert nowhere == places


def test_one_more_mistake_in_an_answered_clause_brings_the_finding_back(
    shipped: Edition, answers: tuple[Answer, ...]
) -> None:
    answered = {
        clause for answer in answers if answer.check == Check.PROHIBITION for clause in answer.clauses
    }

    assert answered

    def lose_one(clause: Clause) -> str | None:
        if clause.id not in answered:
            return None
        token = linting.facts(shipped, PAIR, Check.PROHIBITION)[clause.id][1][0]
        return linting.without(clause, token)

    damaged, places = linting.planted(shipped, "hu", lose_one)
    assert places == answered
    assert {found.clause for found in lint(damaged, answers).findings} == answered


def test_words_that_only_look_like_restrictions_are_no_restrictions(shipped: Edition) -> None:
    restrictions = linting.facts(shipped, PAIR, Check.ONLY)
    for side, language in enumerate(PAIR):
        harmless = pattern(vocabulary(language).harmless)
        seen = 0
        for clause_id, found in restrictions.items():
            clause = shipped.clause(clause_id, language)
            assert clause is not None
            for match in harmless.finditer(wording(clause)):
                seen += 1
                assert not any(
                    token.start < match.end() and match.start() < token.end for token in found[side]
                )
        assert seen > 1, language
