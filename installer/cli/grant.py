"""`assent grant` and `assent revoke`: letting a delegate accept later updates, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from installer.cli import acting, dialogue, options

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.granting import GrantTerms
    from installer.acceptance.parties import Parties
    from installer.session.delegation import ListedGrant
    from installer.session.issue import Issued

CLASSES: Final = ("none", "notify", "required")


@click.group(invoke_without_command=True)
@click.option("--delegate", default="", metavar="NAME", help="Who may accept.")
@click.option(
    "--delegate-email", default="", metavar="ADDRESS", help="Their e-mail address, to be matched too."
)
@click.option("--role", default="", metavar="ROLE", help="Whoever is in this position may accept, instead.")
@click.option(
    "--products", "--product", "products", multiple=True, metavar="ID[,ID…]", help="For these products."
)
@click.option(
    "--classes",
    default="none,notify",
    show_default=True,
    metavar="CLASS[,CLASS]",
    help="Changes that they may accept: none, notify, required.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="YYYY-MM-DD",
    help="The last day (UTC). Without it 24 months from now; five years at most.",
)
@click.option("--affirm", multiple=True, metavar="ID", help="Affirm this; once for each affirmation.")
@acting.acting
@options.common
@click.pass_context
def grant(ctx: click.Context, /, *, lang: str | None, as_json: bool, **told: Any) -> None:
    """Let a delegate accept updates for you, as far as you say, resting on your own acceptance.

    Changes that are to be accepted in person stay yours. You can take it back with “assent revoke”.

    \b
    Examples:
      assent grant --delegate "Nagy Pál" --products ID --until 2027-12-31 --answers me.toml --affirm ID
      assent grant list
    """  # noqa: D301 - the mark that keeps lines apart for click
    if ctx.invoked_subcommand is not None:
        return
    face = options.Face(options.language_of(lang), as_json=as_json)
    if not (as_json or told["affirm"]) and dialogue.interactive():
        issued = _asked(acting.parties_of(told), _terms(told), face)
    else:
        delegation = acting.open_unattended(lang).acts.delegation
        given = dict.fromkeys(told["affirm"], acting.by_flag())
        issued = delegation.give(acting.parties_of(told), _terms(told), given)
    acting.tell_issued((issued,), face)


def _asked(parties: Parties, terms: GrantTerms, face: options.Face) -> Issued:
    """The grant, each affirmation asked for at the terminal."""
    from installer.acceptance.channel import Channel
    from installer.session import open_session

    session = open_session(language=face.language, channel=Channel.CONSOLE)
    delegation = session.acts.delegation
    given, shown = dialogue.affirm(delegation.grantable(parties, terms.products).affirmations, face)
    return delegation.give(parties, terms, given, shown)


@grant.command("list")
@options.common
def listing(*, lang: str | None, as_json: bool) -> None:
    """List all grants in this computer's log, by clause and named, and what was done by them."""
    session = acting.open_unattended(lang)
    found = session.acts.delegation.listed()
    if as_json:
        options.print_json([_document(item) for item in found])
        return
    face = options.Face(options.language_of(lang), as_json=as_json)
    tr = face.translator()
    if not found:
        click.echo(tr("There is no grant in this computer's log."))
    for item in found:
        _say(item, face)


@click.command()
@click.argument("record")
@acting.acting
@options.common
def revoke(*, record: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Take back the grant RECORD (the first digits of its digest are enough).

    RECORD of an acceptance takes back the grant that its clause makes. What was accepted by then stands.

    \b
    Example:
      assent revoke 3f9a12cc --answers me.toml
    """  # noqa: D301 - the mark that keeps lines apart for click
    face = options.Face(options.language_of(lang), as_json=as_json)
    session = acting.open_unattended(lang)
    issued = session.acts.delegation.revoke(record, acting.parties_of(told), acting.by_flag())
    acting.tell_issued((issued,), face)


def _terms(told: dict[str, Any]) -> GrantTerms:
    from installer.acceptance.granting import GrantTerms
    from installer.agreement.change_class import ChangeClass

    classes = [name.strip() for name in told["classes"].split(",") if name.strip()]
    unknown = [name for name in classes if name not in CLASSES]
    if unknown:
        message = f"--classes: {', '.join(unknown)}: {', '.join(CLASSES)}"
        raise click.UsageError(message)
    until = told["until"]
    return GrantTerms(
        delegate=told["delegate"],
        email=told["delegate_email"],
        role=told["role"],
        products=tuple(name for given in told["products"] for name in given.split(",") if name),
        classes=frozenset(ChangeClass(name) for name in classes),
        until=None if until is None else until.date(),
    )


def _document(item: ListedGrant) -> dict[str, object]:
    granted = item.granted
    return {
        "record": granted.statement,
        "kind": granted.kind.value,
        "state": item.state.value,
        "principal": granted.principal,
        "delegate": granted.delegate,
        "by_role": granted.by_role,
        "products": sorted(granted.products),
        "classes": [name for name in CLASSES if name in granted.classes],
        "valid_from": _instant(granted.valid_from),
        "valid_until": _instant(granted.valid_until),
        "clause": granted.clause,
        "rests_on": granted.rests_on,
        "self_grant": granted.self_grant,
        "used": [
            {"record": used.record, "time": _instant(used.time), "after_revocation": used.after_revocation}
            for used in item.used
        ],
    }


def _say(item: ListedGrant, face: options.Face) -> None:
    tr, granted = face.translator(), item.granted
    states = {
        "holds": tr("holds"),
        "revoked": tr("revoked"),
        "objected": tr("objected to"),
        "expired": tr("expired"),
        "void": tr("grants nothing"),
    }
    delegate = granted.delegate or tr("the system administrator, by the agreement's clause")
    click.echo(f"{granted.statement}  {states[item.state.value]}")
    click.echo(
        "  "
        + tr("{principal} to {delegate}, until {until}").format(
            principal=granted.principal or "–", delegate=delegate, until=granted.valid_until.date()
        )
    )
    classes = ", ".join(name for name in CLASSES if name in granted.classes)
    click.echo(f"  {' '.join(sorted(granted.products))} [{classes}]")
    if granted.self_grant:
        click.echo("  " + tr("Granted to oneself."))
    for used in item.used:
        click.echo(
            "  " + tr("Used {time}: record {record}").format(time=_instant(used.time), record=used.record)
        )
        if used.after_revocation:
            click.echo(
                "    " + tr("After the revocation, before it was known here. It stands, and is marked.")
            )


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
