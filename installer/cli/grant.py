"""`assent grant` and `assent revoke`: letting a delegate accept later updates, and taking that back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from installer.cli import acting, dialogue, options
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.granting import GrantTerms
    from installer.acceptance.parties import Parties
    from installer.session.foreign import Foreign
    from installer.session.issue import Issued
    from installer.session.listed_grants import ListedGrant

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
      assent grant import grant.assent.json accepted.assent.json --enrolled their-key.pem
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
    given, shown = dialogue.affirm(
        delegation.grantable(parties, terms.products).affirmations, session.language, face
    )
    return delegation.give(parties, terms, given, shown)


@grant.command("list")
@options.common
def listing(*, lang: str | None, as_json: bool) -> None:
    """List all grants in this computer's log, by clause and named, those brought here, and what was done."""
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


@grant.command("import")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--enrolled",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keys that you trust (PEM), as “assent log key” prints them on the other computer.",
)
@options.common
def bring(*, files: tuple[Path, ...], enrolled: Path | None, lang: str | None, as_json: bool) -> None:
    """Keep grants that a principal gave on another computer, and what was taken back there.

    FILES are receipts of a grant, of the acceptance that it rests on, of a revocation or an objection, or
    that computer's whole log as exported, which also shows up to when nothing was taken back. A grant counts
    here only by a key that you trust; compare its id with one that you got by another way. A revocation
    always counts.

    \b
    Examples:
      assent grant import grant.assent.json accepted.assent.json --enrolled their-key.pem
      assent grant import log.jsonl --enrolled their-key.pem
      assent grant import revocation.assent.json
    """  # noqa: D301 - the mark that keeps lines apart for click
    from installer.evidence.trust import read_keys

    keys = () if enrolled is None else read_keys(enrolled)
    delegation = acting.open_unattended(lang).acts.delegation
    kept = [delegation.bring(path, keys) for path in files]
    if as_json:
        options.print_json({"result": "success", "exit": 0, "kept": [_kept(found) for found in kept]})
        return
    face = options.Face(options.language_of(lang), as_json=as_json)
    for found in kept:
        _say_kept(found, face)


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
        raise BadInput(
            Code.VALUE_REFUSED, name="--classes", expected=", ".join(CLASSES), command="assent grant"
        )
    until = told["until"]
    return GrantTerms(
        delegate=told["delegate"],
        email=told["delegate_email"],
        role=told["role"],
        products=options.split(told["products"]),
        classes=frozenset(ChangeClass(name) for name in classes),
        until=None if until is None else until.date(),
    )


def _kept(found: Foreign) -> dict[str, object]:
    return {
        "log": found.origin,
        "keys": [key.id for key in dict.fromkeys(found.keys)],
        "records": [entry.digest for entry in found.entries],
        "known_until": None if found.until is None else _instant(found.until),
    }


def _say_kept(found: Foreign, face: options.Face) -> None:
    from installer.sentences.moments import moment

    tr = face.translator()
    click.echo(tr("Kept: {log}").format(log=found.origin))
    click.echo("  " + tr("Key") + f": {found.keys[-1].id}")
    if found.until is None:
        click.echo("  " + tr("Record: {record}").format(record=found.entries[0].digest))
        return
    said = tr.n(
        "{count} record, known until {time}", "{count} records, known until {time}", len(found.entries)
    )
    click.echo("  " + said.format(count=len(found.entries), time=moment(found.until, tr)))


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
        "log": granted.origin,
        "known_until": None if granted.known_until is None else _instant(granted.known_until),
        "used": [
            {"record": used.record, "time": _instant(used.time), "after_revocation": used.after_revocation}
            for used in item.used
        ],
    }


def _say(item: ListedGrant, face: options.Face) -> None:
    from installer.cli.verify import printable
    from installer.evidence.certificate.words import values
    from installer.sentences.moments import day, moment

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
            principal=printable(granted.principal) or "–",
            delegate=printable(delegate),
            until=day(granted.valid_until.date(), tr),
        )
    )
    click.echo("  " + tr("Products: {products}").format(products=" ".join(sorted(granted.products)) or "–"))
    named = values(tr)
    for name in (name for name in CLASSES if name in granted.classes):
        click.echo("  - " + named[f"granted:{name}"])
    if granted.self_grant:
        click.echo("  " + tr("Granted to oneself."))
    if granted.known_until is not None:
        known = moment(granted.known_until, tr)
        said = tr("From the log of another computer, {log}; known until {time}.")
        click.echo("  " + said.format(log=granted.origin, time=known))
    for used in item.used:
        click.echo(
            "  " + tr("Used {time}: record {record}").format(time=moment(used.time, tr), record=used.record)
        )
        if used.after_revocation:
            click.echo(
                "    " + tr("After the revocation, before it was known here. It stands, and is marked.")
            )


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
