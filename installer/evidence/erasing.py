"""Taking people out of everything that the state folder holds about them: receipts first, then the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import AssentError, BadInput, Code
from installer.evidence.canonical import canonical, parse, sha256_hex
from installer.evidence.durable import sync_folder, write_whole
from installer.evidence.predicates import presentation_of
from installer.evidence.store import guarded
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from installer.evidence.log import Log
    from installer.evidence.record import Record
    from installer.evidence.upkeep import By, ErasureReason

RECEIPTS: Final = "receipts"
"""Where the session keeps receipts, under the log's folder."""
_RECEIPT: Final = ".assent.json"


class Erased(msgspec.Struct, frozen=True):
    """The tombstone's record, and the files beside the log that were changed or removed."""

    record: Record
    files: tuple[Path, ...]


def erase_people(log: Log, indices: Sequence[int], reason: ErasureReason, by: By) -> Erased:
    """Delete the personal fields of these records from the receipts beside the log, then from the log.

    A receipt stays, without the person; a certificate made from it goes, as the receipt inside it cannot
    be changed, and so do the pictures of the window that it names, whatever is covered in them.
    Killed in between, the same call does the rest. Raises as `Log.erase`.
    """
    digests = set()
    for index in sorted(set(indices)):
        digests.add(log.record(index).digest)
        if log.personal(index) is None:
            raise BadInput(Code.RECORD_ERASED, path=str(log.path), record=index)
    folder = log.path.parent / RECEIPTS
    with guarded(folder):
        files = tuple(_receipts(folder, digests)) if folder.is_dir() else ()
    return Erased(log.erase(indices, reason, by), files)


def _receipts(folder: Path, digests: set[str]) -> Iterator[Path]:
    for path in sorted(folder.glob(f"*{_RECEIPT}")):
        data = _without_person(path.read_bytes(), digests)
        if data is None:
            continue
        for made in _made_with(path, data):
            if made.exists():
                made.unlink()
                sync_folder(folder)
                yield made
        # Last: while the person stands in the receipt, the same call finds what belongs to it.
        write_whole(path, data)
        yield path


def _made_with(path: Path, data: bytes) -> Iterator[Path]:
    """The certificate of a receipt, and the pictures that it names."""
    yield path.with_name(path.name.removesuffix(_RECEIPT) + ".pdf")
    statement = verify(data).statement
    screen = None if statement is None else presentation_of(statement.predicate)
    for grab in () if screen is None else screen.grabs:
        yield path.with_name(f"{grab.sha256}.png")


def _without_person(data: bytes, digests: set[str]) -> bytes | None:
    """The receipt of one of these records without its person; None for any other file."""
    try:
        receipt = parse(data)
        digest = sha256_hex(canonical(receipt["record"]))
    except (AssentError, TypeError, LookupError):
        return None
    if digest not in digests or receipt.get("personal") is None:
        return None
    changed = canonical({**receipt, "personal": None})
    return changed if verify(changed).valid else None
