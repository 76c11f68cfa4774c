"""What one writing transaction of the log may do: append, take people out, go on under a new key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.evidence import tree
from installer.evidence.canonical import sha256_hex
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.envelope import sign_envelope
from installer.evidence.epochs import Epochs
from installer.evidence.head import Head
from installer.evidence.record import Record, encode_record

if TYPE_CHECKING:
    import sqlite3

    from installer.evidence.keys import MachineKey, PublicKey
    from installer.evidence.personal import Sealed


class Writer(msgspec.Struct):
    """Works inside a transaction that its maker commits. `head` moves with every record."""

    connection: sqlite3.Connection
    head: Head
    key: MachineKey
    now: str

    def add(self, payload: bytes, personal: Sealed) -> Record:
        """Sign a payload and store it as the next record, under a checkpoint of its own."""
        head, execute = self.head, self.connection.execute
        record = encode_record(head.size, self.now, head.last, sign_envelope(self.key, payload))
        digest, size = sha256_hex(record.data), head.size + 1
        edge, grown = tree.extend(head.edge, head.size, tree.leaf_hash(record.data))
        note = sign_checkpoint(self.key, size, tree.edge_root(edge), head.epochs.origin)
        if head.size == 0:
            execute("INSERT INTO keys (start, public) VALUES (0, ?)", (self.key.public.text,))
        execute(
            "INSERT INTO records (idx, time, previous, digest, bytes) VALUES (?, ?, ?, ?, ?)",
            (record.index, record.time, record.previous, digest, record.data),
        )
        hashes = b"".join(grown)
        execute("INSERT INTO checkpoints (size, note, hashes) VALUES (?, ?, ?)", (size, note, hashes))
        execute(
            "INSERT INTO personal (idx, salt, fields) VALUES (?, ?, ?)",
            (record.index, personal.salt, personal.data),
        )
        self.head = Head(size, digest, edge, head.epochs)
        return record

    def forget(self, index: int) -> bool:
        """Delete salt and fields of a record; whether there were any."""
        return self.connection.execute("DELETE FROM personal WHERE idx = ?", (index,)).rowcount == 1

    def hand_over(self, new: PublicKey) -> None:
        """From the next record on `new` is the log's key."""
        start, epochs = self.head.size, self.head.epochs
        self.connection.execute("INSERT INTO keys (start, public) VALUES (?, ?)", (start, new.text))
        self.head = replace(self.head, epochs=Epochs((*epochs.starts, start), (*epochs.keys, new)))
