"""A full scan of a log: chain, tree, checkpoints, keys, signatures and personal data, all together.

`Log` refuses a log whose head is not sound; this reads one in any state and names what is wrong. What
it cannot name: a log that its key's holder wrote anew or cut back cleanly, unless somebody holds an
older checkpoint (`held`). Every receipt carries one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import AssentError, Unavailable, UntrustedData
from installer.evidence import held as kept
from installer.evidence import tree
from installer.evidence.canonical import sha256_hex
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.epochs import Epochs, read_epochs
from installer.evidence.finding import Finding
from installer.evidence.people import examine_people
from installer.evidence.record import FIRST
from installer.evidence.rotation import find_key
from installer.evidence.scan import Scanned, scan
from installer.evidence.snapshot import read_file
from installer.evidence.store import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from installer.evidence.keys import PublicKey
    from installer.evidence.snapshot import Snapshot

__all__ = ["Finding", "examine", "fsck"]


def fsck(folder: Path, key: PublicKey, held: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with the log in `folder`; empty when it is sound.

    `key` is the machine's; `held` are signed checkpoint notes kept elsewhere. A folder without a log is
    an empty log. Raises Unavailable(LOG_UNWRITABLE, path, detail) when the file cannot be opened at all.
    """
    try:
        snapshot = read_file(folder)
    except UntrustedData as exc:
        return (Finding("file", detail=str(exc.facts["detail"])),)
    return examine(snapshot, _machine_key(folder, key, snapshot), held)


def examine(snapshot: Snapshot, key: PublicKey | None, held: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with a log as read.

    `key` is the one that must be the log's newest; None takes the log's own word for its keys, as for
    an export whose keys are compared with known ones by the caller.
    """
    return tuple(_examine(snapshot, key, held))


def _machine_key(folder: Path, key: PublicKey, snapshot: Snapshot) -> PublicKey:
    """The key that signs next: `key`, unless a rotation was killed before the new one took its name."""
    try:
        newest = read_epochs(snapshot.keys).newest
        found = None if newest == key else find_key(folder, newest)
    except (UntrustedData, Unavailable):
        return key
    return key if found is None else found.public


def _examine(snapshot: Snapshot, key: PublicKey | None, held: Sequence[str]) -> Iterator[Finding]:
    if snapshot.integrity != "ok":
        yield Finding("file", detail=snapshot.integrity)
    if snapshot.schema != SCHEMA:
        yield Finding("schema")
    epochs = yield from _epochs(snapshot, key)
    if epochs is None:
        return
    yield from _chain(snapshot)
    scanned: list[Scanned] = []
    for row in snapshot.rows:
        found = yield from scan(row, epochs)
        scanned.append(found)
    yield from _twice(snapshot, scanned)
    yield from examine_people(snapshot, scanned)
    nodes = tree.build(tree.leaf_hash(row.data) for row in snapshot.rows)
    if snapshot.nodes is not None and nodes != snapshot.nodes:
        yield Finding("tree")
    roots = [tree.root(size, lambda at, of: nodes[at, of]) for size in range(len(snapshot.rows) + 1)]
    yield from _checkpoints(snapshot, roots, epochs)
    for note in held:
        yield from kept.compare(note, roots, epochs)


def _epochs(snapshot: Snapshot, key: PublicKey | None) -> Generator[Finding, None, Epochs | None]:
    """The log's keys; a generator that returns them, or None where nothing can be compared with any key."""
    try:
        epochs = read_epochs(snapshot.keys)
    except UntrustedData as exc:
        if snapshot.rows or snapshot.keys or key is None:
            yield Finding("key-replaced", detail=str(exc.facts["detail"]))
        return None if key is None else Epochs.of(key)
    if key is not None and epochs.newest != key:
        yield Finding("key-replaced" if key in epochs.keys else "replaced", detail=epochs.newest.id)
    if epochs.starts[-1] > len(snapshot.rows):
        yield Finding("key-replaced", epochs.starts[-1] - 1, "no rotation")
    return epochs


def _chain(snapshot: Snapshot) -> Iterator[Finding]:
    """Places and links: which record is gone, and which does not follow the one before it."""
    previous, expected = FIRST, 0
    for row in snapshot.rows:
        if row.index != expected:
            yield Finding("missing", expected)
        elif row.previous != previous:
            yield Finding("chain", row.index)
        previous, expected = sha256_hex(row.data), row.index + 1


def _twice(snapshot: Snapshot, scanned: list[Scanned]) -> Iterator[Finding]:
    """A statement that stands in the log a second time. Its salt makes each one different from any other."""
    seen: set[str | bytes] = set()
    for row, found in zip(snapshot.rows, scanned, strict=True):
        what = found.signature or row.data
        if what in seen:
            yield Finding("replayed", row.index)
        seen.add(what)


def _checkpoints(snapshot: Snapshot, roots: Sequence[bytes], epochs: Epochs) -> Iterator[Finding]:
    """There is one for every size, signed by its key, over the root of the tree at that size."""
    last = len(roots) - 1
    for size in range(1, len(roots)):
        if size not in snapshot.notes:
            yield Finding("torn" if size == last else "checkpoint", size - 1, "missing")
    for size, note in sorted(snapshot.notes.items()):
        if size > last:
            yield Finding("truncated", size - 1)
            continue
        try:
            found = open_checkpoint(note, epochs.at(size - 1), epochs.origin)
        except AssentError as exc:
            detail = str(exc.facts["detail"])
            yield Finding("replaced" if detail == "origin" else "checkpoint", size - 1, detail)
            continue
        if (found.size, found.root) != (size, roots[size]):
            yield Finding("checkpoint", size - 1, "root")
