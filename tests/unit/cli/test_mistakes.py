"""A command line that is wrong is told in the reader's language, with a code for each kind of mistake."""

from __future__ import annotations

import json
import string
from typing import Any

import click
import pytest

from installer import i18n, paths, sentences
from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import Code

MISTAKES = [
    ("install --prodct x", Code.OPTION_UNKNOWN, {"name": "--prodct", "near": "--product, --products"}),
    ("install --qxzzy", Code.OPTION_UNKNOWN, {"name": "--qxzzy", "near": ""}),
    ("lgo", Code.COMMAND_UNKNOWN, {"name": "lgo", "near": "log"}),
    ("log xyz", Code.COMMAND_UNKNOWN, {"name": "xyz", "near": "", "command": "assent log"}),
    ("terms count", Code.PARAMETER_MISSING, {"name": "FILE", "command": "assent terms count"}),
    ("bundle build x", Code.PARAMETER_MISSING, {"name": "--key"}),
    ("log show x y", Code.ARGUMENT_UNWANTED, {"given": "x y", "command": "assent log show"}),
    ("log show x", Code.ARGUMENT_UNWANTED, {"given": "x"}),
    ("log show --lang", Code.VALUE_MISSING, {"name": "--lang", "command": "assent log show"}),
    ("wizard --json=3", Code.VALUE_UNWANTED, {"name": "--json", "command": "assent wizard"}),
    (
        "install --role x",
        Code.VALUE_REFUSED,
        {"name": "--role", "expected": "end-user, affiliate, transferee"},
    ),
    ("install --remote-computers 0", Code.VALUE_REFUSED, {"expected": "≥ 1"}),
    ("install --remote-computers x", Code.VALUE_REFUSED, {"expected": "≥ 1"}),
    ("terms count x --owned x", Code.VALUE_REFUSED, {"expected": "≥ 0"}),
    ("grant --until x", Code.VALUE_REFUSED, {"name": "--until", "expected": "%Y-%m-%d"}),
    ("grant --delegate a --classes a", Code.VALUE_REFUSED, {"name": "--classes"}),
]
"""A line, the code that it is refused with, and facts."""


def told(command: click.Command, line: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert boundary.run(command, ["--json", *line.split()] if command is not assent else line.split()) == 103
    found: dict[str, Any] = json.loads(capsys.readouterr().out)["error"]
    return found


@pytest.mark.parametrize(("line", "code", "facts"), MISTAKES)
def test_a_mistake_has_its_code_and_its_facts(
    line: str, code: Code, facts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    last = line.endswith("--lang")
    error = told(assent, line.replace("--lang", "--json --lang") if last else f"{line} --json", capsys)
    assert error["code"] == code.value
    assert facts.items() <= error["facts"].items()
    assert error["facts"]["command"].startswith("assent")


@pytest.mark.parametrize("language", ["hu", "en"])
def test_a_person_reads_it_in_their_language_and_nothing_of_clicks(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert boundary.run(assent, ["install", "--role", "x", "--lang", language]) == 103
    said = capsys.readouterr().err
    assert "Invalid value" not in said
    tr = i18n.load_translator(language, paths.translations_root())
    (before, *_) = next(iter(string.Formatter().parse(sentences.table(tr)[Code.VALUE_REFUSED])))
    assert said.startswith(f"{before}--role")
    assert "transferee" in said


def test_a_group_without_a_command_names_its_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert boundary.run(assent, ["bundle"]) == 103
    said = capsys.readouterr().err
    assert Code.COMMAND_MISSING.value in said
    command = assent.get_command(click.Context(assent), "bundle")
    assert isinstance(command, click.Group)
    assert ", ".join(sorted(command.commands)) in said
    assert "Usage:" not in said


@pytest.mark.parametrize("expected", ["≥ 0", "≥ 1", "%Y-%m-%d"])
def test_what_a_value_must_be_is_said_in_words(expected: str) -> None:
    assert sentences.words(Code.VALUE_REFUSED, i18n.load_translator("en", paths.translations_root()))[
        "expected"
    ][expected]


def test_what_has_no_sentence_of_ours_is_said_in_the_words_of_whoever_raised_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    switch = click.Option(["--json"], is_flag=True, expose_value=False)
    odd = click.Command(
        "odd", params=[switch, click.Option(["--ratio"], type=float)], callback=lambda **_: None
    )
    error = told(odd, "--ratio much", capsys)
    assert error["code"] == Code.FLAG_UNKNOWN.value
    assert "much" in error["facts"]["detail"]


def test_an_error_that_is_none_of_parsing_keeps_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise click.ClickException("as it was said")  # noqa: EM101 - the words are the test

    switch = click.Option(["--json"], is_flag=True, expose_value=False)
    error = told(click.Command("odd", params=[switch], callback=fail), "", capsys)
    assert error["facts"] == {"detail": "as it was said", "command": "assent"}


def test_a_group_that_is_wrong_otherwise_keeps_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    error = told(assent, "terms --release x obligations --json", capsys)
    assert error["code"] == Code.FLAG_UNKNOWN.value
    assert "obligations" in error["facts"]["detail"]
