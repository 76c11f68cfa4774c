"""Every code has its sentence, and every place that raises gives the facts it asks for."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import click
import pytest

from installer import i18n, paths, sentences
from installer.cli.main import assent
from installer.errors import OUTCOMES, BadInput, Code

ROOT = Path(__file__).parents[2]
ENGLISH = i18n.load_translator("en", paths.translations_root())
LANGUAGES = ("en", "hu")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def raised_facts() -> list[tuple[str, Code, set[str]]]:
    """Every `Family(Code.X, fact=…)` in the core: where, which code, which facts."""
    found: list[tuple[str, Code, set[str]]] = []
    for path in sorted([*ROOT.glob("installer/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            if not (isinstance(first, ast.Attribute) and isinstance(first.value, ast.Name)):
                continue
            if first.value.id != "Code" or any(keyword.arg is None for keyword in node.keywords):
                continue
            if not (isinstance(node.func, ast.Name | ast.Attribute) and ast.unparse(node.func)[0].isupper()):
                continue
            given = {keyword.arg for keyword in node.keywords if keyword.arg} - {"cite"}
            found.append((f"{path.relative_to(ROOT)}:{node.lineno}", Code[first.attr], given))
    return found


def test_every_code_has_a_sentence_and_no_sentence_lacks_its_code() -> None:
    assert set(sentences.table(ENGLISH)) == set(Code)


def test_every_code_has_an_outcome() -> None:
    assert set(OUTCOMES) == set(Code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_language(language: str) -> None:
    translated = sentences.table(i18n.load_translator(language, paths.translations_root()))
    english = sentences.table(ENGLISH)
    assert all(translated.values())
    same = [code for code in Code if language != "en" and translated[code] == english[code]]
    assert not same


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_without_its_facts_reads_a_dash_and_does_not_crash(language: str, code: Code) -> None:
    tr = i18n.load_translator(language, paths.translations_root())
    said = sentences.sentence(BadInput(code), tr)
    assert "{" not in said
    assert said.strip()


def test_facts_stand_in_the_sentence() -> None:
    said = sentences.sentence(BadInput(Code.EDITION_UNKNOWN, edition="a/b{c}", known="/e"), ENGLISH)
    assert "a/b{c}" in said
    assert "/e" in said


def test_a_fact_that_no_sentence_names_is_no_error() -> None:
    assert sentences.sentence(BadInput(Code.SELECTION_EMPTY, extra=1), ENGLISH)


def test_every_place_that_raises_gives_the_facts_its_sentence_asks_for() -> None:
    table = sentences.table(ENGLISH)
    lacking = [
        f"{where}: {code.value} without {sorted(placeholders(table[code]) - given)}"
        for where, code, given in raised_facts()
        if placeholders(table[code]) - given
    ]
    assert not lacking, "\n".join(lacking)


def test_every_command_that_a_sentence_names_exists() -> None:
    for code, template in sentences.table(ENGLISH).items():
        for named in re.findall(r"“assent ([^”]+)”", template):
            command: click.Command = assent
            for word in named.split():
                context = click.Context(command)
                if word.startswith("-"):
                    flags = {flag for parameter in command.get_params(context) for flag in parameter.opts}
                    assert word in flags, f"{code.value}: assent {named}"
                    continue
                assert isinstance(command, click.Group), f"{code.value}: assent {named}"
                child = command.get_command(context, word)
                assert child is not None, f"{code.value}: assent {named}"
                command = child


def test_an_unexpected_error_names_the_log_file() -> None:
    assert "/state/assent.log" in sentences.unexpected(ENGLISH, "/state/assent.log")
