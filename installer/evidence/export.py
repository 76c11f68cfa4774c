"""A whole log as one file that can be checked without the machine: lines of canonical JSON.

The first line names the log, its keys and how many records follow; each line after it holds one record,
the checkpoint over the log up to it, and the personal fields with their salt. Every byte is bound: the
records by tree and chain, the checkpoints by their signatures, the fields by their commitments.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import LIMIT, decode64, document_bytes, encode64, parse, sha256_hex
from installer.evidence.document import PersonalDocument
from installer.evidence.epochs import read_epochs
from installer.evidence.personal import PersonalFields, fields_bytes
from installer.evidence.predicates import Document
from installer.evidence.predicates.basics import Count
from installer.evidence.reading import convert, read_document
from installer.evidence.record import RecordDocument, decode_record
from installer.evidence.snapshot import Row, Snapshot

EXPORT_TYPE: Final = "assent/log-export"


class ExportKey(Document, frozen=True, kw_only=True):
    """A key of the log (SubjectPublicKeyInfo, base64) and the first place that it signs."""

    start: Count
    public: str


class ExportHead(Document, frozen=True, kw_only=True):
    """The first line. `people` says whether personal fields were exported."""

    type: Literal["assent/log-export"] = "assent/log-export"
    version: Literal[1] = 1
    origin: str
    size: Count
    keys: list[ExportKey]
    people: bool


class ExportEntry(Document, frozen=True, kw_only=True):
    """Every other line: one record, the note over the log up to it, the person unless erased."""

    record: RecordDocument
    checkpoint: str
    personal: PersonalDocument | None


def export_lines(snapshot: Snapshot, *, people: bool = True) -> Iterator[bytes]:
    """The lines of a sound log (see `fsck.examine`), each with its line end."""
    epochs = read_epochs(snapshot.keys)
    head = ExportHead(
        origin=epochs.origin,
        size=len(snapshot.rows),
        keys=[ExportKey(start=start, public=public) for start, public in snapshot.keys],
        people=people,
    )
    yield document_bytes(head) + b"\n"
    for row in snapshot.rows:
        entry = ExportEntry(
            record=decode_record(row.data),
            checkpoint=snapshot.notes[row.index + 1],
            personal=_disclosed(snapshot.personal.get(row.index)) if people else None,
        )
        yield document_bytes(entry) + b"\n"


def read_export(lines: Iterable[bytes]) -> Snapshot:
    """The log that an export holds.

    Raises UntrustedData: RECEIPT_MALFORMED, STATEMENT_MALFORMED (`detail`) where a line is not what this
    program writes. Whether the log is sound is for `fsck.examine` to say.
    """
    whole = (_line(line) for line in lines)
    try:
        head = read_document(next(whole), ExportHead)
    except StopIteration:
        raise _malformed(detail="empty") from None
    snapshot = Snapshot(people=head.people, keys=[(key.start, key.public) for key in head.keys])
    if read_epochs(snapshot.keys).origin != head.origin:
        raise _malformed(detail="origin")
    for place, line in enumerate(whole):
        entry = read_document(line, ExportEntry)
        data, record = document_bytes(entry.record), entry.record
        if record.index != place:
            raise _malformed(detail="place")
        snapshot.rows.append(Row(place, record.time, record.previous, sha256_hex(data), data))
        snapshot.notes[place + 1] = entry.checkpoint
        if entry.personal is not None:
            snapshot.personal[place] = (decode64(entry.personal.salt), fields_bytes(entry.personal.fields))
    if len(snapshot.rows) != head.size:
        raise _malformed(detail="size")
    if snapshot.personal and not head.people:
        raise _malformed(detail="people")
    return snapshot


def _line(line: bytes) -> bytes:
    if len(line) > LIMIT:
        raise _malformed(detail="too-large")
    if not line.endswith(b"\n"):
        raise _malformed(detail="torn")
    return line[:-1]


def _disclosed(personal: tuple[bytes, bytes] | None) -> PersonalDocument | None:
    if personal is None:
        return None
    salt, fields = personal
    return PersonalDocument(salt=encode64(salt), fields=convert(parse(fields), PersonalFields))


def _malformed(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.RECEIPT_MALFORMED, detail=detail)
