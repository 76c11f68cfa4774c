"""`assent accept` and `assent decline`: record the decision and install nothing."""

from __future__ import annotations

from typing import Any

import click

from installer.cli import options
from installer.cli.install import answering, carry_out, request_of


@click.command()
@answering
@options.common
@click.pass_context
def accept(
    ctx: click.Context,
    /,
    *,
    lang: str | None,
    as_json: bool,
    **told: Any,
) -> None:
    """Record that the agreement is accepted; install nothing.

    \b
    Example:
      assent accept --answers site.toml --affirm ID --accept-eula EDITION@DIGEST
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended.run import Intent

    face = options.Face(options.language_of(lang), as_json=as_json)
    ctx.exit(carry_out(request_of(Intent.ACCEPT, lang, told), face))


@click.command()
@answering
@options.common
@click.pass_context
def decline(
    ctx: click.Context,
    /,
    *,
    lang: str | None,
    as_json: bool,
    **told: Any,
) -> None:
    """Record that the agreement is declined, and say what may be returned.

    Ends with the status of a decline (175), so that no script goes on as if it were accepted.

    \b
    Example:
      assent decline --answers site.toml
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended.run import Intent

    face = options.Face(options.language_of(lang), as_json=as_json)
    ctx.exit(carry_out(request_of(Intent.DECLINE, lang, told), face))
