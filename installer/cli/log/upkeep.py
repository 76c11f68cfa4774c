"""`assent log erase | rotate`: people taken out of the log, and a new key for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.cli.log.common import log_file, open_log

if TYPE_CHECKING:
    from installer.evidence.upkeep import By, ErasureReason, RotationReason

_BY: Final = click.option(
    "--by", required=True, metavar="NAME", help="Who does it; the log records the name."
)


@click.command()
@click.argument("records", type=click.IntRange(min=0), nargs=-1, required=True)
@click.option("--reason", type=click.Choice(["request", "retention", "error"]), required=True, help="Why.")
@_BY
@options.common
def erase(
    *, records: tuple[int, ...], reason: ErasureReason, by: str, lang: str | None, as_json: bool
) -> None:
    """Delete the personal data of RECORDS from the log and from the receipts in the state folder.

    The statements stay, their signatures and the log verify as before; the log says that it was done and
    why. Receipts and exports that were handed out are not reached. Nothing brings the data back.

    \b
    Examples:
      assent log erase 3 --reason request --by "Kiss Éva"
      assent log erase 0 1 2 --reason retention --by "Kiss Éva" --json
    """  # noqa: D301 - click wants the character \b itself
    from installer.evidence.erasing import erase_people

    with open_log(records[0]) as log:
        done = erase_people(log, records, reason, _by(by))
    if as_json:
        options.print_json(
            {
                "record": done.record.index,
                "erased": sorted(set(records)),
                "files": [str(p) for p in done.files],
            }
        )
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("Erased. The log says so in record {record}.").format(record=done.record.index))
    for path in done.files:
        click.echo(tr("Changed or removed: {path}").format(path=path))


@click.command()
@click.option(
    "--reason", type=click.Choice(["scheduled", "compromised", "moved"]), required=True, help="Why."
)
@_BY
@options.common
def rotate(*, reason: RotationReason, by: str, lang: str | None, as_json: bool) -> None:
    """Give the log a new key. The old key signs that, then it is destroyed.

    The log keeps its name, and what the old key signed stays valid. Tell those who trust the old key: they
    need `assent log key --all`. After a theft of the old key, only what was countersigned or kept
    elsewhere before the theft is beyond doubt.

    \b
    Examples:
      assent log rotate --reason scheduled --by "Kiss Éva"
    """  # noqa: D301 - click wants the character \b itself
    with open_log() as log:
        old = log.key.id
        record = log.rotate(reason, _by(by))
        new = log.key.id
    if as_json:
        options.print_json({"record": record.index, "old": old, "new": new})
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("The log {path} goes on under the key {key}.").format(path=log_file(), key=new))


def _by(name: str) -> By:
    """Who does it, for the record. Raises BadInput NOT_REPRESENTABLE."""
    from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, seal
    from installer.evidence.upkeep import By

    fields = PersonalFields(actor=ActorFields(name=name), principal=PrincipalFields(name=name))
    return By(seal(fields))
