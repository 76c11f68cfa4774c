"""The documents name only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from installer.cli.main import assent

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that `words` name, and the flags among them. Raises AssertionError for none."""
    command: click.Command = assent
    flags: list[str] = []
    for word in words:
        if word.startswith("-"):
            flags.append(word)
        elif isinstance(command, click.Group) and not flags:
            # After a flag there may stand its value; what a group does by itself takes flags too.
            child = command.get_command(click.Context(command), word)
            assert child is not None, f"there is no command assent {' '.join(words)}"
            command = child
    return command, flags


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(path: Path) -> None:
    text = path.read_text("utf-8").replace("\\\n", " ")
    named = re.findall(r"^scripts/assent ([^#\n>]+)", text, re.MULTILINE) + re.findall(
        r"`assent ([^`…]+)`", text
    )
    for line in named:
        command, flags = command_of(line.split())
        known = {flag for parameter in command.get_params(click.Context(command)) for flag in parameter.opts}
        assert set(flags) <= known, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        if not target.startswith("https://"):
            assert (path.parent / target.split("#")[0]).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_exists(path: Path) -> None:
    named = re.findall(
        r"`((?:scripts|installer|ui|tests|docs|translations|eula_texts)/[\w./-]*)`", path.read_text("utf-8")
    )
    for name in named:
        assert (ROOT / name).exists(), name


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted(ROOT.glob("docs/adr/*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
    for number, path in zip(numbers, sorted(ROOT.glob("docs/adr/*.md")), strict=True):
        assert path.read_text("utf-8").startswith(f"# {number}. "), path.name
