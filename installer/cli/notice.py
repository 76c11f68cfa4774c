"""`assent notice`: what the next person at a remotely installed computer is shown, and can answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from installer.cli import acting, options

if TYPE_CHECKING:
    from installer.session.notices import Pending


@click.group()
def notice() -> None:
    """Pending notices of remote installs: show them, confirm, object, hand them over.

    \b
    Examples:
      assent notice list
      assent notice copy 3f9a12cc --to /media/stick
      assent notice confirm FILE.notice.json --name "Kovács Anna" --email anna@example.com
    """  # noqa: D301 - the mark that keeps lines apart for click


@notice.command("list")
@options.common
def listing(*, lang: str | None, as_json: bool) -> None:
    """List the notices in this computer's state folder, and how they were answered here."""
    found = acting.open_unattended(lang).acts.notices()
    if as_json:
        options.print_json([{**_document(pending), "answer": answer.value} for pending, answer in found])
        return
    tr = options.translator(options.language_of(lang))
    states = {
        "pending": tr("not answered yet"),
        "confirmed": tr("confirmed"),
        "objected": tr("objected to"),
    }
    if not found:
        click.echo(tr("There is no pending notice on this computer."))
    for pending, answer in found:
        click.echo(f"{pending.digest}  {states[answer.value]}  {pending.notice.time}")


@notice.command()
@click.argument("named", metavar="FILE|DIGEST")
@options.common
def show(*, named: str, lang: str | None, as_json: bool) -> None:
    """Show a notice: what was accepted, by whom, for which computers, and what they answer for."""
    from installer.cli.verify import printable
    from installer.sentences.moments import moment_of

    pending = acting.open_unattended(lang).acts.notice(named)
    if as_json:
        options.print_json(_document(pending))
        return
    face = options.Face(options.language_of(lang), as_json=as_json)
    tr, said = face.translator(), pending.notice
    rows = (
        (tr("Agreement"), f"{said.edition.id}@{said.edition.digest}"),
        (tr("Time (by the computer's clock)"), moment_of(said.time, tr)),
        (tr("Administrator"), f"{said.administrator.name} <{said.administrator.contact}>"),
        (tr("Accepted for"), said.principal.name),
        (tr("Products"), " ".join(said.products)),
        (tr("Other computers"), str(said.computers)),
    )
    for title, value in rows:
        click.echo(f"{title}: {printable(value)}")
    for undertaken in said.undertakings:
        click.echo(f"- {acting.words_in(undertaken.words, face.language)} ({', '.join(undertaken.cite)})")
    click.echo(tr("The exact text is in the receipt: {path}").format(path=pending.acceptance.path))
    click.echo(tr("You can confirm it or object to it: “assent notice confirm” or “assent notice object”."))


@notice.command()
@click.argument("named", metavar="FILE|DIGEST")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder.")
@options.common
def copy(*, named: str, folder: Path, lang: str | None, as_json: bool) -> None:
    """Copy a notice and its receipt into a folder that goes to the other computers."""
    from installer.session.notices import hand_over

    paths = hand_over(acting.open_unattended(lang).acts.notice(named), folder)
    if as_json:
        options.print_json({"result": "success", "exit": 0, "files": [str(path) for path in paths]})
        return
    for path in paths:
        click.echo(str(path))


@notice.command()
@click.argument("named", metavar="FILE|DIGEST")
@acting.acting
@options.common
def confirm(*, named: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Confirm that you understand and accept what was accepted for you."""
    _answer(named, lang, told, confirmed=True, as_json=as_json)


@notice.command("object")
@click.argument("named", metavar="FILE|DIGEST")
@click.option("--remarks", default="", help="In your own words. Kept as personal data, and erasable.")
@acting.acting
@options.common
def object_to(*, named: str, lang: str | None, as_json: bool, **told: Any) -> None:
    """Object to what was accepted for you."""
    _answer(named, lang, told, confirmed=False, as_json=as_json)


def _answer(named: str, lang: str | None, told: dict[str, Any], *, confirmed: bool, as_json: bool) -> None:
    from installer.acceptance.channel import Channel
    from installer.session import open_session

    face = options.Face(options.language_of(lang), as_json=as_json)
    pending = acting.open_unattended(lang).acts.notice(named)
    # The answer is about the text that was accepted.
    session = open_session(language=lang, edition_id=pending.notice.edition.id, channel=Channel.UNATTENDED)
    issued = session.acts.standing.answer(
        pending,
        acting.parties_of(told),
        acting.by_flag(),
        confirm=confirmed,
        remarks=told.get("remarks", ""),
    )
    acting.tell_issued((issued,), face)


def _document(pending: Pending) -> dict[str, object]:
    import msgspec

    return {
        "digest": pending.digest,
        "path": str(pending.path),
        "receipt": str(pending.acceptance.path),
        "record": pending.acceptance.digest,
        "notice": msgspec.to_builtins(pending.notice),
    }
