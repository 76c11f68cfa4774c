"""`assent log fsck`: whether the log, or an exported one, is what its keys signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.cli.log.common import has_key, log_file, machine_key, print_findings, read, say_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.finding import Finding

_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.option(
    "--against",
    type=_FILE,
    multiple=True,
    help="A receipt or checkpoint kept elsewhere: the log must still be that one. Repeatable.",
)
@click.option(
    "--export", "exported", type=_FILE, help="Check this exported log, not the one of this machine."
)
@click.option(
    "--enrolled",
    type=_FILE,
    help="With --export: file of keys that you trust (PEM); the log's first key must be among them.",
)
@options.common
def fsck(
    *,
    against: tuple[Path, ...],
    exported: Path | None,
    enrolled: Path | None,
    lang: str | None,
    as_json: bool,
) -> int:
    """Scan the whole log: chain, tree, signed heads, keys, signatures, personal data.

    Exit status 1 when something is wrong.

    \b
    Examples:
      assent log fsck
      assent log fsck --against receipt.assent.json --against checkpoint.txt
      assent log fsck --export log.jsonl --enrolled keys.pem
    """  # noqa: D301 - click wants the character \b itself
    from installer.evidence.fsck import fsck as scan
    from installer.evidence.held import note_in

    tr = options.translator(options.language_of(lang))
    if enrolled is not None and exported is None:
        raise click.UsageError(tr("--enrolled goes with --export."))
    notes = [note_in(read(path)) for path in against]
    # Before the first statement there is neither log nor key, and nothing to be wrong with them.
    begun = exported is not None or notes or log_file().exists() or has_key()
    if exported is not None:
        findings = _of_export(exported, enrolled, notes)
    else:
        findings = scan(log_file().parent, machine_key().public, notes) if begun else ()
    if as_json:
        print_findings(findings)
        return int(bool(findings))
    say_findings(findings, tr)
    if not findings:
        sound = tr("The log {path} is sound.") if begun else tr("The log {path} holds no record.")
        click.echo(sound.format(path=exported or log_file()))
        if exported is not None and enrolled is None:
            click.echo(tr("Whether it is that of the machine you mean shows only with --enrolled."))
        if not notes:
            click.echo(tr("Whether it was cut back or written anew shows only with --against."))
    return int(bool(findings))


def _of_export(path: Path, enrolled: Path | None, notes: Sequence[str]) -> tuple[Finding, ...]:
    """What is wrong with an exported log. Raises as `read_trust`, BadInput RECEIPT_UNREADABLE."""
    from installer.errors import BadInput, Code, UntrustedData
    from installer.evidence.epochs import read_epochs
    from installer.evidence.export import read_export
    from installer.evidence.finding import Finding
    from installer.evidence.fsck import examine
    from installer.evidence.trust import read_trust

    known = None if enrolled is None else read_trust(enrolled)
    try:
        with path.open("rb") as file:
            snapshot = read_export(file)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
    except UntrustedData as exc:
        return (Finding("file", detail=str(exc.facts["detail"])),)
    findings = examine(snapshot, None, notes)
    first = read_epochs(snapshot.keys).keys[0].id
    if known is not None and first not in known:
        return (Finding("replaced", detail=first), *findings)
    return findings
