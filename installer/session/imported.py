"""Receipts from elsewhere that were verified and are kept here, so that statements can point at them.

A receipt proves what its own log says under its own key. Whether that key is the customer's is for
whoever imports it to know: `assent verify --policy enrolled` asks that question.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import AssentError, BadInput, Code, Refused, Unavailable
from installer.evidence import predicates

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId
    from installer.evidence.personal import PersonalFields

FOLDER: Final = "imported"
"""The folder of imported receipts under the state folder."""


class Imported(msgspec.Struct, frozen=True):
    """An acceptance that a receipt from elsewhere proves."""

    digest: str
    """Of its record, in the log that it comes from."""
    key: str
    """Id of the key that signed it."""
    said: predicates.Acceptance
    people: PersonalFields
    path: Path


def read_receipt(path: Path, cite: tuple[ClauseId, ...] = ()) -> tuple[Imported, bytes]:
    """The acceptance that the receipt file proves, and the file's bytes.

    Raises BadInput RECEIPT_UNREADABLE (path, detail) and Refused RECEIPT_UNFIT (path, detail): it does
    not verify (`detail` is the step that failed), it is of something else than an acceptance, or the people
    were taken out of it (`erased`).
    """
    from installer.evidence.canonical import LIMIT, canonical, parse, sha256_hex
    from installer.evidence.verify import verify

    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as exc:
        raise BadInput(Code.RECEIPT_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
    found = verify(data)
    if found.receipt is None or found.statement is None:
        raise unfit(path, found.failed, cite)
    said = found.statement.predicate
    if not isinstance(said, predicates.Acceptance):
        raise unfit(path, found.statement.predicate_type.value, cite)
    if found.receipt.personal is None:
        raise unfit(path, "erased", cite)
    # Verified above: these are the bytes that the tree holds.
    digest = sha256_hex(canonical(parse(data)["record"]))
    return Imported(digest, found.receipt.key.id, said, found.receipt.personal.fields, path), data


def keep(state_folder: Path, path: Path, cite: tuple[ClauseId, ...] = ()) -> Imported:
    """Verify the receipt of somebody's own acceptance and keep a copy under its record digest.

    Raises as `read_receipt`; RECEIPT_UNFIT also for an acceptance that somebody else gave for them;
    Unavailable LOG_UNWRITABLE (path, detail).
    """
    from installer.evidence.durable import ensure_folder, write_whole

    found, data = read_receipt(path, cite)
    if found.said.capacity != "self":
        raise unfit(path, found.said.capacity, cite)
    kept = state_folder / FOLDER / f"{found.digest}.assent.json"
    try:
        ensure_folder(kept.parent)
        write_whole(kept, data)
    except OSError as exc:
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(kept), detail=exc.strerror or "") from exc
    return Imported(found.digest, found.key, found.said, found.people, kept)


def find(state_folder: Path, digest: str) -> Imported | None:
    """The kept receipt of that record, verified again; None where none was imported."""
    path = state_folder / FOLDER / f"{digest}.assent.json"
    if not path.exists():
        return None
    found, _ = read_receipt(path)
    return found if found.digest == digest else None


def listed(state_folder: Path) -> tuple[Imported, ...]:
    """All kept receipts that still verify, by the name of their file."""
    found = []
    for path in sorted((state_folder / FOLDER).glob("*.assent.json")):
        try:
            kept = find(state_folder, path.name.removesuffix(".assent.json"))
        except AssentError:
            # It proves nothing any more; who names it is told so.
            continue
        if kept is not None:
            found.append(kept)
    return tuple(found)


def unfit(path: Path | str, detail: str, cite: tuple[ClauseId, ...] = ()) -> Refused:
    """The refusal of a receipt that does not prove what it should."""
    return Refused(Code.RECEIPT_UNFIT, cite=cite, path=str(path), detail=detail)
