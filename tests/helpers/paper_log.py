"""A log on paper: records by any keys in any order, so that tests can make what no log would write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.statements import MOMENT, SEALED, SUBJECTS, TEXTS, acceptance, stated

from installer.evidence import predicates as p
from installer.evidence import tree
from installer.evidence.canonical import document_bytes, encode64, sha256_hex
from installer.evidence.checkpoint import Checkpoint, origin_of, sign_checkpoint
from installer.evidence.document import (
    RECEIPT_TYPE,
    RECEIPT_VERSION,
    CountersignatureDocument,
    KeyDocument,
    PersonalDocument,
    ReceiptDocument,
    RotationDocument,
    TextDocument,
    TimestampDocument,
)
from installer.evidence.envelope import encode_statement, sign_envelope, subject
from installer.evidence.keys import MachineKey
from installer.evidence.possession import possession
from installer.evidence.record import FIRST, Record, decode_record, encode_record
from installer.evidence.witness import cosign

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_KEY, SECOND_KEY, WITNESS_KEY = (MachineKey.from_seed(bytes([number]) * 32) for number in (11, 12, 13))
WITNESS_NAME = "witness.example"
WITNESSED = 1_935_126_489
"""Seconds of the witness's clock: 2031-04-28."""


def said(**changes: object) -> bytes:
    """The payload of an acceptance."""
    return encode_statement(SUBJECTS, p.PredicateType.ACCEPTANCE, acceptance(**changes))


def rotation(old: MachineKey, new: MachineKey, origin: str, **changes: object) -> bytes:
    """The payload by which `old` hands the log over to `new`."""
    members: dict[str, object] = {
        "old": old.public.text,
        "new": new.public.text,
        "new_signature": encode64(new.sign(possession(old.public, new.public, origin))),
        "reason": "scheduled",
    }
    predicate = p.KeyRotation(**stated(**(members | changes)))
    subjects = [subject(name, sha256_hex(key.public.der)) for name, key in (("old", old), ("new", new))]
    return encode_statement(subjects, p.PredicateType.KEY_ROTATION, predicate)


@dataclass
class PaperLog:
    """Records in a chain and a tree. `keys[i]` signed record i and the head over i + 1 records."""

    origin: str = origin_of(FIRST_KEY.public)
    records: list[Record] = field(default_factory=list)
    keys: list[MachineKey] = field(default_factory=list)
    rotated: list[int] = field(default_factory=list)

    def add(self, payload: bytes, key: MachineKey) -> int:
        """Append a record; its place."""
        previous = self.records[-1].digest if self.records else FIRST
        envelope = sign_envelope(key, payload)
        self.records.append(encode_record(len(self.records), MOMENT, previous, envelope))
        self.keys.append(key)
        return len(self.records) - 1

    def rotate(self, old: MachineKey, new: MachineKey, **changes: object) -> int:
        """Append a rotation."""
        self.rotated.append(self.add(rotation(old, new, self.origin, **changes), old))
        return self.rotated[-1]

    def proof(self, index: int, size: int) -> list[str]:
        """The proof of record `index` in the tree of `size`."""
        nodes = self._nodes(size)
        hashes = tree.inclusion_proof(index, size, lambda level, position: nodes[level, position])
        return [value.hex() for value in hashes]

    def head(self, size: int) -> Checkpoint:
        """The head over the first `size` records."""
        nodes = self._nodes(size)
        return Checkpoint(self.origin, size, tree.root(size, lambda level, position: nodes[level, position]))

    def note(self, size: int, key: MachineKey | None = None) -> str:
        """The signed head, by the key of its last record unless another is given."""
        return sign_checkpoint(key or self.keys[size - 1], size, self.head(size).root, self.origin)

    def countersigned(self, size: int, key: MachineKey = WITNESS_KEY, name: str = WITNESS_NAME) -> str:
        """The head with the log's line and a witness's."""
        return self.note(size) + cosign(key, name, self.head(size), WITNESSED)

    def receipt(self, index: int, size: int) -> ReceiptDocument:
        """The receipt of an acceptance under the head of `size`, with the rotations before."""
        key = self.keys[index].public
        return ReceiptDocument(
            type=RECEIPT_TYPE,
            version=RECEIPT_VERSION,
            record=decode_record(self.records[index].data),
            key=KeyDocument(algorithm="ed25519", id=key.id, public=key.text),
            rotations=[self.rotation(place, size) for place in self.rotated if place < size - 1],
            texts=texts(),
            personal=PersonalDocument(salt=encode64(SEALED.salt), fields=SEALED.fields),
            proof=self.proof(index, size),
            checkpoint=self.note(size),
            countersignatures=[],
            timestamps=[],
        )

    def rotation(self, index: int, size: int) -> RotationDocument:
        """A rotation's record with its proof."""
        return RotationDocument(record=decode_record(self.records[index].data), proof=self.proof(index, size))

    def countersignature(self, index: int, size: int) -> CountersignatureDocument:
        """The witness's word on a head that holds record `index`."""
        head = self.head(size)
        note = f"{head.body}\n{cosign(WITNESS_KEY, WITNESS_NAME, head, WITNESSED)}"
        return CountersignatureDocument(key=WITNESS_KEY.public.text, note=note, proof=self.proof(index, size))

    def _nodes(self, size: int) -> dict[tuple[int, int], bytes]:
        return tree.build(tree.leaf_hash(record.data) for record in self.records[:size])


def texts() -> list[TextDocument]:
    """The texts of the statements."""
    return [
        TextDocument(language=language, name=item.name, sha256=item.digest.sha256, content=TEXTS[language])
        for language, item in zip(TEXTS, SUBJECTS, strict=True)
    ]


def token(data: bytes) -> TimestampDocument:
    """A token of these bytes, as a receipt carries one."""
    return TimestampDocument(sha256=sha256_hex(data), token=encode64(data))


def whole_log() -> PaperLog:
    """Two acceptances by the first key, a rotation, four by the second."""
    log = PaperLog()
    for number in range(2):
        log.add(said(products=[f"product-{number}"]), FIRST_KEY)
    log.rotate(FIRST_KEY, SECOND_KEY)
    for number in range(4):
        log.add(said(products=[f"product-{number}"]), SECOND_KEY)
    return log


def whole_receipt(stamps: Sequence[bytes] = (b"a token",)) -> bytes:
    """A receipt with every member that a receipt can have: the record after a rotation, anchored twice."""
    import msgspec

    log = whole_log()
    document = msgspec.structs.replace(
        log.receipt(3, 5),
        countersignatures=[log.countersignature(3, 5), log.countersignature(3, 7)],
        timestamps=[token(stamp) for stamp in stamps],
    )
    return document_bytes(document)
