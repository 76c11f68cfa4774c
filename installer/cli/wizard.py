"""`assent wizard`: open the wizard. The core imports no Qt, so it starts the face as a process."""

from __future__ import annotations

import subprocess
import sys

import click

from installer import host
from installer.cli import options
from installer.errors import Code, Unavailable


@click.command()
@click.option("--acceptances", is_flag=True, help="Show at once what this computer's log holds.")
@options.common
@click.pass_context
def wizard(ctx: click.Context, lang: str | None, *, acceptances: bool, as_json: bool) -> None:
    r"""Open the wizard.

    \b
    Examples:
      assent wizard --lang hu
      assent wizard --acceptances
    """
    del as_json  # the wizard itself prints nothing; the boundary answers for failures
    if not host.has_display():
        raise Unavailable(Code.NO_DISPLAY)
    chosen = [] if lang is None else ["--lang", lang]
    chosen += ["--acceptances"] if acceptances else []
    ctx.exit(subprocess.call([*_face(), *chosen]))  # noqa: S603 - our own program, no shell


def _face() -> list[str]:
    """The command that starts the face: the frozen program itself, or the `ui` package."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui"]
