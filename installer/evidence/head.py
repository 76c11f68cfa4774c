"""The head of a log: what the next record follows on, once record, tree and checkpoint agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import AssentError, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import sha256_hex
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.envelope import decode_statement, open_envelope
from installer.evidence.epochs import Epochs, handed_over, read_epochs
from installer.evidence.record import FIRST, Logged, Record, decode_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.keys import PublicKey
    from installer.evidence.rows import Rows


class Head(msgspec.Struct, frozen=True):
    """A checked head. `last` is the digest of the last record, `edge` as in `tree.edge`."""

    size: int
    last: str
    edge: tuple[bytes, ...]
    epochs: Epochs

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return tree.edge_root(self.edge)


def check_head(rows: Rows, key: PublicKey) -> Head:
    """The head of the log in `rows`; of an empty one that `key` will sign.

    The last record and the one before it, the stored tree, the newest checkpoint, and each hand-over
    from key to key agree. Raises UntrustedData(LOG_BROKEN, path, record, detail).
    """
    last, mark = rows.last(), rows.newest_note()
    if last is None and mark is None and not rows.keys():
        return Head(0, FIRST, (), Epochs.of(key))
    if last is None or mark is None or mark[0] != last[0] + 1:
        rows.broken("truncated")
    index, stored, data, previous = last
    digest = sha256_hex(data)
    if stored != digest or tree.leaf_hash(data) != rows.node(0, index):
        rows.broken("rewritten", index)
    before = rows.record(index - 1) if index else None
    if previous != (before.digest if before else FIRST):
        rows.broken("chain", index)
    size, note = mark
    epochs = _epochs(rows)
    try:
        checkpoint = open_checkpoint(note, epochs.at(index), epochs.origin)
    except UntrustedData as exc:
        rows.broken(f"checkpoint: {exc.facts['detail']}", index, exc)
    edge = tree.edge(size, rows.node)
    if (checkpoint.size, checkpoint.root) != (size, tree.edge_root(edge)):
        rows.broken("tree", index)
    return Head(size, digest, edge, epochs)


def _epochs(rows: Rows) -> Epochs:
    """The keys as listed, after checking that each but the first was handed the log by the one before."""
    try:
        epochs = read_epochs(rows.keys())
    except UntrustedData as exc:
        rows.broken("keys", cause=exc)
    for start in epochs.starts[1:]:
        record = rows.record(start - 1)
        if record is None:
            rows.broken("keys", start - 1)
        _check_rotation(rows, record, epochs)
    return epochs


def _check_rotation(rows: Rows, record: Record, epochs: Epochs) -> None:
    try:
        envelope = decode_record(record.data).envelope
        said = decode_statement(open_envelope(envelope, epochs.at(record.index))).predicate
    except AssentError as exc:
        rows.broken("keys", record.index, exc)
    wrong = handed_over(said, record.index, epochs)
    if wrong:
        rows.broken(wrong, record.index)


def check_record(rows: Rows, record: Record, previous: str, epochs: Epochs, index: int) -> Logged:
    """The statement of a record that must stand at `index` after the record of digest `previous`.

    Raises UntrustedData(LOG_BROKEN, path, record, detail).
    """
    try:
        document = decode_record(record.data)
        statement = decode_statement(open_envelope(document.envelope, epochs.at(index)))
    except AssentError as exc:
        rows.broken(f"{exc.code.value}: {exc.facts.get('detail', '')}", index, exc)
    if (document.index, document.previous) != (index, previous):
        rows.broken("chain", index)
    if (record.index, record.time, record.previous) != (index, document.time, previous):
        rows.broken("columns", index)
    wrong = handed_over(statement.predicate, index, epochs)
    if wrong:
        rows.broken(wrong, index)
    return Logged(record, statement, document.envelope)


def check_records(rows: Rows, head: Head, records: Sequence[Record]) -> tuple[Logged, ...]:
    """The statements of all records, which must be those under the checked head. Raises as `check_record`."""
    edge: tuple[bytes, ...] = ()
    for size, record in enumerate(records):
        edge, _ = tree.extend(edge, size, tree.leaf_hash(record.data))
    if len(records) != head.size or edge != head.edge:
        rows.broken("tree")
    previous = FIRST
    found = []
    for index, record in enumerate(records):
        found.append(check_record(rows, record, previous, head.epochs, index))
        previous = found[-1].digest
    return tuple(found)
