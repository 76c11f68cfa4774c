"""A full scan of a log: chain, tree, checkpoints, signatures and personal data, all together.

`Log` refuses a log whose head is not sound; this reads one in any state and names what is wrong. What
it cannot name: a log that its key's holder wrote anew or cut back cleanly, unless somebody holds an
older checkpoint (`held`). Every receipt carries one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from installer.errors import AssentError, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import parse, sha256_hex
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.envelope import decode_statement, open_envelope
from installer.evidence.personal import PersonalFields, Sealed
from installer.evidence.record import FIRST, decode_record
from installer.evidence.store import LOG_FILE, SCHEMA, connect, guarded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from installer.evidence.keys import PublicKey


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `record` is -1 where no single record is concerned.

    Ids: `file` the database is damaged · `schema` tables or triggers were changed · `missing` a record
    is gone · `rewritten` its bytes are not those that were stored · `reordered` it stood elsewhere ·
    `chain` it does not follow the one before · `form` it cannot be read · `signature` it is not signed
    by this key · `tree` stored hashes differ · `checkpoint` a signed head does not fit · `truncated`
    there were more records · `replaced` another key's log · `personal` the fields are not those that
    the statement binds · `held` the log is not the one that a held checkpoint saw.
    """

    id: str
    record: int = -1
    detail: str = ""


@dataclass(frozen=True)
class _Row:
    """A record's columns as stored."""

    index: int
    time: str
    previous: str
    digest: str
    data: bytes


@dataclass
class _Snapshot:
    """Everything in the file at one moment."""

    integrity: str = "ok"
    schema: frozenset[str] = SCHEMA
    rows: list[_Row] = field(default_factory=list)
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    personal: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)


def fsck(folder: Path, key: PublicKey, held: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Everything that is wrong with the log in `folder`; empty when it is sound.

    `held` are signed checkpoint notes kept elsewhere. A folder without a log is an empty log. Raises
    Unavailable(LOG_UNWRITABLE, path, detail) when the file cannot be opened at all.
    """
    try:
        snapshot = _read(folder)
    except UntrustedData as exc:
        return (Finding("file", detail=str(exc.facts["detail"])),)
    return tuple(_examine(snapshot, key, held))


def _read(folder: Path) -> _Snapshot:
    path = folder / LOG_FILE
    if not path.exists():
        return _Snapshot()
    connection = connect(folder)
    try:
        with guarded(path):
            connection.execute("BEGIN")
            return _snapshot(connection)
    finally:
        connection.close()


def _snapshot(connection: sqlite3.Connection) -> _Snapshot:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    return _Snapshot(
        integrity=str(rows("PRAGMA integrity_check")[0][0]),
        schema=frozenset(row[0] for row in rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")),
        rows=[
            _Row(*row) for row in rows("SELECT idx, time, previous, digest, bytes FROM records ORDER BY idx")
        ],
        nodes={(row[0], row[1]): row[2] for row in rows("SELECT level, position, hash FROM nodes")},
        notes=dict(rows("SELECT size, note FROM checkpoints")),
        personal={row[0]: (row[1], row[2]) for row in rows("SELECT idx, salt, fields FROM personal")},
    )


def _examine(snapshot: _Snapshot, key: PublicKey, held: Sequence[str]) -> Iterator[Finding]:
    if snapshot.integrity != "ok":
        yield Finding("file", detail=snapshot.integrity)
    if snapshot.schema != SCHEMA:
        yield Finding("schema")
    yield from _chain(snapshot)
    for row in snapshot.rows:
        yield from _record(row, key, snapshot.personal.get(row.index))
    nodes = tree.build(tree.leaf_hash(row.data) for row in snapshot.rows)
    if nodes != snapshot.nodes:
        yield Finding("tree")
    roots = [tree.root(size, lambda at, of: nodes[at, of]) for size in range(len(snapshot.rows) + 1)]
    yield from _checkpoints(snapshot.notes, roots, key)
    for note in held:
        yield from _held(note, roots, key)


def _chain(snapshot: _Snapshot) -> Iterator[Finding]:
    """Places and links: which record is gone, and which does not follow the one before it."""
    previous, expected = FIRST, 0
    for row in snapshot.rows:
        if row.index != expected:
            yield Finding("missing", expected)
        elif row.previous != previous:
            yield Finding("chain", row.index)
        previous, expected = sha256_hex(row.data), row.index + 1


def _record(row: _Row, key: PublicKey, personal: tuple[bytes, bytes] | None) -> Iterator[Finding]:
    """One record by itself: its bytes, its place, its signature, its statement, its personal fields."""
    if sha256_hex(row.data) != row.digest:
        yield Finding("rewritten", row.index)
    try:
        document = decode_record(row.data)
    except AssentError as exc:
        yield Finding("form", row.index, str(exc))
        return
    if document.index != row.index:
        yield Finding("reordered", row.index, str(document.index))
    if (document.time, document.previous) != (row.time, row.previous):
        yield Finding("rewritten", row.index, "columns")
    try:
        payload = open_envelope(document.envelope, key)
    except AssentError as exc:
        yield Finding("signature", row.index, str(exc))
        return
    try:
        commitment = decode_statement(payload).predicate.personal.commitment
    except AssentError as exc:
        yield Finding("form", row.index, str(exc))
        return
    if personal is not None and not _opens(personal, commitment):
        yield Finding("personal", row.index)


def _opens(personal: tuple[bytes, bytes], commitment: str) -> bool:
    salt, fields = personal
    try:
        sealed = Sealed(salt, msgspec.convert(parse(fields), PersonalFields, strict=True))
    except (AssentError, msgspec.ValidationError):
        return False
    return sealed.opens(commitment)


def _checkpoints(notes: dict[int, str], roots: Sequence[bytes], key: PublicKey) -> Iterator[Finding]:
    """There is one for every size, signed by this key, over the root of the tree at that size."""
    for size in range(1, len(roots)):
        if size not in notes:
            yield Finding("checkpoint", size - 1, "missing")
    for size, note in sorted(notes.items()):
        if size >= len(roots):
            yield Finding("truncated", size - 1)
            continue
        try:
            found = open_checkpoint(note, key)
        except UntrustedData as exc:
            detail = str(exc.facts["detail"])
            yield Finding("replaced" if detail == "origin" else "checkpoint", size - 1, detail)
            continue
        if (found.size, found.root) != (size, roots[size]):
            yield Finding("checkpoint", size - 1, "root")


def _held(note: str, roots: Sequence[bytes], key: PublicKey) -> Iterator[Finding]:
    try:
        found = open_checkpoint(note, key)
    except UntrustedData as exc:
        detail = str(exc.facts["detail"])
        yield Finding("replaced" if detail == "origin" else "held", -1, detail)
        return
    if found.size >= len(roots):
        yield Finding("truncated", found.size - 1, f"{len(roots) - 1} < {found.size}")
    elif found.root != roots[found.size]:
        yield Finding("held", found.size - 1, "root")
