"""The append-only log of one machine: signed statements in a chain and a Merkle tree.

Three things bind a record: the signature over its statement, the digest of the record before it, and
the signed checkpoint over the tree. Proofs come from the tree only; `installer.evidence.fsck` checks
chain and tree together.

What it does not do: before a checkpoint is held elsewhere, whoever holds the key can rewrite all of it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn, Self

import msgspec

from installer.errors import AssentError, BadInput, Code, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import parse
from installer.evidence.checkpoint import open_checkpoint, origin_of, sign_checkpoint
from installer.evidence.envelope import decode_statement, encode_statement, open_envelope, sign_envelope
from installer.evidence.personal import PersonalFields, Sealed, fields_bytes
from installer.evidence.record import FIRST, Logged, Record, decode_record, encode_record
from installer.evidence.store import LOG_FILE, connect, guarded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from installer.evidence.envelope import Subject
    from installer.evidence.keys import MachineKey, PublicKey
    from installer.evidence.predicates import Predicate, PredicateType


def utc_now() -> str:
    """Now by the system clock: RFC 3339, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Log:
    """See module. Any number of processes and threads may use the same folder at once."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, key: MachineKey, clock: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._key = key
        self._clock = clock
        self._lock = threading.RLock()
        self.path = path

    @classmethod
    def open(cls, folder: Path, key: MachineKey, clock: Callable[[], str] = utc_now) -> Self:
        """The log in `folder`, made at the first call, after a look at its head and its count.

        Raises Unavailable(LOG_UNWRITABLE, path, detail) and UntrustedData(LOG_BROKEN, path, detail).
        """
        log = cls(connect(folder), folder / LOG_FILE, key, clock)
        try:
            with log._transaction("BEGIN"):
                size = log._checked_size()
                if log._one("SELECT count(*) FROM records")[0] != size:
                    log._broken("count")
        except BaseException:
            log.close()
            raise
        return log

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def key(self) -> PublicKey:
        """The public key that every statement and checkpoint of this log is signed with."""
        return self._key.public

    @property
    def origin(self) -> str:
        """The log's name in checkpoints; it follows from the key."""
        return origin_of(self.key)

    def append(
        self,
        predicate_type: PredicateType,
        subject: Sequence[Subject],
        predicate: Predicate,
        personal: Sealed,
    ) -> Record:
        """Sign a statement and store it. When this returns, it is durable; when it raises, it is not there.

        Raises BadInput(STATEMENT_MALFORMED, detail) for a predicate that contradicts itself or does
        not name the commitment of `personal`, UntrustedData(LOG_BROKEN) when the head of the log is
        not sound, Unavailable(LOG_UNWRITABLE).
        """
        payload = encode_statement(subject, predicate_type, predicate)
        if not personal.opens(predicate.personal.commitment):
            raise BadInput(Code.STATEMENT_MALFORMED, detail="commitment")
        envelope = sign_envelope(self._key, payload)
        with self._transaction("BEGIN IMMEDIATE"):
            size = self._checked_size()
            previous = self.record(size - 1).digest if size else FIRST
            record = encode_record(size, self._clock(), previous, envelope)
            self._store(record, personal)
        return record

    def records(self) -> tuple[Record, ...]:
        """All records in order, as they are stored; see `statements` for checked ones."""
        with self._reading():
            return tuple(self._records())

    def record(self, index: int) -> Record:
        """One record. Raises BadInput(RECORD_UNKNOWN, path, record)."""
        with self._reading():
            row = self._maybe("SELECT idx, time, previous, bytes FROM records WHERE idx = ?", index)
        if row is None:
            raise BadInput(Code.RECORD_UNKNOWN, path=str(self.path), record=index)
        return Record(*row)

    def statement(self, index: int) -> Logged:
        """One statement, checked as `statements` does, and proven to be in the tree under the head.

        Raises BadInput(RECORD_UNKNOWN, path, record), UntrustedData(LOG_BROKEN, path, record, detail).
        """
        with self._transaction("BEGIN"):
            size = self._checked_size()
            record = self.record(index)
            previous = self.record(index - 1).digest if index else FIRST
            proof = tree.inclusion_proof(index, size, self.node)
            root = tree.root(size, self.node)
        if tree.root_from_proof(tree.leaf_hash(record.data), index, size, proof) != root:
            self._broken("tree", index)
        return self.checked(record, index, previous)

    def statements(self) -> tuple[Logged, ...]:
        """All statements in order, each checked: place, chain, signature with this log's key, form.

        Raises UntrustedData(LOG_BROKEN, path, record, detail): one bad record and nothing is covered.
        """
        with self._transaction("BEGIN"):
            size = self._checked_size()
            root = tree.root(size, self.node)
            records = tuple(self._records())
        nodes = tree.build(tree.leaf_hash(record.data) for record in records)
        if len(records) != size or tree.root(size, lambda level, position: nodes[level, position]) != root:
            self._broken("tree")
        previous = FIRST
        found = []
        for index, record in enumerate(records):
            found.append(self.checked(record, index, previous))
            previous = record.digest
        return tuple(found)

    def checked(self, record: Record, index: int, previous: str) -> Logged:
        """The statement of a record that must stand at `index` after the record of digest `previous`.

        Raises UntrustedData(LOG_BROKEN, path, record, detail).
        """
        try:
            document = decode_record(record.data)
            statement = decode_statement(open_envelope(document.envelope, self.key))
        except AssentError as exc:
            self._broken(f"{exc.code.value}: {exc.facts.get('detail', '')}", index, exc)
        if (document.index, document.previous) != (index, previous):
            self._broken("chain", index)
        if (record.index, record.time, record.previous) != (index, document.time, previous):
            self._broken("columns", index)
        return Logged(record, statement, document.envelope)

    def personal(self, index: int) -> Sealed | None:
        """The personal fields of a record; None when they were erased.

        Raises UntrustedData(LOG_BROKEN) when what is stored cannot be read. Whether it opens the
        commitment is for the reader to check (`Sealed.opens`).
        """
        with self._reading():
            row = self._maybe("SELECT salt, fields FROM personal WHERE idx = ?", index)
        if row is None:
            return None
        try:
            return Sealed(row[0], msgspec.convert(parse(row[1]), PersonalFields, strict=True))
        except (AssentError, msgspec.ValidationError) as exc:
            self._broken("personal", index, exc)

    def checkpoint(self, size: int) -> str:
        """The signed note over the first `size` records. Raises BadInput(RECORD_UNKNOWN, path, record)."""
        with self._reading():
            row = self._maybe("SELECT note FROM checkpoints WHERE size = ?", size)
        if row is None:
            raise BadInput(Code.RECORD_UNKNOWN, path=str(self.path), record=size - 1)
        return str(row[0])

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The hashes that lead from record `index` to the root over `size` records."""
        with self._reading():
            return tree.inclusion_proof(index, size, self.node)

    def node(self, level: int, position: int) -> bytes:
        """A stored hash of the tree. Raises UntrustedData(LOG_BROKEN) when it is missing."""
        with self._reading():
            row = self._maybe("SELECT hash FROM nodes WHERE level = ? AND position = ?", level, position)
        if row is None:
            self._broken("tree", position << level)
        return bytes(row[0])

    def _store(self, record: Record, personal: Sealed) -> None:
        insert = self._connection.execute
        insert(
            "INSERT INTO records (idx, time, previous, digest, bytes) VALUES (?, ?, ?, ?, ?)",
            (record.index, record.time, record.previous, record.digest, record.data),
        )
        for node in tree.grow(record.index, tree.leaf_hash(record.data), self.node):
            insert("INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)", node)
        size = record.index + 1
        note = sign_checkpoint(self._key, size, tree.root(size, self.node))
        insert("INSERT INTO checkpoints (size, note) VALUES (?, ?)", (size, note))
        insert(
            "INSERT INTO personal (idx, salt, fields) VALUES (?, ?, ?)",
            (record.index, personal.salt, fields_bytes(personal.fields)),
        )

    def _checked_size(self) -> int:
        """The number of records, once the last record, the tree and the last checkpoint agree."""
        last = self._maybe("SELECT idx, digest, bytes, previous FROM records ORDER BY idx DESC LIMIT 1")
        mark = self._maybe("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1")
        if last is None and mark is None:
            return 0
        if last is None or mark is None or mark[0] != last[0] + 1:
            self._broken("truncated")
        index, digest, data, previous = last
        record = Record(index, "", previous, data)
        if record.digest != digest or tree.leaf_hash(data) != self.node(0, index):
            self._broken("rewritten", index)
        if previous != (self.record(index - 1).digest if index else FIRST):
            self._broken("chain", index)
        size: int = mark[0]
        try:
            checkpoint = open_checkpoint(mark[1], self.key)
        except UntrustedData as exc:
            self._broken(f"checkpoint: {exc.facts['detail']}", index, exc)
        if (checkpoint.size, checkpoint.root) != (size, tree.root(size, self.node)):
            self._broken("tree", index)
        return size

    def _records(self) -> Iterator[Record]:
        for row in self._connection.execute("SELECT idx, time, previous, bytes FROM records ORDER BY idx"):
            yield Record(*row)

    def _one(self, query: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] = self._connection.execute(query).fetchone()
        return row

    def _maybe(self, query: str, *values: int) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
        return row

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, guarded(self.path):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        """One transaction: everything or nothing. A read sees one moment of the log."""
        with self._lock, guarded(self.path):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _broken(self, detail: str, record: int | str = "–", cause: Exception | None = None) -> NoReturn:
        raise UntrustedData(Code.LOG_BROKEN, path=str(self.path), record=record, detail=detail) from cause
