"""A log beside a checkpoint that was kept elsewhere: whether it is the same one and has only grown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence import tree
from installer.evidence.checkpoint import claimed, open_checkpoint
from installer.evidence.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.epochs import Epochs
    from installer.evidence.log import Log


def compare(note: str, roots: Sequence[bytes], epochs: Epochs) -> Iterator[Finding]:
    """What a kept note says against a log whose root at each size is in `roots`."""
    found = _open(note, epochs)
    if isinstance(found, Finding):
        yield found
    elif found.size >= len(roots):
        yield Finding("rolled-back", found.size - 1, f"{len(roots) - 1} < {found.size}")
    elif found.root != roots[found.size]:
        yield Finding("regrown", found.size - 1, "root")


def extends(log: Log, note: str) -> Finding | None:
    """Whether the log only grew since the note: by a consistency proof, without reading its records.

    Raises UntrustedData(LOG_BROKEN), Unavailable(LOG_UNWRITABLE).
    """
    found, size = _open(note, log.epochs()), log.size()
    if isinstance(found, Finding):
        return found
    if found.size > size:
        return Finding("rolled-back", found.size - 1, f"{size} < {found.size}")
    if found.size == 0:
        return None
    proof = log.consistency_proof(found.size, size)
    newest = claimed(log.checkpoint(size)).root
    if tree.roots_from_consistency(found.size, size, found.root, proof) != (found.root, newest):
        return Finding("regrown", found.size - 1, "root")
    return None


def note_in(data: bytes) -> str:
    """The checkpoint in a file: a note alone, or that of a receipt that holds.

    Raises BadInput(RECEIPT_MALFORMED, detail) for anything else.
    """
    from installer.evidence.verify import verify

    try:
        note = data.decode("utf-8")
        claimed(note)
    except (UnicodeDecodeError, UntrustedData):
        verification = verify(data)
        if verification.receipt is None:
            raise BadInput(Code.RECEIPT_MALFORMED, detail=verification.failed) from None
        return verification.receipt.checkpoint
    return note


def _open(note: str, epochs: Epochs) -> Checkpoint | Finding:
    try:
        said = claimed(note)
        if said.origin != epochs.origin:
            return Finding("new-origin", -1, said.origin)
        return open_checkpoint(note, epochs.at(max(said.size - 1, 0)), epochs.origin)
    except UntrustedData as exc:
        return Finding("held", -1, str(exc.facts["detail"]))
