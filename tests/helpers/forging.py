"""Receipts that somebody made or changed: with a key of their own, or by editing the file.

`DEFECTS` is the corpus of bad receipts. `python -m helpers.forging` (in `tests/`) writes it to
`tests/data/evidence/receipts/<defect>/`; a test compares.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from helpers.paper_log import (
    FIRST_KEY,
    SECOND_KEY,
    WITNESS_KEY,
    WITNESS_NAME,
    WITNESSED,
    PaperLog,
    said,
    whole_log,
    whole_receipt,
)
from helpers.statements import SUBJECTS, acceptance

from installer.evidence import tree
from installer.evidence.canonical import canonical, document_bytes, encode64, sha256_hex
from installer.evidence.checkpoint import Checkpoint, sign_checkpoint
from installer.evidence.envelope import encode_statement, sign_envelope
from installer.evidence.keys import MachineKey
from installer.evidence.predicates import PredicateType
from installer.evidence.record import FIRST, encode_record
from installer.evidence.witness import cosign

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).parents[1] / "data" / "evidence" / "receipts"
FILE: Final = "receipt.assent.json"
PLAIN: Final = CORPUS.parent / "golden" / "receipts" / "plain.assent.json"
"""The receipt of the log in the tests' `conftest`: nothing rotated, nothing added."""
WHOLE: Final = PLAIN.with_name("whole.assent.json")
"""A receipt with every member that a receipt can have."""
PAYLOAD: Final = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance())
STRANGER: Final = MachineKey.from_seed(bytes([99]) * 32)


def rewritten(receipt: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The receipt after a change to its members, in canonical form again."""
    document = json.loads(receipt)
    change(document)
    return canonical(document)


@dataclass(frozen=True)
class Place:
    """Where a forged record stands: its index, what it names before it, and the size of the log."""

    index: int = 0
    previous: str = FIRST
    size: int = 1


def resigned(receipt: bytes, key: MachineKey, payload: bytes, place: Place = Place()) -> bytes:
    """The receipt with another payload, everything about it signed anew by `key`, nothing added later.

    The tree is that of a log whose other records are all alike; by default there are none.
    """
    index, count = place.index, place.size
    record = encode_record(index, "2031-01-01T00:00:00Z", place.previous, sign_envelope(key, payload))
    leaves = [tree.leaf_hash(record.data if at == index else b"other") for at in range(count)]
    nodes = tree.build(leaves)

    def node(level: int, position: int) -> bytes:
        return nodes[level, position]

    def change(document: dict[str, Any]) -> None:
        document["record"] = json.loads(record.data)
        document["key"] = {"algorithm": "ed25519", "id": key.id, "public": encode64(key.public.der)}
        document["proof"] = [value.hex() for value in tree.inclusion_proof(index, count, node)]
        document["checkpoint"] = sign_checkpoint(key, count, tree.root(count, node))
        document.update(rotations=[], countersignatures=[], timestamps=[])

    return rewritten(receipt, change)


def builtins(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as plain data."""
    plain: dict[str, Any] = msgspec.to_builtins(struct)
    return plain


@dataclass(frozen=True)
class Defect:
    """A bad receipt: how it is made, and the check that must refuse it."""

    failed: str
    make: Callable[[], bytes]


def _changed(failed: str, change: Callable[[dict[str, Any]], object]) -> Defect:
    return Defect(failed, lambda: rewritten(whole_receipt(), change))


def _paper(failed: str, make: Callable[[], tuple[PaperLog, int, int]], **members: object) -> Defect:
    """The receipt of a record of a forged log."""

    def data() -> bytes:
        log, index, size = make()
        return document_bytes(msgspec.structs.replace(log.receipt(index, size), **members))

    return Defect(failed, data)


def _signed(failed: str, **changes: object) -> Defect:
    """A statement that its own signer made wrong."""
    return Defect(
        failed,
        lambda: resigned(whole_receipt(), FIRST_KEY, canonical(json.loads(PAYLOAD) | changes)),
    )


def _stolen() -> tuple[PaperLog, int, int]:
    """Somebody hands a log over to a key of theirs, without the key before."""
    log = PaperLog()
    log.add(said(), FIRST_KEY)
    log.rotated.append(log.add(_rotation_by(STRANGER), STRANGER))
    return log, log.add(said(), STRANGER), 3


def _rotation_by(signer: MachineKey) -> bytes:
    from helpers.paper_log import rotation

    return rotation(FIRST_KEY, signer, PaperLog().origin)


def _not_possessed() -> tuple[PaperLog, int, int]:
    """A log handed over to a key that nobody showed to have."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY, new_signature=encode64(bytes(64)))
    return log, log.add(said(), SECOND_KEY), 2


def _rotation_of_a_key_that_was_not_in_use() -> tuple[PaperLog, int, int]:
    """A second rotation starts from the first key once more."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    log.rotated.append(log.add(_rotation_by(STRANGER), SECOND_KEY))
    return log, log.add(said(), STRANGER), 3


def _acceptance_as_a_rotation() -> tuple[PaperLog, int, int]:
    """An acceptance stands where a rotation should."""
    log = PaperLog()
    log.rotated.append(log.add(said(), FIRST_KEY))
    return log, log.add(said(), FIRST_KEY), 2


def _rotations_out_of_order() -> bytes:
    """The second rotation claims the place of the first."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    log.rotate(SECOND_KEY, STRANGER)
    document = log.receipt(log.add(said(), STRANGER), 3)
    first, second = document.rotations
    moved = msgspec.structs.replace(second, record=msgspec.structs.replace(second.record, index=0))
    return document_bytes(msgspec.structs.replace(document, rotations=[first, moved]))


def _key_of_later_records() -> bytes:
    """A key signs the head over the rotation that made it, which was for the key before to sign."""
    log = PaperLog()
    index = log.add(said(), FIRST_KEY)
    place = log.rotate(FIRST_KEY, SECOND_KEY)
    document = msgspec.structs.replace(
        log.receipt(index, 2), checkpoint=log.note(2, SECOND_KEY), rotations=[log.rotation(place, 2)]
    )
    return document_bytes(document)


def _old_key_goes_on() -> tuple[PaperLog, int, int]:
    """After a rotation the old key signs one more record."""
    log = PaperLog()
    log.rotate(FIRST_KEY, SECOND_KEY)
    index = log.add(said(), FIRST_KEY)
    log.add(said(), SECOND_KEY)
    return log, index, 3


def _old_key_heads() -> bytes:
    """After a rotation the old key signs a head."""
    log = whole_log()
    document = msgspec.structs.replace(log.receipt(3, 5), checkpoint=log.note(5, FIRST_KEY))
    return document_bytes(document)


def _fork() -> bytes:
    """A witness was shown another log of the same size."""
    log = whole_log()
    index = 3
    leaves = [
        tree.leaf_hash(record.data if record.index == index else b"other") for record in log.records[:5]
    ]
    nodes = tree.build(leaves)

    def node(level: int, position: int) -> bytes:
        return nodes[level, position]

    head = Checkpoint(log.origin, 5, tree.root(5, node))
    note = f"{head.body}\n{cosign(WITNESS_KEY, WITNESS_NAME, head, WITNESSED)}"
    proof = [value.hex() for value in tree.inclusion_proof(index, 5, node)]
    entry = msgspec.structs.replace(log.countersignature(index, 5), note=note, proof=proof)
    return document_bytes(msgspec.structs.replace(log.receipt(index, 5), countersignatures=[entry]))


def _other_origin() -> bytes:
    """A witness signed a head of another log."""
    log, other = whole_log(), whole_log()
    other.origin = "assent:log/" + "0" * 64
    entry = other.countersignature(3, 5)
    return document_bytes(msgspec.structs.replace(log.receipt(3, 5), countersignatures=[entry]))


DEFECTS: Final[dict[str, Defect]] = {
    # the file
    "empty": Defect("document", lambda: b""),
    "line-end-added": Defect("document", lambda: whole_receipt() + b"\n"),
    "doubled-key": Defect("document", lambda: whole_receipt()[:-1] + b',"version":1}'),
    "not-canonical": Defect("document", lambda: json.dumps(json.loads(whole_receipt())).encode()),
    "escaped-letter": Defect("document", lambda: whole_receipt().replace(b"Terms", b"\\u0054erms", 1)),
    "cut": Defect("document", lambda: whole_receipt()[:-100]),
    # its form
    "other-label": _changed("format", lambda doc: doc.update(type="assent/receipts")),
    "later-format": Defect("format", lambda: canonical({"type": "assent/receipt", "version": 2, "body": {}})),
    "extra-member": _changed("format", lambda doc: doc.update(note="trust me")),
    "missing-member": _changed("format", lambda doc: doc.pop("proof")),
    "missing-optional-member": _changed("format", lambda doc: doc["personal"]["fields"].pop("remarks")),
    "other-label-and-member-missing": _changed(
        "format",
        lambda doc: (doc.update(type="assent/receipts"), doc["personal"]["fields"].pop("remarks")),
    ),
    "other-shape-of-another-version": _changed("format", lambda doc: doc.update(version=2, more=[])),
    # the key and the statement
    "key-id": _changed("key", lambda doc: doc["key"].update(id="0" * 64)),
    "no-signature": _changed("signature", lambda doc: doc["record"]["envelope"].update(signatures=[])),
    "other-signer": _changed("key", lambda doc: doc["key"].update(public=encode64(STRANGER.public.der))),
    "contradiction": _signed("statement", predicate=builtins(acceptance(capacity="delegate"))),
    "later-statement": _signed("statement", predicateType="assent:acceptance/v9"),
    # the texts and the people
    "text-missing": _changed("texts", lambda doc: doc["texts"].pop()),
    "text-changed": _changed("texts", lambda doc: doc["texts"][0].update(content="other")),
    "text-and-digest-changed": _changed(
        "texts", lambda doc: doc["texts"][0].update(content="other", sha256=sha256_hex(b"other"))
    ),
    "texts-changed-places": _changed("texts", lambda doc: doc["texts"].reverse()),
    "other-person": _changed(
        "personal", lambda doc: doc["personal"]["fields"]["actor"].update(name="Nagy Pál")
    ),
    # the log's keys
    "rotation-missing": _changed("checkpoint", lambda doc: doc.update(rotations=[])),
    "rotation-by-a-stranger": _paper("rotations", _stolen),
    "rotation-without-possession": _paper("rotations", _not_possessed),
    "old-key-after-its-rotation": _paper("rotations", _old_key_goes_on),
    "rotation-of-another-key": _paper("rotations", _rotation_of_a_key_that_was_not_in_use),
    "acceptance-as-a-rotation": _paper("rotations", _acceptance_as_a_rotation),
    "rotations-out-of-order": Defect("rotations", _rotations_out_of_order),
    "head-by-a-key-of-later-records": Defect("checkpoint", _key_of_later_records),
    "head-by-the-old-key": Defect("checkpoint", _old_key_heads),
    # the log
    "checkpoint-of-another-log": _changed(
        "checkpoint", lambda doc: doc.update(checkpoint=sign_checkpoint(STRANGER, 5, bytes(32)))
    ),
    "proof-shortened": _changed("inclusion", lambda doc: doc["proof"].pop()),
    "record-time": _changed("inclusion", lambda doc: doc["record"].update(time="2000-01-01T00:00:00Z")),
    "rotation-record-time": _changed(
        "inclusion", lambda doc: doc["rotations"][0]["record"].update(time="2000-01-01T00:00:00Z")
    ),
    "chain": Defect("chain", lambda: resigned(whole_receipt(), FIRST_KEY, PAYLOAD, Place(0, "1" * 64, 1))),
    # what others added
    "countersignature-of-another-witness": _changed(
        "countersignatures",
        lambda doc: doc["countersignatures"][0].update(key=encode64(STRANGER.public.der)),
    ),
    "countersignature-without-proof": _changed(
        "countersignatures", lambda doc: doc["countersignatures"][1].update(proof=[])
    ),
    "countersigned-twice": _changed(
        "countersignatures",
        lambda doc: doc["countersignatures"].append(doc["countersignatures"][0]),
    ),
    "countersigned-fork": Defect("countersignatures", _fork),
    "countersigned-other-log": Defect("countersignatures", _other_origin),
    "timestamp-changed": _changed(
        "timestamps", lambda doc: doc["timestamps"][0].update(token=encode64(b"another token"))
    ),
    "timestamp-twice": _changed("timestamps", lambda doc: doc["timestamps"].append(doc["timestamps"][0])),
}
"""By the name of the defect, which is the name of its folder in the corpus."""


def main() -> None:
    """Write the corpus, and the good receipt with every member."""
    WHOLE.parent.mkdir(parents=True, exist_ok=True)
    WHOLE.write_bytes(whole_receipt())
    for name, defect in DEFECTS.items():
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(defect.make())


if __name__ == "__main__":
    main()
