"""The program's English is British in whatever people read; a quotation and a name keep their spelling."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import codespell_lib

from installer.cli.main import assent

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
UPDATE = runpy.run_path(str(ROOT / "translations" / "update.py"))
LIST = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
BRITISH_TOO = frozenset(
    {"program", "programs", "dialog", "dialogs", "focused", "focuses", "writable", "licensed", "licensing"}
)
"""What that list takes for American only: of a computer, or written so on both sides."""
NAMES = re.compile(
    r"End-user License Agreements?|Software License Code|License Plate|LPR Camera Licenses|"
    r"Patent Portfolio License|Open Font License|Service Center"
)
"""What bears its name in that spelling."""
QUOTED = re.compile(r"“[^”]*”|„[^”]*”|```.*?```|`[^`]*`|https?://\S+", re.DOTALL)
VERB = re.compile(r"\bto license\b")
DOCUMENTS = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("eula_texts/*.md"))


def american() -> dict[str, str]:
    """American spelling to British, where the two differ."""
    pairs = [line.split("->") for line in LIST.read_text("utf-8").splitlines()]
    british = {pair[0] for pair in pairs}
    found = {word.strip(): pair[0] for pair in pairs for word in pair[1].split(",") if word.strip()}
    return {word: pair for word, pair in found.items() if word not in british | BRITISH_TOO}


AMERICAN = american()


def misspelt(text: str) -> set[str]:
    """The American words of a text, but for quotations and names."""
    own = VERB.sub("", NAMES.sub("", QUOTED.sub("", text)))
    return {word for word in re.findall(r"\b[A-Za-z]+\b", own) if word.lower() in AMERICAN}


def own(value: object, languages: tuple[str, ...] = ("hu", "en")) -> Iterator[str]:
    """Every sentence in an edition's document that is its own."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key in {"phrases", "clauses"}:
                continue  # the agreement's own words, and their ids
            if key in languages and isinstance(below, str):
                yield below
            else:
                yield from own(below, languages)
    elif isinstance(value, list):
        for below in value:
            yield from own(below, languages)


def helps(command: click.Command) -> Iterator[str]:
    """What `--help` says of a command and of all below it."""
    context = click.Context(command)
    yield command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from helps(below)


def test_messages_are_british() -> None:
    ids = [message.id for message in UPDATE["extract"]() if message.id]
    lines = [line for each in ids for line in ([each] if isinstance(each, str) else each)]
    assert len(lines) > 1000
    assert {line: found for line in lines if (found := misspelt(line))} == {}


def test_the_editions_own_sentences_are_british() -> None:
    files = [*ROOT.glob("eula_texts/*/*/*.toml")]
    said = [line for path in files for line in own(tomllib.loads(path.read_text("utf-8")), ("en",))]
    assert len(said) > 500
    assert {line: found for line in said if (found := misspelt(line))} == {}


def test_the_editions_own_sentences_have_the_quotation_marks_of_print() -> None:
    files = [*ROOT.glob("eula_texts/*/*/*.toml")]
    said = [line for path in files for line in own(tomllib.loads(path.read_text("utf-8")))]
    assert len(said) > 1000
    assert [line for line in said if '"' in line] == []


def test_hungarian_never_offers_both_articles() -> None:
    for path in ROOT.glob("translations/hu/**/*.po"):
        assert "a(z)" not in path.read_text("utf-8").lower()


def test_help_is_british() -> None:
    said = list(helps(assent))
    assert len(said) > 30
    assert {text: found for text in said if (found := misspelt(text))} == {}


def test_documents_are_british() -> None:
    found = {str(path.relative_to(ROOT)): misspelt(path.read_text("utf-8")) for path in DOCUMENTS}
    assert {path: words for path, words in found.items() if words} == {}


def test_an_american_word_is_found_and_a_quotation_is_not() -> None:
    assert misspelt("The license of an organization with analog cameras") == {
        "license",
        "organization",
        "analog",
    }
    assert (
        misspelt("“License” in the End-user License Agreement, free to license, is no Software License Code")
        == set()
    )
