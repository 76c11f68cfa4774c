"""`assent terms`, as a process and as a person or a script reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from installer import host
from installer.cli.terms import terms
from installer.errors import BadInput, Code, Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CONFLICT = host.exit_status(Outcome.TERMS_CONFLICT)
ESSENTIAL_WITH_ACCESS = ("--product", "xprotect-essential-plus", "--product", "xprotect-access")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(terms, list(arguments))


def refusal(*arguments: str) -> BadInput:
    error = run(*arguments).exception
    assert isinstance(error, BadInput)
    return error


def test_a_script_gets_the_document_and_the_status_of_a_conflict() -> None:
    result = run("--json", *ESSENTIAL_WITH_ACCESS)
    assert result.exit_code == CONFLICT
    document = json.loads(result.stdout)
    assert [conflict["id"] for conflict in document["conflicts"]] == ["C06"]
    assert document["conflicts"][0]["cite"] == ["xprotect-access/1", "xprotect-access/4"]


def test_without_a_conflict_the_status_is_success() -> None:
    result = run("--json", "--product", "xprotect-lpr", "--host", "xprotect-expert")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["conflicts"] == []


def test_flags_say_release_host_and_what_is_installed() -> None:
    arguments = ("--json", "--product", "xprotect-incident-manager", "--host", "xprotect-corporate")
    assert run(*arguments, "--release", "2022 R1").exit_code == CONFLICT
    assert run(*arguments, "--release", "2022 R2").exit_code == 0
    plug_in = ("--json", "--product", "xprotect-360-split-view-plug-in")
    assert run(*plug_in).exit_code == CONFLICT
    assert run(*plug_in, "--installed", "xprotect-smart-client").exit_code == 0


def test_a_person_reads_headings_reasons_and_clause_ids() -> None:
    result = run("--lang", "en", "--product", "xprotect-smart-client", "--host", "xprotect-expert")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Terms of milestone-xprotect/2025-02-12"
    assert "Applies" in lines
    assert "  General terms (26 sections)" in lines
    assert "  Milestone XProtect® Expert [xprotect-expert]" in lines
    assert any(line.startswith("    because: ") and "[xprotect-smart-client/4]" in line for line in lines)
    assert "Not allowed" not in lines
    assert "Obligations" in lines


def test_a_person_reads_what_is_forbidden_with_its_id_and_clauses() -> None:
    result = run("--lang", "en", *ESSENTIAL_WITH_ACCESS)
    assert result.exit_code == CONFLICT
    assert "Not allowed" in result.stdout
    assert "  C06: XProtect Access may not be used with XProtect Essential+." in result.stdout
    assert "      https://www.microsoft.com/" in result.stdout


def test_the_editions_sentences_come_in_the_language_asked_for() -> None:
    result = run("--lang", "hu", *ESSENTIAL_WITH_ACCESS)
    assert "Az XProtect Access termék nem használható az XProtect Essential+ termékkel." in result.stdout


def test_a_selection_file_is_read_and_flags_replace_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(
        'products = ["xprotect-access"]\nhost = "xprotect-essential-plus"\n[quantities]\ndoors = 2\n', "utf-8"
    )
    assert run("--json", "--selection", str(file)).exit_code == CONFLICT
    assert run("--json", "--selection", str(file), "--host", "xprotect-expert").exit_code == 0
    # The product that the flag names takes the place of the file's.
    assert run("--json", "--selection", str(file), "--product", "xprotect-smart-client").exit_code == 0


def test_a_missing_selection_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    error = refusal("--selection", str(missing))
    assert error.code is Code.SELECTION_MALFORMED
    assert error.facts["key"] == str(missing)


def test_a_selection_with_an_unknown_key_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text('\nproduct = ["xprotect-access"]\n', "utf-8")
    error = refusal("--selection", str(file))
    assert (error.facts["line"], error.facts["key"]) == (2, "product")


def test_an_unknown_product_is_refused_with_similar_ones() -> None:
    error = refusal("--product", "xprotect-acces")
    assert error.code is Code.PRODUCT_UNKNOWN
    assert "xprotect-access" in str(error.facts["near"])


def test_an_unknown_edition_is_refused() -> None:
    assert refusal("--edition", "milestone-xprotect/1999-01-01").code is Code.EDITION_UNKNOWN


def test_the_schema_is_printed() -> None:
    result = run("--schema")
    assert result.exit_code == 0
    assert "affiliates" in json.loads(result.stdout)["properties"]["facts"]["properties"]


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_process_leaves_with_the_status_and_writes_utf8(encoding: str) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "installer", "terms", "--json", *ESSENTIAL_WITH_ACCESS],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert finished.returncode == CONFLICT
    assert "nem használható" in finished.stdout.decode("utf-8")
    assert not finished.stderr


def test_the_process_imports_no_screen_and_no_heavy_library() -> None:
    finished = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", "terms", "--json"],
        capture_output=True,
        check=True,
        text=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in finished.stderr.splitlines()}
    assert not imported & {"PySide6", "sqlalchemy", "jinja2", "rich", "cryptography", "difflib"}
