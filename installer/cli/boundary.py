"""Where errors become sentences and exit statuses: nothing but `SystemExit` leaves the command line.

A person gets one sentence, the clause it rests on and the code on standard error. With `--json` a
script gets one object on standard output: `{"result", "exit", "error": {"code", "cite", "facts",
"text": {"hu", "en"}}}`; for `install` also the other keys of its result (design §12), empty.
A traceback goes to the log file only.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from installer import errors, host
from installer.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer.cli.options import Face

USAGE_STATUS: Final = {"verify": 4}
"""Commands whose usage errors have a status of their own (design §12)."""

INTERNAL: Final = "internal"
"""The code of an error that no family names: a defect of this program."""

INTERNAL_STATUS: Final = 70
"""Its exit status: `EX_SOFTWARE` of sysexits.h, apart from every status of design §11."""

_LOOKING: Final = frozenset({"", "agreement", "terms", "plan", "verify", "log", "answers"})
"""Families whose commands are run for what they print; none is named for help and version."""

_NOTHING_DONE: Final[Mapping[str, object]] = {
    "plan": None,
    "receipts": [],
    "components": [],
    "rollback": None,
}
_EMPTY_RESULT: Final[Mapping[str, Mapping[str, object]]] = {
    "install": _NOTHING_DONE,
    "modify": _NOTHING_DONE,
}


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run `command` and return the exit status. Raises nothing but what `SystemExit` carries.

    A command ends well by returning None or a status, or by `ctx.exit(status)`.
    """
    try:
        result = command.main(args=list(arguments), prog_name="assent", standalone_mode=False)
    except errors.AssentError as error:
        return _refused(error, arguments)
    except click.ClickException as error:
        return _usage(error, arguments)
    except (click.Abort, KeyboardInterrupt):
        return cancelled(arguments)
    except BrokenPipeError:
        # Whoever read our output has read enough (`assent … | head`); the interpreter's own flush
        # at exit must not complain again.
        sys.stdout = None
        return 0
    except Exception as error:  # noqa: BLE001 - the boundary: a person gets a sentence, the log the rest
        return _unexpected(error, arguments)
    return result if isinstance(result, int) else 0


def cancelled(arguments: Sequence[str]) -> int:
    """Say that the run was interrupted, and return the exit status."""
    return _refused(errors.Cancelled(errors.Code.CANCELLED), arguments)


def error_document(error: errors.AssentError) -> dict[str, object]:
    """What a machine gets of an error: code, clauses, facts, and the sentence in every language."""
    from installer import sentences  # only a failing run needs the table

    return {
        "code": error.code.value,
        "cite": list(error.cite),
        "facts": dict(error.facts),
        "text": {
            language: sentences.sentence(error, options.translator(language))
            for language in options.LANGUAGES
        },
    }


def say(error: errors.AssentError, face: Face) -> None:
    """Tell a person on standard error: the sentence, the clauses, the code."""
    from installer import sentences

    tr = face.translator()
    click.echo(sentences.sentence(error, tr), err=True)
    if error.cite:
        click.echo(tr("Clause: {clauses}").format(clauses=", ".join(error.cite)), err=True)
    for note in getattr(error, "__notes__", ()):
        click.echo(note, err=True)
    click.echo(tr("Code: {code}").format(code=error.code.value), err=True)


def unread(detail: str, status: int, arguments: Sequence[str]) -> int:
    """Say that the output could not be written whole, and return the exit status.

    What was done is done, and its status stays; where nothing but the output was asked for, it failed.
    """
    lost = errors.Unavailable(errors.Code.OUTPUT_UNWRITABLE, detail=detail)
    say(lost, options.face_of(arguments))
    command = _command_of(arguments)
    if status or command not in _LOOKING:
        return status
    return USAGE_STATUS.get(command, host.exit_status(lost.outcome))


def _refused(error: errors.AssentError, arguments: Sequence[str]) -> int:
    face = options.face_of(arguments)
    status = host.exit_status(error.outcome)
    if error.outcome is errors.Outcome.USAGE:
        status = USAGE_STATUS.get(_command_of(arguments), status)
    if face.as_json:
        _print(error.outcome.label, status, error_document(error), arguments)
    else:
        say(error, face)
    return status


def _usage(error: click.ClickException, arguments: Sequence[str]) -> int:
    from installer.cli.mistakes import refusal  # only a command line that is wrong needs it

    return _refused(refusal(error, arguments), arguments)


def _unexpected(error: Exception, arguments: Sequence[str]) -> int:
    import logging

    from installer import logs, paths

    file = str(logs.start(paths.state_root()))
    logging.getLogger("installer.cli").error("cli.unexpected", exc_info=error)
    # Where the output itself is what fails, nobody can be told; the log file knows.
    with suppress(OSError):
        _say_unexpected(file, arguments)
    return INTERNAL_STATUS


def _say_unexpected(file: str, arguments: Sequence[str]) -> None:
    from installer import sentences

    face = options.face_of(arguments)
    if not face.as_json:
        click.echo(sentences.unexpected(face.translator(), file), err=True)
        click.echo(face.translator()("Code: {code}").format(code=INTERNAL), err=True)
        return
    text = {
        language: sentences.unexpected(options.translator(language), file) for language in options.LANGUAGES
    }
    document: dict[str, object] = {"code": INTERNAL, "cite": [], "facts": {"log": file}, "text": text}
    _print(INTERNAL, INTERNAL_STATUS, document, arguments)


def _print(result: str, status: int, error: dict[str, object], arguments: Sequence[str]) -> None:
    empty = _EMPTY_RESULT.get(_command_of(arguments), {})
    options.print_json({"result": result, "exit": status, **empty, "error": error})


def _command_of(arguments: Sequence[str]) -> str:
    """The family that was named: the first argument that is no flag."""
    return next((argument for argument in arguments if not argument.startswith("-")), "")
