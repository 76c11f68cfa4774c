"""`assent install`: accept and install without a screen, from flags and an answer file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from installer.cli import boundary, options
from installer.cli.watching import stopping, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.cli.options import Face
    from installer.flow.facts import Facts
    from installer.i18n import Language, Translator, Words
    from installer.install.plan_document import TermsPart
    from installer.session.issue import Declined
    from installer.unattended.flags import PartyFlags
    from installer.unattended.run import Intent, Request, Result, Run

ROLES: Final = ("end-user", "affiliate", "transferee")
OCCASIONS: Final = ("install", "before-purchase", "hand-over", "remote")

Decorated = TypeVar("Decorated", bound="Callable[..., object]")

_WINDOWS_ALIASES = ("/quiet", "/S") if sys.platform == "win32" else ()


def answering(function: Decorated) -> Decorated:
    """Add the options by which a run without a screen is told everything."""
    return options.products(accepting(function))


def accepting(function: Decorated) -> Decorated:
    """Add the options by which an acceptance is given, and by whom."""
    folder = click.Path(path_type=Path)
    added = (
        click.option("--answers", type=folder, metavar="FILE", help="Answer file (TOML)."),
        click.option(
            "--accept-eula",
            "edition",
            default="",
            metavar="EDITION@DIGEST",
            help="Accept this edition; DIGEST is its SHA-256, all 64 digits.",
        ),
        click.option("--affirm", multiple=True, metavar="ID", help="Affirm this; once for each affirmation."),
    )
    given = (
        click.option("--role", type=click.Choice(ROLES), help="Whose acceptance it is."),
        click.option("--occasion", type=click.Choice(OCCASIONS), help="When, or why, it is given."),
        click.option(
            "--remote-computers",
            type=click.IntRange(min=1),
            metavar="N",
            help="You install on N other computers and answer for their users; leaves a pending notice.",
        ),
        click.option(
            "--rests-on", default="", metavar="RECORD", help="The acceptance that the role rests on."
        ),
        click.option("--grant", default="", metavar="RECORD", help="The grant that a delegate relies on."),
        click.option(
            "--evidence", type=folder, metavar="FILE", help="Evidence of a third party's acceptance."
        ),
        click.option("--receipt", default="", metavar="RECORD", help="A third party's own imported receipt."),
    )
    for option in (*reversed(added), *reversed(given)):
        function = option(function)
    return function


@click.command()
@click.option("--quiet", *_WINDOWS_ALIASES, is_flag=True, help="Do it, and ask nothing.")
@answering
@click.option("--decline", is_flag=True, help="Record that the agreement is declined; install nothing.")
@click.option("--target", type=click.Path(path_type=Path), metavar="DIR", help="Folder to install into.")
@click.option("--bundle", type=click.Path(path_type=Path), metavar="DIR", help="Folder of the bundle.")
@click.option("--allow-downgrade", is_flag=True, help="Let an older version take the place of a newer one.")
@options.common
@click.pass_context
def install(
    ctx: click.Context,
    /,
    *,
    quiet: bool,
    decline: bool,
    lang: str | None,
    as_json: bool,
    **told: Any,
) -> None:
    """Accept the agreement and install, without a screen.

    Without --quiet nothing is changed: it says what would be asked. Nothing is accepted by an answer
    file alone, nor by any environment variable.

    \b
    Examples:
      assent install --answers site.toml
      assent install --quiet --answers site.toml --affirm ID --accept-eula EDITION@DIGEST
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.unattended.run import Intent

    intent = Intent.DECLINE if decline else Intent.INSTALL if quiet else Intent.SHOW
    face = options.Face(options.language_of(lang), as_json=as_json)
    ctx.exit(carry_out(request_of(intent, lang, told), face))


def request_of(intent: Intent, lang: str | None, told: dict[str, Any]) -> Request:
    """The request that the parsed options make."""
    from installer.unattended.run import Intent, Request

    if intent is Intent.DECLINE and (told["edition"] or told["affirm"]):
        tr = options.translator(options.language_of(lang))
        raise click.UsageError(tr("--decline goes without --accept-eula and --affirm."))
    return Request(
        intent=intent,
        answers=told["answers"],
        edition=told["edition"],
        affirm=told["affirm"],
        products=options.split(told["products"]),
        target=told.get("target"),
        bundle=told.get("bundle"),
        language=lang,
        parties=_flags(told),
        allow_downgrade=told.get("allow_downgrade", False),
    )


def _flags(told: dict[str, Any]) -> PartyFlags:
    from installer.acceptance.roles import Occasion, Role
    from installer.unattended.flags import PartyFlags

    return PartyFlags(
        role=Role(told["role"]) if told["role"] else None,
        occasion=Occasion(told["occasion"]) if told["occasion"] else None,
        remote_computers=told["remote_computers"] or 0,
        rests_on=told["rests_on"],
        grant=told["grant"],
        evidence=told["evidence"],
        receipt=told["receipt"],
    )


def _no_terms() -> None:
    """An install names the text it accepts; `assent plan` shows what binds."""


def carry_out(request: Request, face: Face) -> int:
    """Run it, say what became of it, and return the exit status."""
    from installer.unattended.run import Intent, Run

    return conclude(Run(request), face, changed=request.intent is Intent.SHOW)


def conclude(
    run: Run, face: Face, terms: Callable[[], TermsPart | None] = _no_terms, *, changed: bool = False
) -> int:
    """Let it go, say what became of it, and return the exit status. `terms` go into the plan.

    With `changed` it is also said what has changed since the edition that was accepted before.
    """
    import msgspec

    from installer.unattended import status

    with watching(face) as run.report, stopping(run.cancel):
        result = run.go()
    if face.as_json:
        error = None if result.error is None else boundary.error_document(result.error)
        document = status.document(result, error)
        binding = terms()
        if binding is not None and document["plan"] is not None:
            document["plan"]["terms"] = msgspec.to_builtins(binding)
        # One that could not be written is no receipt; the error says of which record.
        document["receipts"] = [str(issued.receipt) for issued in result.issued if issued.receipt.exists()]
        if changed:
            from installer.cli.changed import changed_document

            document["changes"] = None if run.session is None else changed_document(run.session)
        options.print_json(document)
    else:
        _tell(result, face)
        if changed and run.session is not None:
            from installer.cli.changed import tell_changed

            tell_changed(run.session, face.translator())
        if result.error is not None:
            boundary.say(result.error, face)
    return status.exit_status(result)


def _tell(result: Result, face: Face) -> None:
    """For people, on standard output: what was done, or what would be asked."""
    tr = face.translator()
    states = component_states(tr)
    for component in result.components:
        click.echo(f"{component.id}: {states.get(component.state, component.state)}")
    for line in result.restart.words(tr):
        click.echo(line)
    _tell_issued(result, tr)
    if result.covering is not None:
        from installer.cli.reading import covering_words

        click.echo(covering_words(result.covering, tr))
    if result.declined is not None:
        tell_declined(result.declined, face)
    if result.asked is not None:
        tell_asked(result.asked, face)


def _tell_issued(result: Result, tr: Translator) -> None:
    if any(issued.again for issued in result.issued):
        click.echo(tr("This was recorded before. Nothing was recorded again."))
    for issued in (found for found in result.issued if found.receipt.exists()):
        click.echo(tr("Receipt: {path}").format(path=issued.receipt))
        if issued.notice is not None:
            click.echo(tr("Pending notice for the other computers: {path}").format(path=issued.notice))


def component_states(tr: Translator) -> Mapping[str, str]:
    """What became of a component, in words."""
    return {
        "installed": tr("installed"),
        "replaced": tr("replaced"),
        "kept": tr("was there already"),
        "removed": tr("removed"),
        "pending": tr("waits for a restart of the computer"),
    }


def tell_declined(declined: Declined, face: Face) -> None:
    """What may be returned, and when not."""
    for shown in declined.refund:
        click.echo(shown.text or shown.governing)
    for exception in declined.exceptions:
        click.echo(f"- {_in(exception.text, face.language)}")


def tell_asked(asked: Facts, face: Face) -> None:
    """Say which text is in force, which sections apply, and what has to be affirmed."""
    tr = face.translator()
    click.echo(tr("The agreement: {edition}").format(edition=asked.edition))
    click.echo(tr("Sections that apply: {sections}").format(sections=" ".join(asked.sections)))
    click.echo(tr("To be affirmed, each with --affirm (the first by --accept-eula):"))
    for needed in asked.affirmations:
        click.echo(f"- {needed.id}: {_in(needed.text, face.language)}")
    for offer in asked.consents:
        click.echo(
            tr("- voluntary, in the answer file: {id}: {text}").format(
                id=offer.id, text=_in(offer.text, face.language)
            )
        )


def _in(words: Words, language: Language) -> str:
    return words[language if language in words else next(iter(words))]
