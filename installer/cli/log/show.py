"""`assent log show | receipt | key`: what stands in the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options
from installer.cli.log.common import log_file, machine_key, open_log

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.record import Logged
    from installer.i18n import Translator


@click.command()
@options.common
def show(*, lang: str | None, as_json: bool) -> None:
    """List every statement, its signature checked."""
    from installer.cli.verify import printable

    logged: Sequence[Logged] = ()
    if log_file().exists():
        with open_log() as opened:
            logged = opened.statements()
    if as_json:
        options.print_json([_entry(item) for item in logged])
        return
    tr = options.translator(options.language_of(lang))
    if not logged:
        click.echo(tr("The log {path} holds no record.").format(path=log_file()))
    for item in logged:
        for line in _lines(item, tr):
            click.echo(printable(line))


def _lines(item: Logged, tr: Translator) -> tuple[str, str]:
    """What it is, for people; then how it is named."""
    from installer.evidence.certificate.words import values
    from installer.sentences.values import kinds

    entry, named = _entry(item), values(tr)
    said = [
        f"{entry['index']}  {entry['time']}  {kinds(tr)[str(entry['type'])]}",
        named.get(f"capacity:{entry['capacity']}", ""),
        named[f"channel:{entry['channel']}"],
        str(entry["edition"]),
    ]
    return ", ".join(part for part in said if part), f"   {entry['digest']}"


@click.command()
@click.argument("index", type=click.IntRange(min=0))
@click.option("--output", type=click.Path(path_type=Path), help="File to write; standard output without it.")
@options.common
def receipt(*, index: int, output: Path | None, lang: str | None, as_json: bool) -> None:
    """Make the receipt of record INDEX again. It is JSON in any case."""
    del lang, as_json
    from installer import paths
    from installer.session.again import make_again, write_again

    folder = log_file().parent
    with open_log(index) as opened:
        found = make_again(opened, index, folder, paths.editions_root())
    if output is None:
        click.echo(found.data, nl=False)
    else:
        write_again(found, output, folder)


@click.command()
@click.option("--all", "every", is_flag=True, help="All keys that the log has had, the oldest first.")
@options.common
def key(*, every: bool, lang: str | None, as_json: bool) -> None:
    """Print this machine's public key, for `assent verify --enrolled`."""
    del lang
    keys = [machine_key().public]
    if every and log_file().exists():
        with open_log() as opened:
            keys = list(opened.epochs().keys)
    entries = [{"id": public.id, "algorithm": "ed25519", "pem": public.pem} for public in keys]
    if as_json:
        options.print_json(entries if every else entries[0])
    else:
        click.echo("".join(f"{public.id}\n{public.pem}" for public in keys), nl=False)


def _entry(item: Logged) -> dict[str, object]:
    from installer.evidence.predicates import Said, edition_of

    said = item.statement.predicate
    edition = edition_of(said)
    return {
        "index": item.index,
        "time": item.record.time,
        "type": item.statement.predicate_type.value,
        "edition": "" if edition is None else edition.id,
        "capacity": said.capacity if isinstance(said, Said) else "",
        "channel": said.channel,
        "digest": item.digest,
    }
