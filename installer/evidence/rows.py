"""What stands in the log's file, row by row; nothing here is checked yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from installer.errors import Code, UntrustedData
from installer.evidence.record import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path
    from typing import NoReturn


HASH_BYTES: Final = 32


class Rows:
    """Reads the tables of one connection. Errors of SQLite come out as they are, see `store.guarded`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def count(self) -> int:
        """How many records there are."""
        count: int = self._connection.execute("SELECT count(*) FROM records").fetchone()[0]
        return count

    def version(self) -> int:
        """A number that is another one once somebody else has changed the file."""
        number: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def last(self) -> tuple[int, str, bytes, str] | None:
        """Index, stored digest, bytes and stored link of the last record."""
        row: tuple[int, str, bytes, str] | None = self._maybe(
            "SELECT idx, digest, bytes, previous FROM records ORDER BY idx DESC LIMIT 1"
        )
        return row

    def newest_note(self) -> tuple[int, str] | None:
        """Size and note of the newest checkpoint."""
        row: tuple[int, str] | None = self._maybe(
            "SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1"
        )
        return row

    def record(self, index: int) -> Record | None:
        """One record."""
        row = self._maybe("SELECT idx, time, previous, bytes FROM records WHERE idx = ?", index)
        return None if row is None else Record(*row)

    def records(self) -> Iterator[Record]:
        """All records by their place."""
        for row in self._connection.execute("SELECT idx, time, previous, bytes FROM records ORDER BY idx"):
            yield Record(*row)

    def note(self, size: int) -> str | None:
        """The checkpoint over the first `size` records."""
        row = self._maybe("SELECT note FROM checkpoints WHERE size = ?", size)
        return None if row is None else str(row[0])

    def keys(self) -> list[tuple[int, str]]:
        """The keys of the log: first place and public key in base64."""
        return self._connection.execute("SELECT start, public FROM keys ORDER BY start").fetchall()

    def personal(self, index: int) -> tuple[bytes, bytes] | None:
        """Salt and canonical fields of a record."""
        row: tuple[bytes, bytes] | None = self._maybe(
            "SELECT salt, fields FROM personal WHERE idx = ?", index
        )
        return row

    def node(self, level: int, position: int) -> bytes:
        """A stored hash of the tree. Raises UntrustedData(LOG_BROKEN) when it is missing."""
        size = (position + 1) << level
        row = self._maybe("SELECT hashes FROM checkpoints WHERE size = ?", size)
        found = b"" if row is None else bytes(row[0])[HASH_BYTES * level : HASH_BYTES * (level + 1)]
        if len(found) != HASH_BYTES:
            self.broken("tree", size - 1)
        return found

    def broken(self, detail: str, record: int | str = "–", cause: Exception | None = None) -> NoReturn:
        """Raise UntrustedData(LOG_BROKEN, path, record, detail)."""
        raise UntrustedData(Code.LOG_BROKEN, path=str(self.path), record=record, detail=detail) from cause

    def _maybe(self, query: str, *values: int) -> Any:  # noqa: ANN401 - a row is what the table holds
        return self._connection.execute(query, values).fetchone()
