"""The corpus of bad receipts, each with its one defect.

`python -m helpers.receipt_defects` (in `tests/`) writes it to `tests/data/evidence/receipts/<defect>/`; a
test compares.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
from helpers import forged_logs
from helpers.forging import CORPUS, FILE, PAYLOAD, STRANGER, WHOLE, Place, builtins, resigned, rewritten
from helpers.paper_log import FIRST_KEY, whole_receipt
from helpers.statements import acceptance

from installer.evidence.canonical import canonical, document_bytes, encode64, sha256_hex
from installer.evidence.checkpoint import sign_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.paper_log import PaperLog


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
    "rotation-by-a-stranger": _paper("rotations", forged_logs.stolen),
    "rotation-without-possession": _paper("rotations", forged_logs.not_possessed),
    "old-key-after-its-rotation": _paper("rotations", forged_logs.old_key_goes_on),
    "rotation-of-another-key": _paper("rotations", forged_logs.rotation_of_another_key),
    "acceptance-as-a-rotation": _paper("rotations", forged_logs.acceptance_as_a_rotation),
    "rotations-out-of-order": Defect("rotations", forged_logs.rotations_out_of_order),
    "head-by-a-key-of-later-records": Defect("checkpoint", forged_logs.head_by_the_key_of_later_records),
    "head-by-the-old-key": Defect("checkpoint", forged_logs.head_by_the_old_key),
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
    "countersigned-fork": Defect("countersignatures", forged_logs.fork),
    "countersigned-other-log": Defect("countersignatures", forged_logs.other_origin),
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
