"""What the steps of the recipe learn from a receipt, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.evidence.keys import PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.document import ReceiptDocument
    from installer.evidence.envelope import Statement
    from installer.evidence.verify.reading import KnownTexts
    from installer.evidence.witness import Cosigned

KEPT_KEYS: Final = 1024
"""How many parsed public keys a verifier of many receipts keeps."""
KEPT_HEADS: Final = 1024
"""How many signed heads of logs it keeps; a log exported at once has one for all its receipts."""
KEPT_TEXTS: Final = 16
"""How many editions' texts it keeps; one has about 0.2 MB."""


class Memory:
    """What a verifier of many receipts keeps from one to the next. Nothing of it is taken on trust.

    Texts and signed heads are compared character by character; a key is parsed from its text once.
    """

    def __init__(self) -> None:
        self.texts: list[KnownTexts] = []
        self.keys: dict[str, PublicKey] = {}
        self.heads: dict[tuple[str, bytes, str], Checkpoint] = {}
        """By the whole note, the key whose signature of it was checked, and the log's name."""

    def key(self, text: str) -> PublicKey:
        """The public key in its base64. Raises as `PublicKey.from_text`."""
        found = self.keys.get(text)
        if found is None:
            found = PublicKey.from_text(text)
            if len(self.keys) >= KEPT_KEYS:
                self.keys.clear()
            self.keys[text] = found
        return found

    def keep_head(self, found: tuple[str, bytes, str], head: Checkpoint) -> None:
        """Keep a head of a log, once its signature was checked."""
        if len(self.heads) >= KEPT_HEADS:
            self.heads.clear()
        self.heads[found] = head

    def learn(self, texts: KnownTexts) -> None:
        """Keep the texts of a receipt that held, newest first."""
        self.texts = [texts, *self.texts][:KEPT_TEXTS]


class Case:
    """One receipt under examination. What a step finds out is there after it, and not before."""

    receipt: ReceiptDocument
    key: PublicKey
    statement: Statement
    checkpoint: Checkpoint
    leaf: bytes
    """The hash of the record in the log's tree."""

    def __init__(self, data: bytes, memory: Memory) -> None:
        self.data = data
        self.memory = memory
        self.found: ReceiptDocument | None = None
        """The receipt, where the quick way could read it."""
        self.known: KnownTexts | None = None
        """Set when the texts are, byte for byte, some that were checked before."""
        self.keys: tuple[PublicKey, ...] = ()
        """The log's keys, from the first; the last one signed the checkpoint."""
        self.payload = b""
        """The very bytes whose signature was checked."""
        self.cosigned: tuple[Cosigned, ...] = ()

    def trusted_ids(self) -> Iterator[str]:
        """Ids of the keys one of which must be known: those up to the record's own, and the signer's.

        A key after the record's own may have been added by whoever held an older one; it counts only
        when it signed the head of the log that holds the record.
        """
        for key in self.keys:
            yield key.id
            if key == self.key:
                break
        yield self.keys[-1].id
