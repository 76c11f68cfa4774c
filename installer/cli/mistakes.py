"""What is wrong with a command line, as a code and facts: click's own messages are English."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXTRA: Final = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)
"""For this alone click has neither a class nor a fact."""


def refusal(error: click.ClickException, arguments: Sequence[str]) -> BadInput:
    """The refusal that says, in the reader's language, what `error` says in English.

    What has no sentence of ours is FLAG_UNKNOWN (detail, command), in click's words or in those of
    whoever raised it. Only an error of parsing has more: a code of its own, with the facts of its sentence.
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = _called(arguments) if context is None else context.command_path
    known = _of_class(error, command, arguments) or _of_command(error, command) or _of_words(error, command)
    return known or BadInput(Code.FLAG_UNKNOWN, detail=error.format_message(), command=command)


def _of_class(error: click.ClickException, command: str, arguments: Sequence[str]) -> BadInput | None:
    match error:
        case click.NoSuchOption():
            near = ", ".join(error.possibilities or ())
            return BadInput(Code.OPTION_UNKNOWN, name=error.option_name, near=near, command=command)
        case click.MissingParameter(param=click.Parameter() as missing):
            return BadInput(Code.PARAMETER_MISSING, name=_name(missing), command=command)
        case click.BadParameter(param=click.Parameter() as wrong) if expected := _expected(wrong.type):
            return BadInput(Code.VALUE_REFUSED, name=_name(wrong), expected=expected, command=command)
        case click.BadOptionUsage():
            name = error.option_name
            if any(argument.startswith(f"{name}=") for argument in arguments):
                return BadInput(Code.VALUE_UNWANTED, name=name, command=command)
            return BadInput(Code.VALUE_MISSING, name=name, command=command)
        case _:
            return None


def _of_command(error: click.ClickException, command: str) -> BadInput | None:
    """Where a group was called with a command that it does not have, or with none."""
    if not (isinstance(error, click.UsageError) and error.ctx and isinstance(error.cmd, click.Group)):
        return None
    known = error.cmd.list_commands(error.ctx)
    # A class of its own has each of them in later versions of click only.
    name: str = getattr(error, "command_name", "")
    if name:
        near = ", ".join(get_close_matches(name, known))
        return BadInput(Code.COMMAND_UNKNOWN, name=name, near=near, command=command)
    if type(error).__name__ == "NoArgsIsHelpError":
        return BadInput(Code.COMMAND_MISSING, known=", ".join(known), command=command)
    return None


def _of_words(error: click.ClickException, command: str) -> BadInput | None:
    extra = _EXTRA.fullmatch(error.format_message())
    return None if extra is None else BadInput(Code.ARGUMENT_UNWANTED, given=extra[1], command=command)


def _name(parameter: click.Parameter) -> str:
    """As it stands in the command's help: `--role`, `FILE`."""
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name
    return max(parameter.opts, key=len)


def _expected(kind: object) -> str:
    """What a value of that kind must be; empty where click alone knows."""
    match kind:
        case click.Choice():
            return ", ".join(map(str, kind.choices))
        case click.IntRange(min=int() as least, max=None):
            return f"≥ {least}"
        case click.DateTime():
            return ", ".join(kind.formats)
        case _:
            return ""


def _called(arguments: Sequence[str]) -> str:
    """The command that the arguments begin with, for an error that does not know its own."""
    from installer.cli.main import assent

    command: click.Command = assent
    path = ["assent"]
    for word in arguments:
        found = (
            command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        )
        if found is None:
            break
        command = found
        path.append(word)
    return " ".join(path)
