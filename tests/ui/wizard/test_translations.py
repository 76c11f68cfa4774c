from __future__ import annotations

import re
import runpy
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from helpers.agreements import ROOT
from helpers.wizards import CATALOGUE

if TYPE_CHECKING:
    from babel.messages.catalog import Message

UPDATE = runpy.run_path(str(ROOT / "translations" / "update.py"))
TYPEWRITER_QUOTES = re.compile(r'["]|(?<=\s)\'')


def messages() -> list[Message]:
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def texts(words: object) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_has_exactly_the_messages_of_the_source() -> None:
    wanted = {message.id for message in UPDATE["extract"]() if message.id}
    assert {message.id for message in messages()} == wanted


def test_everything_is_translated_and_nothing_is_guessed() -> None:
    assert [message.id for message in messages() if not all(texts(message.string)) or message.fuzzy] == []


def test_placeholders_are_equal() -> None:
    wrong = [
        message.id
        for message in messages()
        for translated in texts(message.string)
        if placeholders(translated) != placeholders(texts(message.id)[-1])
    ]
    assert wrong == []


def test_every_shortcut_has_a_shortcut() -> None:
    wrong = [
        message.id
        for message in messages()
        if texts(message.id)[0].count("&") != texts(message.string)[0].count("&")
    ]
    assert wrong == []


def test_commands_and_flags_stay_as_they_are() -> None:
    flag = re.compile(r"--[a-z][a-z-]+")
    wrong = [
        message.id
        for message in messages()
        if sorted(flag.findall(texts(message.id)[0])) != sorted(flag.findall(texts(message.string)[0]))
    ]
    assert wrong == []


def test_hungarian_quotes_are_hungarian() -> None:
    wrong = [
        message.string
        for message in messages()
        for translated in texts(message.string)
        if "“" in translated or translated.count("„") != translated.count("”")
    ]
    assert wrong == []


@pytest.mark.parametrize("path", UPDATE["catalogues"]())
def test_updating_changes_nothing(path: object) -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    again = UPDATE["written"](catalogue)
    assert [line for line in again.splitlines() if line.startswith("msgid")] == [
        line for line in CATALOGUE.read_text("utf-8").splitlines() if line.startswith("msgid")
    ]
    assert path == CATALOGUE
