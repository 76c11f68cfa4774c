"""The root command. Families load on first use, so that `assent --version` imports none."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from installer import COLLECT_AFTER, __version__
from installer.cli import boundary
from installer.cli.output import guard

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILIES: Final[dict[str, str]] = {
    "agreement": "installer.cli.agreement:agreement",
    "terms": "installer.cli.terms:terms",
    "plan": "installer.cli.plan:plan",
    "install": "installer.cli.install:install",
    "modify": "installer.cli.modify:modify",
    "uninstall": "installer.cli.uninstall:uninstall",
    "repair": "installer.cli.repair:repair",
    "accept": "installer.cli.accept:accept",
    "decline": "installer.cli.accept:decline",
    "grant": "installer.cli.grant:grant",
    "revoke": "installer.cli.grant:revoke",
    "ratify": "installer.cli.ratify:ratify",
    "object": "installer.cli.ratify:object_to",
    "consent": "installer.cli.consent:consent",
    "notice": "installer.cli.notice:notice",
    "handover": "installer.cli.handover:handover",
    "verify": "installer.cli.verify:verify",
    "receipt": "installer.cli.receipt:receipt",
    "log": "installer.cli.log:log",
    "answers": "installer.cli.answers:answers",
    "bundle": "installer.cli.bundle:bundle",
    "wizard": "installer.cli.wizard:wizard",
}
"""Command name to `module:attribute` of a click command or group."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports a family only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of `FAMILIES`."""
        del ctx
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none of that name."""
        del ctx
        target = FAMILIES.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command: Any = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - our own table, checked by a test
        return command


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="assent")
@click.pass_context
def assent(ctx: click.Context) -> None:
    """Read, accept and keep proof of a licence agreement, then install.

    Without a command the wizard opens.
    """
    if ctx.invoked_subcommand is None:
        from installer.cli.wizard import wizard

        ctx.invoke(wizard)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status."""
    sys.exit(_run(arguments))


def start() -> NoReturn:
    """As `main`, for a process that does nothing else, and faster to end."""
    leave(_run(None))


def cancel() -> NoReturn:
    """As `start`, for a process that was interrupted before it began: it says so and does nothing."""
    leave(boundary.cancelled(sys.argv[1:]))


def _run(arguments: Sequence[str] | None) -> int:
    gc.set_threshold(COLLECT_AFTER)
    output = guard()
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        _write_the_same_everywhere()
    given = sys.argv[1:] if arguments is None else arguments
    status = boundary.run(assent, given)
    if output is None:
        return status
    sys.stdout.flush()
    return boundary.unread(output.missed, status, given) if output.missed else status


def _write_the_same_everywhere() -> None:
    """Give files and pipes UTF-8 and LF on Windows too.

    There they would get the machine's code page, which may lack letters, and line ends that a signed
    checkpoint must not have.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")


def leave(status: int) -> NoReturn:
    """End the process with nothing left unsaid or undone.

    Python would now take every object apart, which is a tenth of a silent run; the system frees them all at
    once. What is durable is so already, and what was to be done at the exit is done here.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - as the interpreter does; logs and whoever measures end there
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # Python says what became of its output, and has a status for it.
        sys.exit(status)
    os._exit(status)
