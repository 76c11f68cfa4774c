"""Single questions at a terminal, asked until the answer is one of those that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from installer.i18n import Translator


def ask(prompt: str) -> str:
    """What is typed in answer, without spaces around it. Raises click.Abort at the end of input."""
    typed: str = click.prompt(prompt, default="", show_default=False, prompt_suffix=" ")
    return typed.strip()


def number(prompt: str, count: int) -> int:
    """The place, from 0, of what was chosen by its number."""
    while True:
        typed = ask(prompt)
        if typed.isdecimal() and 1 <= int(typed) <= count:
            return int(typed) - 1


def yes_or_no(prompt: str, tr: Translator) -> bool:
    """Whether the word for yes was typed, not that for no."""
    words = answers(tr)
    while True:
        typed = ask(prompt).casefold()
        if typed in words.values():
            return typed == words["yes"]


def answers(tr: Translator) -> dict[str, str]:
    """The two words, by the names of their placeholders in a prompt."""
    return {"yes": tr("yes"), "no": tr("no")}
