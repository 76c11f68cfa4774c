"""`assent receipt`: what is added to a receipt afterwards, and its certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from installer.cli import options
from installer.errors import BadInput, Code, Unavailable, UntrustedData

if TYPE_CHECKING:
    from installer.evidence.document import ReceiptDocument

_FILE: Final = click.Path(path_type=Path)
_OUTPUT: Final = "File to write; without it the receipt itself is replaced."


@click.group()
def receipt() -> None:
    """Strengthen a receipt, or make its certificate.

    \b
    Examples:
      assent receipt anchor one.assent.json note.txt --witness witness.txt
      assent receipt anchor one.assent.json note.txt --witness witness.txt --proof log.jsonl
      assent receipt request one.assent.json --output one.tsq
      assent receipt timestamp one.assent.json one.tsr --tsa authority.pem
      assent receipt certificate one.assent.json --output one.pdf
    """  # noqa: D301 - click wants the character \b itself


@receipt.command()
@click.argument("file", type=_FILE)
@click.argument("note", type=_FILE)
@click.option(
    "--witness", required=True, metavar="KEY", help="The witness's verifier key, or a file with it."
)
@click.option(
    "--proof",
    type=_FILE,
    default=None,
    help="For a head that is newer than the one in the receipt: what “assent log prove RECORD --size N "
    "--json” printed where the log is, or the exported log. Without it, from this computer's log.",
)
@click.option("--output", type=_FILE, default=None, help=_OUTPUT)
@options.common
def anchor(  # noqa: PLR0913 - one parameter per option
    *,
    file: Path,
    note: Path,
    witness: str,
    proof: Path | None,
    output: Path | None,
    lang: str | None,
    as_json: bool,
) -> None:
    """Add the countersigned head of the log in NOTE to the receipt FILE.

    For a head that is newer than the one in the receipt, hashes must lead from the record to it: from this
    computer's log, or from a file with --proof.
    """
    from installer.cli.verify import read_receipt, witnesses_of
    from installer.evidence.additions import add_countersignature, opened

    data = read_receipt(file)
    text = _read(note).decode("utf-8", "replace")
    document = opened(data)
    hashes = _proof(document, text) if proof is None else _brought(document, text, proof)
    for one in witnesses_of(witness):
        data = add_countersignature(data, text, one, hashes)
    _done(output or file, data, lang=lang, as_json=as_json)


@receipt.command()
@click.argument("file", type=_FILE)
@click.option("--output", type=_FILE, required=True, help="The request (.tsq) to write.")
@options.common
def request(*, file: Path, output: Path, lang: str | None, as_json: bool) -> None:
    """Write the request for an RFC 3161 timestamp over the head of the log in the receipt FILE.

    Send it to a time-stamping authority by whatever way you have; add its answer with `timestamp`.
    """
    from installer.cli.verify import read_receipt
    from installer.evidence.additions import opened
    from installer.evidence.timestamp import request_for

    note = opened(read_receipt(file)).checkpoint.encode()
    _done(output, request_for(note), lang=lang, as_json=as_json)


@receipt.command()
@click.argument("file", type=_FILE)
@click.argument("answer", type=_FILE)
@click.option(
    "--tsa",
    "authority",
    type=_FILE,
    required=True,
    help="The authority's own certificate, then its issuers' (PEM).",
)
@click.option("--output", type=_FILE, default=None, help=_OUTPUT)
@options.common
def timestamp(  # noqa: PLR0913 - one parameter per option
    *, file: Path, answer: Path, authority: Path, output: Path | None, lang: str | None, as_json: bool
) -> None:
    """Add the timestamp in ANSWER (.tsr) to the receipt FILE."""
    from installer.cli.verify import read_receipt
    from installer.evidence.additions import add_timestamp
    from installer.evidence.trust import read_authority

    data = add_timestamp(read_receipt(file), _read(answer), (read_authority(authority),))
    _done(output or file, data, lang=lang, as_json=as_json)


@receipt.command()
@click.argument("file", type=_FILE)
@click.option("--output", type=_FILE, default=None, help="The PDF to write; beside FILE without it.")
@options.common
def certificate(*, file: Path, output: Path | None, lang: str | None, as_json: bool) -> None:
    """Make the certificate of the receipt FILE: a PDF in both languages, with the receipt inside.

    The PDF is a view; the receipt in it is the record. It is the same each time.
    """
    from installer import paths
    from installer.cli.verify import read_receipt
    from installer.evidence.certificate import make_certificate

    translators = tuple(options.translator(language) for language in options.LANGUAGES)
    data = make_certificate(read_receipt(file), translators, paths.fonts_root())
    target = output or file.with_name(file.name.removesuffix(".json").removesuffix(".assent") + ".pdf")
    _done(target, data, lang=lang, as_json=as_json)


def _proof(document: ReceiptDocument, note: str) -> list[bytes] | None:
    """The proof that leads to a newer head than the receipt's, from this machine's log.

    Raises BadInput(RECORD_UNKNOWN, path, record) where the log here is not the receipt's, or ends below.
    """
    from installer import paths
    from installer.evidence.additions import head_of
    from installer.evidence.keys import KEY_FILE, MachineKey
    from installer.evidence.log import Log
    from installer.evidence.store import LOG_FILE
    from installer.evidence.verify.reading import plain_bytes

    size = head_of(note).size
    if size == head_of(document.checkpoint).size:
        return None
    index, folder = document.record.index, paths.state_root()
    unknown = BadInput(Code.RECORD_UNKNOWN, path=str(folder / LOG_FILE), record=index)
    if not (folder / LOG_FILE).exists():
        raise unknown
    with Log.open(folder, MachineKey.load(folder / KEY_FILE)) as log:
        if log.record(index).data != plain_bytes(document.record):
            raise unknown
        log.checkpoint(size)  # the log must have been that long
        return log.inclusion_proof(index, size) if index < size else None


def _brought(document: ReceiptDocument, note: str, path: Path) -> list[bytes] | None:
    """The same from a file: a proof, or an exported log. Whether it fits is seen when it is added.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="proof") for a proof of another record or head,
    and as `read_export`.
    """
    from installer.cli.log.common import EXPORT_LIMIT, read
    from installer.evidence.additions import head_of
    from installer.evidence.export import read_export
    from installer.evidence.proofs import hashes_of, inclusion_in, read_inclusion
    from installer.evidence.shown import is_export

    size, index = head_of(note).size, document.record.index
    if size == head_of(document.checkpoint).size:
        return None
    data = read(path, EXPORT_LIMIT)
    if is_export(data):
        return inclusion_in(read_export(data.splitlines(keepends=True)), index, size)
    found = read_inclusion(data)
    if (found.record, found.size) != (index, size):
        raise UntrustedData(Code.COUNTERSIGNATURE_INVALID, detail="proof")
    return hashes_of(found)


def _read(path: Path) -> bytes:
    from installer.evidence.trust import TRUST_LIMIT

    try:
        with path.open("rb") as file:
            return file.read(TRUST_LIMIT)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc


def _done(path: Path, data: bytes, *, lang: str | None, as_json: bool) -> None:
    from installer.evidence.durable import write_whole

    try:
        write_whole(path, data)
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc
    if as_json:
        options.print_json({"file": str(path), "bytes": len(data)})
        return
    tr = options.translator(options.language_of(lang))
    click.echo(tr("Written: {path}").format(path=path))
