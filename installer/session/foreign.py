"""One file from another computer's log, verified: a receipt, or the whole log as exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import BadInput, Code, Refused, UntrustedData
from installer.evidence.predicates import Acceptance, Grant, Objection, Revocation
from installer.session.ledger import Entry, read_instant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.evidence.keys import PublicKey
    from installer.evidence.personal import PersonalFields
    from installer.evidence.snapshot import Row, Snapshot

ELSEWHERE: Final = -1
"""The place of an entry that is not in this computer's log."""
LIMIT: Final = 256 * 1024 * 1024
"""Bytes. An export of 10,000 records has some 60 MB."""


class Foreign(msgspec.Struct, frozen=True):
    """What a file shows of the log that it comes from."""

    origin: str
    """The name of the log."""
    entries: tuple[Entry, ...]
    """In that log's order; `index` is `ELSEWHERE`. Of a receipt one."""
    keys: tuple[PublicKey, ...]
    """The log's first key, and the one that signed its head."""
    note: str
    until: datetime | None
    """Time of the last record of an export: up to then all is known. None for a receipt."""
    data: bytes

    @property
    def name(self) -> str:
        """The file's name here: a receipt by its record, an export by its log."""
        if self.until is None:
            return f"{self.entries[0].digest}.assent.json"
        return f"{self.origin.rpartition('/')[2]}.jsonl"

    @property
    def needs_trust(self) -> bool:
        """Whether it counts under a trusted key alone: where it gives something."""
        return self.until is not None or isinstance(self.entries[0].said, Grant | Acceptance)

    def trusted(self, keys: Iterable[PublicKey]) -> bool:
        """Whether the log is that of one of these keys."""
        return not set(self.keys).isdisjoint(keys)


def read_foreign(path: Path, cite: tuple[ClauseId, ...] = ()) -> Foreign:
    """What the file shows, everything in it verified, whoever's log it is.

    Raises BadInput RECEIPT_UNREADABLE (path, detail) and Refused GRANT_UNFIT (path, detail): it does not
    hold, it is a receipt of something that neither gives nor takes back a grant, or people were taken out
    of one that gives.
    """
    from installer.evidence.shown import is_export

    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
    if len(data) > LIMIT:
        raise unfit(path, "too-large", cite)
    return _export(path, data, cite) if is_export(data) else _receipt(path, data, cite)


def unfit(path: Path, detail: str, cite: tuple[ClauseId, ...] = ()) -> Refused:
    """The refusal of a file that does not show what it is needed for."""
    return Refused(Code.GRANT_UNFIT, cite=cite, path=str(path), detail=detail)


def _receipt(path: Path, data: bytes, cite: tuple[ClauseId, ...]) -> Foreign:
    from installer.evidence.canonical import sha256_hex
    from installer.evidence.verify import examine
    from installer.evidence.verify.reading import plain_bytes

    case, verification = examine(data)
    if case is None:
        raise unfit(path, verification.failed, cite)
    said, record = case.statement.predicate, case.receipt.record
    if not isinstance(said, Grant | Acceptance | Revocation | Objection):
        raise unfit(path, case.statement.predicate_type.value, cite)
    disclosed = case.receipt.personal
    if disclosed is None and isinstance(said, Grant | Acceptance):
        raise unfit(path, "erased", cite)
    entry = Entry(
        index=ELSEWHERE,
        digest=sha256_hex(plain_bytes(record)),
        time=read_instant(record.time),
        said=said,
        people=None if disclosed is None else disclosed.fields,
    )
    keys = (case.keys[0], case.keys[-1])
    return Foreign(case.checkpoint.origin, (entry,), keys, case.receipt.checkpoint, None, data)


def _export(path: Path, data: bytes, cite: tuple[ClauseId, ...]) -> Foreign:
    from installer.evidence.epochs import read_epochs
    from installer.evidence.export import read_export
    from installer.evidence.fsck import examine

    try:
        snapshot = read_export(data.splitlines(keepends=True))
    except UntrustedData as exc:
        raise unfit(path, str(exc.facts["detail"]), cite) from exc
    findings = examine(snapshot, None)
    if findings:
        raise unfit(path, findings[0].id, cite)
    if not snapshot.rows or not snapshot.people:
        raise unfit(path, "erased" if snapshot.rows else "empty", cite)
    epochs, entries = read_epochs(snapshot.keys), tuple(_entry(row, snapshot) for row in snapshot.rows)
    keys = (epochs.keys[0], epochs.at(len(entries) - 1))
    until = max(entry.time for entry in entries)
    return Foreign(epochs.origin, entries, keys, snapshot.notes[len(entries)], until, data)


def _entry(row: Row, snapshot: Snapshot) -> Entry:
    """A record of a log that was found sound."""
    from installer.evidence.canonical import decode64
    from installer.evidence.envelope import decode_statement
    from installer.evidence.record import decode_record

    payload = decode64(decode_record(row.data).envelope.payload)
    return Entry(
        index=ELSEWHERE,
        digest=row.digest,
        time=read_instant(row.time),
        said=decode_statement(payload).predicate,
        people=_people(snapshot.personal.get(row.index)),
    )


def _people(personal: tuple[bytes, bytes] | None) -> PersonalFields | None:
    """The fields of a record, which open its commitment; None where they were erased."""
    import msgspec

    from installer.evidence.personal import PersonalFields

    if personal is None:
        return None
    return msgspec.json.decode(personal[1], type=PersonalFields)
