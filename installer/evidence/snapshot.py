"""Everything that a log holds at one moment, in any state; what is wrong with it says `fsck`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from installer.evidence.rows import HASH_BYTES
from installer.evidence.store import LOG_FILE, SCHEMA, connect, guarded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


class Row(msgspec.Struct, frozen=True):
    """A record's columns as stored."""

    index: int
    time: str
    previous: str
    digest: str
    data: bytes


@dataclass
class Snapshot:
    """A log as read.

    `nodes` is None where the tree was not stored (an export), `people` False where personal fields were
    left out on purpose. `notes` by size, `personal` (salt, canonical fields) by place.
    """

    integrity: str = "ok"
    schema: frozenset[str] = SCHEMA
    rows: list[Row] = field(default_factory=list)
    nodes: dict[tuple[int, int], bytes] | None = None
    notes: dict[int, str] = field(default_factory=dict)
    keys: list[tuple[int, str]] = field(default_factory=list)
    personal: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    people: bool = True


def read_file(folder: Path) -> Snapshot:
    """The log in `folder` at one moment; a folder without a log is an empty one.

    Raises UntrustedData(LOG_BROKEN, path, detail) where the file cannot be read as a log,
    Unavailable(LOG_UNWRITABLE, path, detail) where it cannot be opened at all.
    """
    path = folder / LOG_FILE
    if not path.exists():
        return Snapshot()
    connection = connect(folder)
    try:
        with guarded(path):
            connection.execute("BEGIN")
            return _snapshot(connection)
    finally:
        connection.close()


def _snapshot(connection: sqlite3.Connection) -> Snapshot:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    return Snapshot(
        integrity=str(rows("PRAGMA integrity_check")[0][0]),
        schema=frozenset(row[0] for row in rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")),
        rows=[
            Row(*row) for row in rows("SELECT idx, time, previous, digest, bytes FROM records ORDER BY idx")
        ],
        nodes=dict(_nodes(rows("SELECT size, hashes FROM checkpoints"))),
        notes=dict(rows("SELECT size, note FROM checkpoints")),
        keys=[(row[0], row[1]) for row in rows("SELECT start, public FROM keys ORDER BY start")],
        personal={row[0]: (row[1], row[2]) for row in rows("SELECT idx, salt, fields FROM personal")},
    )


def _nodes(heads: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Level and position of every stored hash; a piece of a hash stands for itself."""
    for size, hashes in heads:
        for level, start in enumerate(range(0, len(hashes), HASH_BYTES)):
            yield (level, (size >> level) - 1), hashes[start : start + HASH_BYTES]
