"""The root command. Families load on first use, so that `assent --version` imports none."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any, Final

import click

from installer import __version__
from installer.cli import boundary

if TYPE_CHECKING:
    from collections.abc import Sequence

FAMILIES: Final[dict[str, str]] = {
    "agreement": "installer.cli.agreement:agreement",
    "terms": "installer.cli.terms:terms",
    "plan": "installer.cli.plan:plan",
    "install": "installer.cli.install:install",
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
    from installer import logs, paths  # `--version` needs neither

    logs.start(paths.state_root())
    if ctx.invoked_subcommand is None:
        from installer.cli.wizard import wizard

        ctx.invoke(wizard)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(boundary.run(assent, sys.argv[1:] if arguments is None else arguments))
