"""The list of answers is strict, and it cannot rot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import linting

from installer.agreement.lint.answers import Answer, read_answers
from installer.agreement.lint.finding import Check, Problem
from installer.agreement.lint.run import lint
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'type = "assent/lint"\nversion = 1\n'
ANSWER = """
[[answers]]
check = "only"
clauses = ["scope/p1"]
verdict = "accepted"
found = { en = ["only"], hu = [] }
reason = "The word stands in the heading."
"""
EDITION = linting.pair_of("It may only be used here.", "Itt használható.")


def answer(**changed: object) -> Answer:
    whole = {
        "check": "only",
        "clauses": ("scope/p1",),
        "verdict": "accepted",
        "reason": "The word stands in the heading.",
        "found": {"en": ("only",), "hu": ()},
        **changed,
    }
    return Answer(**whole)  # type: ignore[arg-type] # the test's own keyword arguments


def read(folder: Path, content: str) -> tuple[Answer, ...]:
    (folder / "lint.toml").write_bytes(content.encode())
    return read_answers(folder)


def test_an_edition_without_the_file_has_no_answers(tmp_path: Path) -> None:
    assert read_answers(tmp_path) == ()


def test_an_answer_answers_its_finding(tmp_path: Path) -> None:
    report = lint(EDITION, read(tmp_path, HEAD + ANSWER))
    assert report.findings == ()
    assert (report.by_divergence, report.by_answer) == (0, 1)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "type = ",
        HEAD.replace("1", "2") + ANSWER,
        HEAD.replace("lint", "edition"),
        HEAD + ANSWER.replace("reason", "because"),
        HEAD + ANSWER + 'extra = "x"\n',
        HEAD + ANSWER.replace("accepted", "whatever"),
        HEAD + ANSWER.replace("The word stands in the heading.", ""),
        HEAD + ANSWER + 'check = "only"\n',
        HEAD.replace("1", "9" * 5000),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UntrustedData) as refused:
        read(tmp_path, content)
    assert refused.value.code is Code.LINT_MALFORMED
    assert refused.value.facts["path"] == str(tmp_path / "lint.toml")


@pytest.mark.parametrize(
    "changed",
    [
        {"found": {"en": ("only", "only"), "hu": ()}},
        {"found": {"en": (), "hu": ("only",)}},
        {"found": {"en": ("only",)}},
        {"check": "prohibition"},
        {"clauses": ("scope/heading",)},
    ],
)
def test_an_answer_to_something_else_answers_nothing_and_is_told(changed: dict[str, object]) -> None:
    report = lint(EDITION, (answer(**changed),))
    problems = {(found.check, found.problem) for found in report.findings}
    assert problems == {(Check.ONLY, Problem.DIFFERS), (Check.ANSWER, Problem.UNUSED)}
    assert report.by_answer == 0


@pytest.mark.parametrize("changed", [{"check": "nothing"}, {"check": "answer"}, {"clauses": ("nowhere/p1",)}])
def test_an_answer_that_names_nothing_known_is_told(changed: dict[str, object]) -> None:
    report = lint(EDITION, (answer(), answer(**changed)))
    (found,) = report.findings
    assert (found.check, found.problem) == (Check.ANSWER, Problem.UNKNOWN)


def test_an_answer_is_unused_in_each_clause_without_the_finding() -> None:
    report = lint(EDITION, (answer(clauses=("scope/p1", "scope/heading")),))
    (found,) = report.findings
    assert (found.clause, found.problem, found.answered) == ("scope/heading", Problem.UNUSED, "only")


def test_two_answers_to_one_finding_are_both_used() -> None:
    assert lint(EDITION, (answer(), answer())).findings == ()
