"""`assent log witness | cosign`: signing the heads of somebody else's log, as a witness."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.cli.log.common import EXPORT_LIMIT, print_findings, read, say_findings, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.snapshot import Snapshot

_FILE: Final = click.Path(path_type=Path)


@click.command()
@click.argument("name", required=False)
@options.common
def witness(*, name: str | None, lang: str | None, as_json: bool) -> None:
    """Print the verifier key by which others know this computer as a witness; with NAME become one first.

    NAME is that of the witness in its lines, such as a host name; it stays. The witness has a key of its
    own, in the folder “witness” of the state folder, for its owner alone. It is no key of a log.

    \b
    Examples:
      assent log witness witness.example.org
      assent log witness > witness.txt
    """  # noqa: D301 - click wants the character \b itself
    del lang
    from installer import paths
    from installer.evidence.witnessing import Witness

    root = paths.state_root()
    found = Witness.open(root) if name is None else Witness.make(root, name)
    if as_json:
        options.print_json({"name": found.public.name, "key": found.public.text})
    else:
        click.echo(found.public.text)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--enrolled",
    type=_FILE,
    required=True,
    help="File of the keys (PEM) of the logs whose heads you sign; “assent log key” prints one there.",
)
@click.option(
    "--proof",
    type=_FILE,
    help="That the log only grew: what “assent log prove --consistency M N --json” printed, or the "
    "exported log.",
)
@click.option("--output", type=_FILE, help="File to write; standard output without it.")
@options.common
def cosign(  # noqa: PLR0913 - one parameter per option
    *, file: Path, enrolled: Path, proof: Path | None, output: Path | None, lang: str | None, as_json: bool
) -> int:
    """Sign the head of somebody else's log as a witness, and print it for “assent receipt anchor”.

    FILE is a head that “assent log checkpoint” printed there, a receipt, or an exported log. The head must
    be by a log whose key you gave, and must follow the one that you signed last for it: newer with a proof,
    never older, never another one. Exit status 1 when it does not, and nothing is signed.

    \b
    Examples:
      assent log cosign head.txt --enrolled their-key.pem > cosigned.txt
      assent log cosign head.txt --enrolled their-key.pem --proof proof.json --output cosigned.txt
      assent log cosign log.jsonl --enrolled their-key.pem
    """  # noqa: D301 - click wants the character \b itself
    from installer import paths
    from installer.evidence.shown import shown
    from installer.evidence.trust import read_keys
    from installer.evidence.witnessing import Witness

    known = read_keys(enrolled)
    one = Witness.open(paths.state_root())
    grown = None if proof is None else _proof(read(proof, EXPORT_LIMIT))
    found = shown(read(file, EXPORT_LIMIT), known)
    done = found if isinstance(found, tuple) else one.cosign(found, int(time.time()), grown)
    tr = options.translator(options.language_of(lang))
    if isinstance(done, tuple):
        print_findings(done) if as_json else say_findings(done, tr)
        return 1
    if output is not None:
        write(output, done.note.encode())
    if as_json:
        options.print_json({"since": done.since, "note": done.note})
        return 0
    if output is None:
        click.echo(done.note, nl=False)
    if not done.since:
        click.echo(tr("It is the first head of this log: there was none to compare it with."), err=True)
    return 0


def _proof(data: bytes) -> Sequence[bytes] | Snapshot:
    """Raises UntrustedData COUNTERSIGNATURE_INVALID (detail), and as `read_export`."""
    from installer.evidence.export import read_export
    from installer.evidence.proofs import hashes_of, read_consistency
    from installer.evidence.shown import is_export

    if is_export(data):
        return read_export(data.splitlines(keepends=True))
    return hashes_of(read_consistency(data))
