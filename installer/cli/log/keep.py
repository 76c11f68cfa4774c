"""`assent log checkpoint | export`: what is kept elsewhere, and comparing the log with it later."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from installer.cli import options
from installer.cli.log.common import (
    log_file,
    open_log,
    print_findings,
    read,
    say_findings,
    write,
)

_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.option("--size", type=click.IntRange(min=1), help="The head over so many records; else the newest.")
@click.option("--verify", "kept", type=_FILE, help="Compare the log with this checkpoint or receipt.")
@options.common
def checkpoint(*, size: int | None, kept: Path | None, lang: str | None, as_json: bool) -> int:
    """Print the newest signed head of the log, to be kept elsewhere, or compare the log with such a one.

    Whoever holds it can tell later whether the log was cut back or written anew since. With --verify the
    exit status is 1 when it was; only the tree is compared, `fsck` reads everything.

    \b
    Examples:
      assent log checkpoint > kept-elsewhere.txt
      assent log checkpoint --verify kept-elsewhere.txt
    """  # noqa: D301 - click wants the character \b itself
    from installer.evidence.checkpoint import claimed
    from installer.evidence.held import extends, note_in

    note = None if kept is None else note_in(read(kept))
    with open_log() as log:
        if note is not None:
            finding = extends(log, note)
        else:
            mine = log.checkpoint(size or log.size())
    if note is None:
        head = claimed(mine)
        if as_json:
            options.print_json({"size": head.size, "root": head.root.hex(), "checkpoint": mine})
        else:
            click.echo(mine, nl=False)
        return 0
    findings = () if finding is None else (finding,)
    if as_json:
        print_findings(findings)
        return int(bool(findings))
    tr = options.translator(options.language_of(lang))
    say_findings(findings, tr)
    if not findings:
        click.echo(
            tr("The log {path} is the one of the checkpoint, and it only grew.").format(path=log_file())
        )
    return int(bool(findings))


@click.command()
@click.argument("file", type=_FILE)
@click.option("--without-people", is_flag=True, help="Leave out the personal fields.")
@options.common
def export(*, file: Path, without_people: bool, lang: str | None, as_json: bool) -> None:
    """Write the whole log to FILE: lines of JSON that `assent log fsck --export` checks on any machine.

    Only a sound log is exported. FILE holds names unless --without-people is given.

    \b
    Examples:
      assent log export log.jsonl
      assent log export log.jsonl --without-people
    """  # noqa: D301 - click wants the character \b itself
    from installer.errors import Code, UntrustedData
    from installer.evidence.export import export_lines
    from installer.evidence.fsck import examine
    from installer.evidence.snapshot import read_file

    with open_log() as log:
        newest = log.key  # a rotation that was killed is finished by opening
    snapshot = read_file(log_file().parent)
    wrong = examine(snapshot, newest)
    if wrong:
        raise UntrustedData(
            Code.LOG_BROKEN, path=str(log_file()), record=max(wrong[0].record, 0), detail=wrong[0].id
        )
    write(file, b"".join(export_lines(snapshot, people=not without_people)))
    if as_json:
        options.print_json({"file": str(file), "records": len(snapshot.rows), "people": not without_people})
        return
    tr = options.translator(options.language_of(lang))
    said = tr.n("{count} record written to {path}.", "{count} records written to {path}.", len(snapshot.rows))
    click.echo(said.format(count=len(snapshot.rows), path=file))
