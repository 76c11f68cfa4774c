"""Which key a log is signed with at which place: one key, and after each rotation another.

* The key at place N signs record N *and* the checkpoint over N + 1 records, so a receipt of record N
  with the checkpoint of its own append has one key. A rotation at place R is the old key's last act:
  record R and checkpoint R + 1 are its, record R + 1 is the new key's.
* The log's name (origin) stays that of the first key.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import decode64
from installer.evidence.checkpoint import origin_of
from installer.evidence.keys import PublicKey
from installer.evidence.possession import possession
from installer.evidence.predicates import KeyRotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.evidence.predicates import Predicate


class Epochs(msgspec.Struct, frozen=True):
    """The keys of a log in their order; `starts[i]` is the first place that `keys[i]` signs, from 0."""

    starts: tuple[int, ...]
    keys: tuple[PublicKey, ...]

    @classmethod
    def of(cls, key: PublicKey) -> Epochs:
        """A log that has had one key."""
        return cls((0,), (key,))

    @property
    def origin(self) -> str:
        """The log's name in checkpoints."""
        return origin_of(self.keys[0])

    @property
    def newest(self) -> PublicKey:
        """The key that signs the next record."""
        return self.keys[-1]

    def at(self, index: int) -> PublicKey:
        """The key that signs record `index` and the checkpoint over `index` + 1 records."""
        return self.keys[bisect_right(self.starts, index) - 1]

    def __len__(self) -> int:
        """How many keys there have been."""
        return len(self.keys)


def read_epochs(rows: Iterable[tuple[int, str]]) -> Epochs:
    """The keys as the log lists them; whether its records agree is for `handed_over` to say.

    Raises UntrustedData(LOG_BROKEN …) without facts about the file where they are not public keys in
    ascending places from 0.
    """
    listed = [(start, PublicKey.from_text(public)) for start, public in rows]
    starts = tuple(start for start, _ in listed)
    if not starts or starts[0] != 0 or starts != tuple(sorted(set(starts))):
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="keys")
    return Epochs(starts, tuple(key for _, key in listed))


def handed_over(said: Predicate, index: int, epochs: Epochs) -> str:
    """Why the statement at `index` and the listed keys do not agree; empty when they do.

    A key begins exactly after a rotation, which names the key before and the new one, and holds the new
    one's proof that it was there.
    """
    rotates = index + 1 in epochs.starts
    if not isinstance(said, KeyRotation):
        return "key-without-rotation" if rotates else ""
    if not rotates:
        return "rotation-without-key"
    old, new = epochs.at(index), epochs.at(index + 1)
    if (said.old, said.new) != (old.text, new.text):
        return "rotation-of-another-key"
    try:
        proof = decode64(said.new_signature)
    except UntrustedData:
        return "new-key-not-possessed"
    return "" if new.verifies(proof, possession(old, new, epochs.origin)) else "new-key-not-possessed"
