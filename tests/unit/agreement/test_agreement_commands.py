"""The family `assent agreement`, as a real process sees it and as a script reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from helpers import agreements

from installer.agreement.load import load_edition
from installer.cli.agreement import agreement
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from installer.agreement.edition import Edition

LANGUAGE_OF_THE_SYSTEM = "LC_ALL"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(agreement, list(arguments), catch_exceptions=True)


def read(*arguments: str) -> Any:  # noqa: ANN401 - what a script gets: any JSON
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_export_holds_every_clause_as_design_says(shipped: Edition) -> None:
    document = read("export", "--json")
    assert list(document) == ["edition", "prevailing", "digest", "clauses", "artefacts"]
    assert document["edition"] == shipped.id
    assert document["prevailing"] == "en"
    assert document["digest"] == shipped.digest
    assert [clause["id"] for clause in document["clauses"]] == list(shipped.clause_ids())
    for entry in document["clauses"]:
        assert list(entry) == ["id", "text", "standing", "digest"]
        clauses = {language: shipped.clause(entry["id"], language) for language in shipped.languages}
        present = {language: clause for language, clause in clauses.items() if clause is not None}
        assert entry["text"] == {language: clause.text for language, clause in present.items()}
        assert entry["digest"] == {language: clause.digest for language, clause in present.items()}
        assert entry["standing"] == {"hu": shipped.shown(entry["id"], "hu").standing.value}
    assert document["artefacts"] == [
        {"language": found.language, "line": found.line, "text": found.text} for found in shipped.artefacts
    ]
    assert read("export", "--format", "json", "--edition", shipped.id) == document


def test_a_language_that_lacks_a_clause_has_no_key() -> None:
    (entry,) = read("show", "preface-english-prevails/p1", "--json")
    assert list(entry["text"]) == ["hu"]
    assert list(entry["digest"]) == ["hu"]


def test_the_divergences_hold_the_phrases_under_their_languages(shipped: Edition) -> None:
    document = read("divergences", "--json")
    assert len(document) == len(shipped.divergences)
    for entry in document:
        assert sorted(entry) == ["clause", "difference", "en", "hu", "severity"]
        assert sorted(entry["difference"]) == ["en", "hu"]


def test_a_section_is_shown_with_all_its_clauses(shipped: Edition) -> None:
    result = run("show", "termination", "--lang", "en")
    heading = shipped.governing("termination/heading")
    paragraph = shipped.governing("termination/p1")
    assert result.stdout == f"[termination/heading]\n{heading}\n\n[termination/p1]\n{paragraph}\n"


def test_both_shows_all_languages(shipped: Edition) -> None:
    shown = run("show", "xprotect-lpr/4", "--lang", "both").stdout
    for language in shipped.languages:
        clause = shipped.clause("xprotect-lpr/4", language)
        assert clause is not None
        assert f"{language}: {clause.text}\n" in shown


@pytest.mark.parametrize(("system", "language"), [("hu_HU.UTF-8", "hu"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_without_a_language_that_of_the_system_is_shown(
    shipped: Edition, monkeypatch: pytest.MonkeyPatch, system: str, language: str
) -> None:
    monkeypatch.setenv(LANGUAGE_OF_THE_SYSTEM, system)
    clause = shipped.clause("termination/heading", language)
    assert clause is not None
    assert clause.text in run("show", "termination/heading").stdout


def test_the_export_reads_as_text_and_as_a_page(shipped: Edition) -> None:
    text = run("export", "--lang", "en").stdout
    page = run("export", "--format", "html", "--lang", "both").stdout
    assert text.count("\n\n[") + 1 == page.count("<tr id=") == len(shipped.clause_ids())


def test_the_divergences_read_as_text(shipped: Edition) -> None:
    said = run("divergences", "--lang", "hu").stdout
    first = shipped.divergences[0]
    assert said.startswith(
        f"[{first.clause}] substantive\n  en: –\n  hu: {first.phrases['hu']}\n  {first.difference['hu']}\n"
    )
    assert said.count("\n[") + 1 == len(shipped.divergences)
    assert first.difference["en"] in run("divergences", "--lang", "both").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "xprotect-lpr/99"), Code.CLAUSE_UNKNOWN),
        (("show", "xprotect-lrp"), Code.CLAUSE_UNKNOWN),
        (("show", "termination", "--lang", "de"), Code.LANGUAGE_UNKNOWN),
        (("divergences", "--lang", "de"), Code.LANGUAGE_UNKNOWN),
        (("export", "--edition", "nobody/2000-01-01"), Code.EDITION_UNKNOWN),
    ],
)
def test_what_names_nothing_known_is_refused(arguments: tuple[str, ...], code: Code) -> None:
    error = run(*arguments).exception
    assert isinstance(error, BadInput)
    assert error.code is code


def test_an_unknown_flag_is_an_error() -> None:
    assert run("show", "termination", "--colour").exit_code == 2


def test_a_folder_is_sealed(tmp_path: Path) -> None:
    folder = agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path)
    agreements.replace(folder / "de.md", "gestattet", "erlaubt")
    result = run("seal", str(folder), "--lang", "en")
    edition = load_edition(folder)
    assert result.stdout == f"Sealed: {edition.id}@{edition.digest}\n"
    assert read("seal", str(folder), "--json") == {"edition": edition.id, "digest": edition.digest}


def test_a_process_writes_utf_8_whatever_the_terminal_has(shipped: Edition) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "installer", "agreement", "export", "--json"],
        cwd=agreements.ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))["digest"] == shipped.digest


@pytest.mark.parametrize("arguments", [("show", "termination"), ("export", "--json"), ("divergences",)])
def test_no_heavy_library_is_loaded(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", "agreement", *arguments],
        cwd=agreements.ROOT,
        capture_output=True,
        check=True,
    )
    loaded = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"installer.agreement.load" in loaded
    heavy = {b"PySide6", b"jinja2", b"rich", b"sqlalchemy", b"markdown_it", b"tomlkit"}
    assert not loaded & heavy
