"""A head of somebody's log, as it is shown to whoever shall believe it: a note, a receipt, or a whole export.

A note alone is believed under the key that its log is named after. Where that key was followed by others,
only a receipt or an export shows how each handed over to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import UntrustedData
from installer.evidence.checkpoint import claimed, open_checkpoint, origin_of
from installer.evidence.epochs import read_epochs
from installer.evidence.export import EXPORT_TYPE, read_export
from installer.evidence.finding import Finding
from installer.evidence.fsck import examine as scan
from installer.evidence.witness import split_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.keys import PublicKey
    from installer.evidence.snapshot import Snapshot


_EMPTY: Final = (Finding("held", detail="0"),)


class Shown(msgspec.Struct, frozen=True):
    """A head whose signature was checked, by a log that is known; the whole log where that was shown."""

    note: str
    head: Checkpoint
    snapshot: Snapshot | None = None


def shown(data: bytes, known: Iterable[PublicKey]) -> Shown | tuple[Finding, ...]:
    """The head in the bytes of a file, if it is by a log of which a key is among `known`; else what is wrong.

    Of a receipt it is the head in it, of an export the newest. Known must be the key that the log is
    named after, or the one that signed the head.
    """
    keys = tuple(known)
    if is_export(data):
        return _of_export(data, keys)
    try:
        note = data.decode("utf-8")
        said = claimed(note)
    except (UnicodeDecodeError, UntrustedData):
        return _of_receipt(data, keys)
    named = next((key for key in keys if origin_of(key) == said.origin), None)
    if named is None:
        return (Finding("unknown-log", detail=said.origin),)
    try:
        own = _own_line(note, said.origin)
        return _not_empty(Shown(own, open_checkpoint(own, named)))
    except UntrustedData as exc:
        return (Finding("held", detail=str(exc.facts["detail"])),)


def is_export(data: bytes) -> bool:
    """Whether the file says of itself that it is an exported log."""
    return f'"type":"{EXPORT_TYPE}"'.encode() in data.partition(b"\n")[0]


def _own_line(note: str, origin: str) -> str:
    """The note with the log's own signature alone: nothing here checks those of others."""
    body, lines = split_note(note)
    return body + "\n" + "".join(f"{line}\n" for line in lines if line.startswith(f"\u2014 {origin} "))


def _of_receipt(data: bytes, known: tuple[PublicKey, ...]) -> Shown | tuple[Finding, ...]:
    from installer.evidence.verify import examine

    case, verification = examine(data)
    if case is None:
        return (Finding("no-head", detail=verification.failed),)
    if not {case.keys[0], case.keys[-1]} & set(known):
        return (Finding("unknown-log", detail=case.checkpoint.origin),)
    return Shown(case.receipt.checkpoint, case.checkpoint)


def _of_export(data: bytes, known: tuple[PublicKey, ...]) -> Shown | tuple[Finding, ...]:
    try:
        snapshot = read_export(data.splitlines(keepends=True))
    except UntrustedData as exc:
        return (Finding("file", detail=str(exc.facts["detail"])),)
    findings = scan(snapshot, None)
    if findings:
        return findings
    epochs, size = read_epochs(snapshot.keys), len(snapshot.rows)
    if not {epochs.keys[0], epochs.at(max(size - 1, 0))} & set(known):
        return (Finding("unknown-log", detail=epochs.origin),)
    note = snapshot.notes.get(size, "")
    return _not_empty(Shown(note, claimed(note), snapshot)) if note else _EMPTY


def _not_empty(found: Shown) -> Shown | tuple[Finding, ...]:
    return found if found.head.size else _EMPTY
