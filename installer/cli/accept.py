"""`assent accept` and `assent decline`: record the decision and install nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from installer.cli import options
from installer.cli.install import answering, carry_out, conclude, request_of, tell_declined

if TYPE_CHECKING:
    from installer.cli.options import Face
    from installer.unattended.run import Request


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

    On a terminal, without --answers and --accept-eula, it asks as the wizard does: who accepts, for which
    products, the text, each affirmation, and at last to accept or to decline. Without a terminal, and
    where CI is set, it asks nothing and accepts nothing.

    \b
    Examples:
      assent accept
      assent accept --answers site.toml --affirm ID --accept-eula EDITION@DIGEST
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended.run import Intent, Run

    face = options.Face(options.language_of(lang), as_json=as_json)
    request = request_of(Intent.ACCEPT, lang, told)
    if not (as_json or request.answers or request.edition):
        from installer.cli.dialogue import interactive  # who was told the answers asks nothing

        if interactive():
            ctx.exit(_converse(request, face))
    run = Run(request)
    status = conclude(run, face)
    if run.session is not None and not as_json:
        from installer.cli.reading import tell_differences

        tell_differences(run.session, face)
    ctx.exit(status)


def _converse(request: Request, face: Face) -> int:
    """Ask, record and tell; the exit status."""
    from installer.acceptance.channel import Channel
    from installer.acceptance.parties import Parties
    from installer.cli import dialogue
    from installer.errors import Outcome
    from installer.flow.state import PartiesEntered, SelectionChanged
    from installer.host import exit_status
    from installer.session import open_session
    from installer.session.issue import Declined
    from installer.terms.selected import Selection
    from installer.unattended.flags import with_flags

    session = open_session(language=face.language, bundle=request.bundle, channel=Channel.CONSOLE)
    session.send(PartiesEntered(with_flags(Parties(), request.parties)))
    session.send(SelectionChanged(Selection(products=request.products)))
    decided = dialogue.accept(session, face)
    tr = face.translator()
    for issued in session.issued():
        click.echo(tr("Receipt: {path}").format(path=issued.receipt))
    if isinstance(decided, Declined):
        tell_declined(decided, face)
        return exit_status(Outcome.DECLINED)
    return exit_status(Outcome.SUCCESS)


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
