"""The append-only log of one machine: signed statements in a chain and a Merkle tree.

Three things bind a record: the signature over its statement, the digest of the record before it, and
the signed checkpoint over the tree. Proofs come from the tree only; `installer.evidence.fsck` checks
chain and tree together.

What it does not do: before a checkpoint is held elsewhere, whoever holds the key can rewrite all of it.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from installer.errors import AssentError, BadInput, Code, Unavailable
from installer.evidence import tree
from installer.evidence.canonical import parse
from installer.evidence.envelope import encode_statement
from installer.evidence.head import check_head, check_record, check_records
from installer.evidence.personal import PersonalFields, Sealed
from installer.evidence.predicates import Erasure, KeyRotation
from installer.evidence.record import FIRST
from installer.evidence.rotation import find_key, prepare, rotating, settle, unsettled
from installer.evidence.rows import Rows
from installer.evidence.store import LOG_FILE, connect, guarded, transaction
from installer.evidence.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from installer.evidence.envelope import Subject
    from installer.evidence.epochs import Epochs
    from installer.evidence.head import Head
    from installer.evidence.keys import MachineKey, PublicKey
    from installer.evidence.predicates import Predicate, PredicateType
    from installer.evidence.record import Logged, Record
    from installer.evidence.upkeep import By, ErasureReason, RotationReason

T = TypeVar("T")


def utc_now() -> str:
    """Now by the system clock: RFC 3339, UTC, whole seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class Log:
    """See module. Any number of processes and threads may use the same folder at once."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, key: MachineKey, clock: Callable[[], str]
    ) -> None:
        self._connection = connection
        self._rows = Rows(connection, path)
        self._key = key
        self._clock = clock
        self._lock = threading.RLock()
        self._known: tuple[int, Head] | None = None
        self._read: tuple[bytes, tuple[Logged, ...]] | None = None
        self.path = path

    @classmethod
    def open(cls, folder: Path, key: MachineKey, clock: Callable[[], str] = utc_now) -> Self:
        """The log in `folder`, made at the first call, after a look at its head and its count.

        A key rotation that was killed half-way is finished here. Raises Unavailable(LOG_UNWRITABLE,
        path, detail), UntrustedData(LOG_BROKEN, path, record, detail) and as `MachineKey.load`.
        """
        log = cls(connect(folder), folder / LOG_FILE, key, clock)
        try:
            with log._transaction("BEGIN"):
                head = log._head()
                if log._rows.count() != head.size:
                    log._rows.broken("count")
            if unsettled(folder):
                with rotating(folder):
                    settle(folder, log.key)
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
        """The public key that the next record and its checkpoint will be signed with."""
        return self.epochs().newest

    @property
    def origin(self) -> str:
        """The log's name in checkpoints; it follows from its first key and stays."""
        return self.epochs().origin

    def epochs(self) -> Epochs:
        """Which key signed what: `epochs().at(n)` record n and the checkpoint over n + 1 records."""
        with self._transaction("BEGIN"):
            return self._head().epochs

    def size(self) -> int:
        """How many records there are, the head being sound. Raises UntrustedData(LOG_BROKEN)."""
        with self._transaction("BEGIN"):
            return self._head().size

    def append(
        self,
        predicate_type: PredicateType,
        subject: Sequence[Subject],
        predicate: Predicate,
        personal: Sealed,
    ) -> Record:
        """Sign a statement and store it. When this returns, it is durable (within `alone`: when that ends).

        When it raises, this log goes on without it, but where the very last sync fails and the process ends
        before anybody else writes: then the whole record may stand there. The log is sound either way.

        Raises BadInput(STATEMENT_MALFORMED, detail) for a predicate that contradicts itself, does not
        name the commitment of `personal`, or says what only `erase` and `rotate` do; UntrustedData
        (LOG_BROKEN) when the head of the log is not sound, Unavailable(LOG_UNWRITABLE).
        """
        if isinstance(predicate, Erasure | KeyRotation):
            raise BadInput(Code.STATEMENT_MALFORMED, detail="upkeep")
        payload = encode_statement(subject, predicate_type, predicate)
        if not personal.opens(predicate.personal.commitment):
            raise BadInput(Code.STATEMENT_MALFORMED, detail="commitment")
        with self._writing() as writer:
            return writer.add(payload, personal)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes until this ends; where it ends in an error, nothing that was appended stands."""
        try:
            with self._transaction("BEGIN IMMEDIATE"):
                yield
        except BaseException:
            self._known = None
            raise

    def erase(self, indices: Sequence[int], reason: ErasureReason, by: By) -> Record:
        """Delete the personal fields and salts of these records, and say so in the log, in one transaction.

        The bytes are gone from the file and from its write-ahead log when this returns; receipts that
        were handed out hold them still. Raises BadInput RECORD_UNKNOWN, RECORD_ERASED (path, record),
        Unavailable ERASURE_PENDING (path): the erasure stands, but another process reads the log, and
        the bytes go when it lets go of it; else as `append`.
        """
        from installer.evidence import upkeep  # few runs take anybody out, or hand over

        with self._writing() as writer:
            record = upkeep.erase(writer, self._rows, indices, reason, by)
        with self._lock, guarded(self.path):
            (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Unavailable(Code.ERASURE_PENDING, path=str(self.path))
        return record

    def rotate(self, reason: RotationReason, by: By) -> Record:
        """Go on under a new key; the old one signs that, and is destroyed. See `rotation` for kills.

        Raises as `append` and `MachineKey.load`.
        """
        from installer.evidence import upkeep  # as above

        folder = self.path.parent
        with rotating(folder):
            settle(folder, self.key)
            new = prepare(folder)
            with self._writing() as writer:
                record = upkeep.rotate(writer, new, reason, by)
            settle(folder, new.public)
        return record

    def records(self) -> tuple[Record, ...]:
        """All records in order, as they are stored; see `statements` for checked ones."""
        with self._lock, guarded(self.path):
            return tuple(self._rows.records())

    def record(self, index: int) -> Record:
        """One record. Raises BadInput(RECORD_UNKNOWN, path, record)."""
        with self._lock, guarded(self.path):
            return self._there(self._rows.record(index), index)

    def statement(self, index: int) -> Logged:
        """One statement, checked as `statements` does, and proven to be in the tree under the head.

        Raises BadInput(RECORD_UNKNOWN, path, record), UntrustedData(LOG_BROKEN, path, record, detail).
        """
        with self._transaction("BEGIN"):
            head = self._head()
            record = self.record(index)
            previous = self.record(index - 1).digest if index else FIRST
            proof = tree.inclusion_proof(index, head.size, self._rows.node)
        if tree.root_from_proof(tree.leaf_hash(record.data), index, head.size, proof) != head.root:
            self._rows.broken("tree", index)
        return check_record(self._rows, record, previous, head.epochs, index)

    def statements(self) -> tuple[Logged, ...]:
        """All statements in order, each checked: place, chain, signature with its place's key, form.

        They are read once for each head: what stood under its root stands there still.
        Raises UntrustedData(LOG_BROKEN, path, record, detail): one bad record and nothing is covered.
        """
        with self._transaction("BEGIN"):
            head = self._head()
            if self._read is None or self._read[0] != head.root:
                self._read = None
                records = tuple(self._rows.records())
                self._read = (head.root, check_records(self._rows, head, records))
            return self._read[1]

    def personal(self, index: int) -> Sealed | None:
        """The personal fields of a record; None when they were erased.

        Raises UntrustedData(LOG_BROKEN) when what is stored cannot be read. Whether it opens the
        commitment is for the reader to check (`Sealed.opens`).
        """
        with self._lock, guarded(self.path):
            row = self._rows.personal(index)
        if row is None:
            return None
        try:
            return Sealed(row[0], msgspec.convert(parse(row[1]), PersonalFields, strict=True))
        except (AssentError, msgspec.ValidationError) as exc:
            self._rows.broken("personal", index, exc)

    def checkpoint(self, size: int) -> str:
        """The signed note over the first `size` records, by the key at `size` - 1 (see `epochs`).

        Raises BadInput(RECORD_UNKNOWN, path, record).
        """
        with self._lock, guarded(self.path):
            note = self._rows.note(size)
        return self._there(note, size - 1)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The hashes that lead from record `index` to the root over `size` records."""
        with self._lock, guarded(self.path):
            return tree.inclusion_proof(index, size, self._rows.node)

    def consistency_proof(self, old: int, new: int) -> list[bytes]:
        """The hashes that show that the first `old` of `new` records are those of the log then (0 < old)."""
        with self._lock, guarded(self.path):
            return tree.consistency_proof(old, new, self._rows.node)

    def _there(self, found: T | None, index: int) -> T:
        if found is None:
            raise BadInput(Code.RECORD_UNKNOWN, path=str(self.path), record=index)
        return found

    def _head(self) -> Head:
        """The checked head, inside a transaction. Raises UntrustedData(LOG_BROKEN, path, record, detail).

        It is not looked at again while SQLite says that nobody else has changed the file since.
        """
        version = self._rows.version()
        if self._known is None or self._known[0] != version:
            self._known = (version, check_head(self._rows, self._key.public))
        return self._known[1]

    def _signer(self, wanted: PublicKey) -> MachineKey:
        """The private key that the log needs now: another process may have rotated it meanwhile."""
        if self._key.public != wanted:
            found = find_key(self.path.parent, wanted)
            if found is None:
                self._rows.broken("key-replaced")
            self._key = found
        return self._key

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._transaction("BEGIN IMMEDIATE"):
            head = self._head()
            version = self._known[0] if self._known else 0
            writer = Writer(self._connection, head, self._signer(head.epochs.newest), self._clock())
            self._known = None
            yield writer
        self._known = (version, writer.head)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._lock, guarded(self.path), transaction(self._connection, begin):
            yield
