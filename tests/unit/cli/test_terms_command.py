"""`assent terms`, as a process and as a person or a script reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from installer import host
from installer.cli.terms import terms
from installer.errors import BadInput, Code, Outcome

if TYPE_CHECKING:
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
    assert not imported & {"PySide6", "sqlalchemy", "jinja2", "rich", "difflib"}


SITE = "name,listed,channels,enabled_channels,encoder,cameras\nGate,,,,,\nEncoder,,32,10,yes,10\n"


@pytest.fixture
def site(tmp_path: Path) -> str:
    file = tmp_path / "site.csv"
    file.write_text(SITE, "utf-8")
    return str(file)


def test_a_script_gets_the_count_with_both_numbers(site: str) -> None:
    result = run("count", site, "--product", "xprotect-corporate", "--owned", "5", "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["needed"] == {"least": 2, "most": 11}
    assert document["verdict"] == "open"
    assert [item["id"] for item in document["undecided"]] == ["P02"]


def test_too_few_licences_and_too_many_devices_leave_with_the_status_of_a_conflict(site: str) -> None:
    assert run("count", site, "--product", "xprotect-corporate", "--owned", "1").exit_code == CONFLICT
    nine = Path(site)
    nine.write_text("name,quantity\nGate,9\n", "utf-8")
    result = run("count", site, "--product", "xprotect-essential-plus", "--lang", "en")
    assert result.exit_code == CONFLICT
    assert "Q06" in result.stdout
    assert "xprotect-essential-plus/6" in result.stdout


def test_a_person_reads_each_line_with_its_rule_and_the_sum(site: str) -> None:
    arguments = (
        "--product",
        "xprotect-corporate",
        "--product",
        "xprotect-access",
        "--product",
        "xprotect-mobile",
    )
    result = run(
        "count", site, *arguments, "--installed", "xprotect-mobile-server", "--lang", "en", "--owned", "99",
        "--quantity", "doors=4", "--quantity", "push_users=2",
    )  # fmt: skip
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "Line 2, Gate: 1" in lines
    assert "Line 3, Encoder: 1–10" in lines
    assert any(line.startswith("    10: L06: ") for line in lines)
    assert "Needed: 4–13" in lines
    assert "Owned: 99. That is enough." in lines
    assert "Door licences: 4 needed, – owned [xprotect-access/5]" in lines
    assert "Left open by the agreement" in lines
    assert "Not allowed" not in lines


def test_owned_licences_of_other_kinds_are_said(site: str) -> None:
    arguments = ("--product", "xprotect-corporate", "--product", "xprotect-access", "--lang", "en")
    result = run("count", site, *arguments, "--quantity", "doors=4", "--quantity", "door_licenses=4")
    assert "Door licences: 4 needed, 4 owned [xprotect-access/5]" in result.stdout
    assert "Owned" not in result.stdout


def test_a_list_that_is_missing_or_damaged_is_refused(site: str) -> None:
    error = refusal("count", f"{site}.none", "--product", "xprotect-corporate")
    assert (error.code, error.facts["column"]) == (Code.DEVICES_MALFORMED, f"{site}.none")
    Path(site).write_text("name,lense\n", "utf-8")
    error = refusal("count", site, "--product", "xprotect-corporate")
    assert (error.facts["line"], error.facts["column"]) == (1, "lense")


@pytest.mark.parametrize(
    "quantity", ["doors", "doors=", "doors=-1", "doors=x", "doors=9999999999", "doors=²"]
)
def test_a_quantity_that_is_no_number_is_a_usage_error(site: str, quantity: str) -> None:
    result = run("count", site, "--product", "xprotect-corporate", "--quantity", quantity)
    assert result.exit_code == 2
    assert "NAME=N" in result.stderr


def test_an_unknown_quantity_is_refused(site: str) -> None:
    error = refusal("count", site, "--product", "xprotect-corporate", "--quantity", "doorz=1")
    assert error.code is Code.QUANTITY_UNKNOWN


def test_an_option_before_a_subcommand_is_an_error_rather_than_lost() -> None:
    result = run("--product", "xprotect-corporate", "obligations")
    assert result.exit_code == 2
    assert "obligations" in result.stderr


@pytest.mark.parametrize("arguments", [("--json",), ("--format", "json")])
def test_a_script_gets_the_duties(arguments: tuple[str, ...]) -> None:
    result = run("obligations", "--product", "xprotect-corporate", *arguments)
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["products"] == ["xprotect-corporate"]
    assert {"W01", "W07"} <= {duty["id"] for duty in document["duties"]}


def test_a_person_reads_the_duties_or_prints_the_page() -> None:
    arguments = ("obligations", "--product", "xprotect-management-server-failover", "--lang", "en")
    assert "Deadline: within 3 business days of: " in run(*arguments).stdout
    page = run(*arguments, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "Milestone XProtect® Management Server Failover" in page


def test_duties_come_for_a_selection_file_too(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text('products = ["husky-m-series"]\n', "utf-8")
    result = run("obligations", "--selection", str(file), "--lang", "hu")
    assert "A08-before" in result.stdout


def test_the_counting_process_imports_no_heavy_library(site: str) -> None:
    finished = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", "terms", "count", site,
         "--product", "xprotect-corporate", "--json"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in finished.stderr.splitlines()}
    assert not imported & {"PySide6", "sqlalchemy", "jinja2", "rich"}


def test_products_stand_with_commas_or_one_by_one_as_for_an_install() -> None:
    (_, first, _, second) = ESSENTIAL_WITH_ACCESS
    one_by_one = run("--json", *ESSENTIAL_WITH_ACCESS)
    assert one_by_one.exit_code == CONFLICT
    assert run("--json", "--products", f"{first},{second}").stdout == one_by_one.stdout
    assert run("--json", "--product", f"{first},{second}").stdout == one_by_one.stdout
