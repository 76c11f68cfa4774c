"""`assent agreement lint` as a publisher and a build see it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from helpers import agreements

from installer.agreement.lint.finding import Check, Finding, Problem
from installer.agreement.seal import seal_edition
from installer.cli import boundary, options
from installer.cli.agreement import agreement
from installer.cli.lint import advice, check_label, said

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SHIPPED_ID = "milestone-xprotect/2025-02-12"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(agreement, ["lint", *arguments])


def read(*arguments: str) -> Any:  # noqa: ANN401 - what a script gets: any JSON
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def damaged(folder: Path) -> Path:
    """The edition in three languages with a mistake in the French and one in the Italian."""
    agreements.replace(folder / "fr.md", "Il reste sa propriété.", "Il reste seulement sa propriété (M20).")
    agreements.replace(folder / "it.md", "Esso resta di sua proprietà.", "Esso resta (iii) di sua proprietà.")
    seal_edition(folder)
    return folder


def test_the_shipped_edition_passes() -> None:
    result = run("--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{SHIPPED_ID}: 0 findings are open; ")
    assert run("--edition", SHIPPED_ID, "--lang", "en").stdout == result.stdout
    assert run(str(agreements.SHIPPED), "--lang", "en").stdout == result.stdout


def test_findings_are_listed_with_what_to_do(damaged: Path) -> None:
    result = run(str(damaged), "--lang", "en")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert "[preamble/p2] Words that restrict: the languages differ. fr alone has: only." in lines
    assert "  de: –" in lines
    assert "  fr: seulement" in lines
    assert (
        "[preamble/p2] Enumerators: the enumerators do not follow one another. it alone has: (iii)." in lines
    )
    assert lines[-2].startswith("Not checked for the language “it”: Numbers")
    assert ": 5 findings are open; divergences explain 1, answers 0." in lines[-1]


def test_one_finding_is_said_in_the_singular(folder: Path) -> None:
    agreements.replace(folder / "fr.md", "Il reste sa propriété.", "Il reste sa propriété (bis).")
    seal_edition(folder)
    assert ": 1 finding is open;" in run(str(folder), "--lang", "en").stdout


def test_a_machine_gets_every_fact(damaged: Path) -> None:
    document = read(str(damaged))
    assert list(document) == ["edition", "findings", "explained", "unchecked"]
    assert document["edition"] == "geraetemiete/2024-03-01"
    assert document["explained"] == {"divergences": 1, "answers": 0}
    assert document["unchecked"][0]["language"] == "it"
    only = next(found for found in document["findings"] if found["check"] == "only")
    assert only["clause"] == "preamble/p2"
    assert only["problem"] == "differs"
    assert only["surplus"] == {"de": [], "fr": ["only"]}
    assert only["phrases"] == {"de": [], "fr": ["seulement"]}
    assert sorted(only["text"]) == ["en", "hu"]


def test_a_copy_of_the_shipped_edition_with_a_mistake_fails_as_a_process(tmp_path: Path) -> None:
    folder = agreements.copy_of(agreements.SHIPPED, tmp_path)
    text = agreements.read(folder / "hu.md")
    start = text.index("{#xprotect-lpr}")
    (folder / "hu.md").write_bytes((text[:start] + text[start:].replace("1. ", "1. (1) ", 1)).encode())
    seal_edition(folder)
    done = subprocess.run(
        [sys.executable, "-m", "installer", "agreement", "lint", str(folder), "--json"],
        cwd=agreements.ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert {found["check"] for found in json.loads(done.stdout)["findings"]} == {"number", "bracket"}
    assert {found["clause"] for found in json.loads(done.stdout)["findings"]} == {"xprotect-lpr/1"}


def test_answers_that_answer_nothing_are_told(folder: Path) -> None:
    (folder / "lint.toml").write_bytes(
        b'type = "assent/lint"\nversion = 1\n'
        b'[[answers]]\ncheck = "url"\nclauses = ["drill/1", "drill/77"]\nverdict = "accepted"\n'
        b'reason = "There was an address."\nfound = { de = ["https://acme.example"], fr = [] }\n'
    )
    result = run(str(folder), "--lang", "en")
    assert result.exit_code == 1
    assert "[drill/1] The answer “url” in lint.toml answers nothing that is found." in result.stdout
    assert "[drill/77] The answer “url” in lint.toml names an unknown clause or check." in result.stdout


def test_a_folder_and_an_edition_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status = boundary.run(agreement, ["lint", "x", "--edition", "y", "--lang", "en"])
    assert status == 103
    assert "Name a folder or an edition, not both." in capsys.readouterr().err


@pytest.mark.parametrize("language", options.LANGUAGES)
@pytest.mark.parametrize("problem", Problem)
@pytest.mark.parametrize("check", Check)
def test_everything_has_words(language: str, problem: Problem, check: Check) -> None:
    tr = options.translator(language)
    found = Finding(check, problem, "a/p1", {"en": ("x",), "hu": ()}, {}, "url")
    assert check_label(check, tr)
    assert "{" not in said(found, tr)
    assert advice(problem, tr)
