"""`assent log`: what stands in this machine's log, whether it is sound, and receipts made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from installer.cli import options
from installer.errors import BadInput, Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.keys import MachineKey
    from installer.evidence.log import Log
    from installer.evidence.record import Logged


@click.group()
def log() -> None:
    """Show and check the log of this machine.

    \b
    Examples:
      assent log show
      assent log fsck --held receipt.assent.json
      assent log receipt 0 --output again.assent.json
    """  # noqa: D301 - click wants the character \b itself


@log.command()
@options.common
def show(*, lang: str | None, as_json: bool) -> None:
    """List every statement, its signature checked."""
    from installer.cli.verify import printable

    logged: Sequence[Logged] = ()
    if _log_file().exists():
        with _open() as opened:
            logged = opened.statements()
    if as_json:
        click.echo(json.dumps([_entry(item) for item in logged], ensure_ascii=False))
        return
    if not logged:
        tr = options.translator(options.language_of(lang))
        click.echo(tr("The log {path} holds no record.").format(path=_log_file()))
    for item in logged:
        click.echo(printable("  ".join(str(value) for value in _entry(item).values())))


@log.command()
@click.option(
    "--held",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A receipt kept elsewhere: the log must still be the one that it came from. Repeatable.",
)
@options.common
def fsck(*, held: tuple[Path, ...], lang: str | None, as_json: bool) -> int:
    """Scan the whole log: chain, tree, signed heads, signatures. Exit status 1 when something is wrong."""
    from installer.cli.verify import printable
    from installer.evidence import words
    from installer.evidence.fsck import fsck as scan

    notes = [_checkpoint_of(path) for path in held]
    findings = scan(_log_file().parent, _key().public, notes)
    if as_json:
        found = [{"id": item.id, "record": item.record, "detail": item.detail} for item in findings]
        click.echo(json.dumps({"sound": not findings, "findings": found}, ensure_ascii=False))
        return int(bool(findings))
    tr = options.translator(options.language_of(lang))
    said = words.findings(tr)
    for item in findings:
        place = "" if item.record < 0 else tr("Record {record}: ").format(record=item.record)
        click.echo(printable(f"{place}{said[item.id]} {item.detail}".rstrip()))
    if not findings:
        click.echo(tr("The log {path} is sound.").format(path=_log_file()))
        if not notes:
            click.echo(tr("Whether it was cut back or written anew shows only with --held."))
    return int(bool(findings))


@log.command()
@click.argument("index", type=click.IntRange(min=0))
@click.option("--output", type=click.Path(path_type=Path), help="File to write; standard output without it.")
@options.common
def receipt(*, index: int, output: Path | None, lang: str | None, as_json: bool) -> None:
    """Make the receipt of record INDEX again. It is JSON in any case."""
    del lang, as_json
    from installer import paths
    from installer.agreement.cover import find_edition
    from installer.agreement.load import load_edition
    from installer.evidence.durable import write_whole
    from installer.evidence.receipt import make_receipt

    if not _log_file().exists():
        raise BadInput(Code.RECORD_UNKNOWN, path=str(_log_file()), record=index)
    with _open() as opened:
        logged = opened.statement(index)
        edition = load_edition(find_edition(paths.editions_root(), logged.statement.predicate.edition.id))
        texts = {language: text.content for language, text in edition.texts.items()}
        data = make_receipt(opened, logged.record, texts)
    if output is None:
        click.echo(data, nl=False)
        return
    try:
        write_whole(output, data)
    except OSError as exc:
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(output), detail=exc.strerror or "") from exc


@log.command()
@options.common
def key(*, lang: str | None, as_json: bool) -> None:
    """Print this machine's public key, for `assent verify --trust`."""
    del lang
    public = _key().public
    if as_json:
        click.echo(json.dumps({"id": public.id, "algorithm": "ed25519", "pem": public.pem}))
    else:
        click.echo(f"{public.id}\n{public.pem}", nl=False)


def _entry(item: Logged) -> dict[str, object]:
    said = item.statement.predicate
    return {
        "index": item.index,
        "time": item.record.time,
        "type": item.statement.predicate_type.value,
        "edition": said.edition.id,
        "capacity": said.capacity,
        "channel": said.channel,
        "digest": item.digest,
    }


def _log_file() -> Path:
    from installer import paths
    from installer.evidence.store import LOG_FILE

    return paths.state_root() / LOG_FILE


def _key() -> MachineKey:
    """The key that is there. Looking at a log must not make one."""
    from installer import paths
    from installer.evidence.keys import KEY_FILE, MachineKey

    return MachineKey.load(paths.state_root() / KEY_FILE)


def _open() -> Log:
    from installer.evidence.log import Log

    return Log.open(_log_file().parent, _key())


def _checkpoint_of(path: Path) -> str:
    """The checkpoint in a receipt that holds. Raises BadInput(RECEIPT_MALFORMED, detail)."""
    from installer.cli.verify import read_receipt
    from installer.evidence.verify import verify

    verification = verify(read_receipt(path))
    if verification.receipt is None:
        raise BadInput(Code.RECEIPT_MALFORMED, detail=f"{path}: {verification.failed}")
    return verification.receipt.checkpoint
