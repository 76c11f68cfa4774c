"""`assent log prove`: the hashes that lead from a record, or from an older head, to a signed head."""

from __future__ import annotations

from typing import Any

import click

from installer.cli import options
from installer.cli.log.common import open_log


@click.command()
@click.argument("record", type=click.IntRange(min=0), required=False)
@click.option(
    "--size", type=click.IntRange(min=1), help="Under the head over so many records; else the newest."
)
@click.option(
    "--consistency",
    nargs=2,
    type=click.IntRange(min=1),
    metavar="M N",
    help="That the first M of N records are the log as it was then.",
)
@options.common
def prove(
    *,
    record: int | None,
    size: int | None,
    consistency: tuple[int, int] | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Print a proof that RECORD stands in the log, or that the log only grew (RFC 6962, SHA-256).

    Each hash is one line, the nearest first; the signed head that they lead to comes last.

    \b
    Examples:
      assent log prove 3
      assent log prove 3 --size 5 --json
      assent log prove --consistency 5 9
    """  # noqa: D301 - click wants the character \b itself
    tr = options.translator(options.language_of(lang))
    if (record is None) == (consistency is None):
        raise click.UsageError(tr("Name either RECORD or --consistency M N."))
    found = _consistency(*consistency) if consistency is not None else _inclusion(record or 0, size)
    if as_json:
        options.print_json(found)
        return
    titles = {
        "leaf": tr("Leaf"),
        "root": tr("Root"),
        "old-root": tr("Root of the older log"),
        "proof": tr("Proof"),
        "checkpoint": tr("Signed head of the log"),
    }
    for name, title in titles.items():
        if name in found:
            value = found[name]
            text = "\n".join(value) if isinstance(value, list) else str(value)
            click.echo(f"{title}:\n{text.rstrip() or '–'}")


def _inclusion(index: int, size: int | None) -> dict[str, Any]:
    """Raises BadInput RECORD_UNKNOWN as `prove_inclusion`."""
    import msgspec

    from installer.evidence.proofs import prove_inclusion

    with open_log(index) as log:
        found: dict[str, Any] = msgspec.to_builtins(prove_inclusion(log, index, size))
    return found


def _consistency(old: int, new: int) -> dict[str, Any]:
    """Raises BadInput RECORD_UNKNOWN as `prove_consistency`."""
    import msgspec

    from installer.evidence.proofs import prove_consistency

    with open_log(new - 1) as log:
        found: dict[str, Any] = msgspec.to_builtins(prove_consistency(log, old, new))
    return found
