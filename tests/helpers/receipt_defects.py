"""The corpus of bad receipts, each with its one defect.

`python -m helpers.receipt_defects` (in `tests/`) writes it to `tests/data/evidence/receipts/<defect>/`; a
test compares.
"""

from __future__ import annotations

import json
from typing import Final

from helpers import forged_logs
from helpers.defects import Defect, changed, paper, signed
from helpers.forging import CORPUS, FILE, PAYLOAD, STRANGER, WHOLE, Place, builtins, resigned
from helpers.paper_log import FIRST_KEY, whole_receipt
from helpers.receipt_attacks import ATTACKS
from helpers.statements import acceptance

from installer.evidence.canonical import canonical, encode64, sha256_hex
from installer.evidence.checkpoint import sign_checkpoint

DEFECTS: Final[dict[str, Defect]] = {
    # the file
    "empty": Defect("document", lambda: b""),
    "line-end-added": Defect("document", lambda: whole_receipt() + b"\n"),
    "doubled-key": Defect("document", lambda: whole_receipt()[:-1] + b',"version":1}'),
    "not-canonical": Defect("document", lambda: json.dumps(json.loads(whole_receipt())).encode()),
    "escaped-letter": Defect("document", lambda: whole_receipt().replace(b"Terms", b"\\u0054erms", 1)),
    "cut": Defect("document", lambda: whole_receipt()[:-100]),
    # its form
    "other-label": changed("format", lambda doc: doc.update(type="assent/receipts")),
    "later-format": Defect("format", lambda: canonical({"type": "assent/receipt", "version": 2, "body": {}})),
    "extra-member": changed("format", lambda doc: doc.update(note="trust me")),
    "missing-member": changed("format", lambda doc: doc.pop("proof")),
    "missing-optional-member": changed("format", lambda doc: doc["personal"]["fields"].pop("remarks")),
    "other-label-and-member-missing": changed(
        "format",
        lambda doc: (doc.update(type="assent/receipts"), doc["personal"]["fields"].pop("remarks")),
    ),
    "other-shape-of-another-version": changed("format", lambda doc: doc.update(version=2, more=[])),
    # the key and the statement
    "key-id": changed("key", lambda doc: doc["key"].update(id="0" * 64)),
    "no-signature": changed("signature", lambda doc: doc["record"]["envelope"].update(signatures=[])),
    "other-signer": changed("key", lambda doc: doc["key"].update(public=encode64(STRANGER.public.der))),
    "contradiction": signed("statement", predicate=builtins(acceptance(capacity="delegate"))),
    "later-statement": signed("statement", predicateType="assent:acceptance/v9"),
    # the texts and the people
    "text-missing": changed("texts", lambda doc: doc["texts"].pop()),
    "text-changed": changed("texts", lambda doc: doc["texts"][0].update(content="other")),
    "text-and-digest-changed": changed(
        "texts", lambda doc: doc["texts"][0].update(content="other", sha256=sha256_hex(b"other"))
    ),
    "texts-changed-places": changed("texts", lambda doc: doc["texts"].reverse()),
    "other-person": changed(
        "personal", lambda doc: doc["personal"]["fields"]["actor"].update(name="Nagy Pál")
    ),
    # the log's keys
    "rotation-missing": changed("checkpoint", lambda doc: doc.update(rotations=[])),
    "rotation-by-a-stranger": paper("rotations", forged_logs.stolen),
    "rotation-without-possession": paper("rotations", forged_logs.not_possessed),
    "old-key-after-its-rotation": paper("rotations", forged_logs.old_key_goes_on),
    "rotation-of-another-key": paper("rotations", forged_logs.rotation_of_another_key),
    "acceptance-as-a-rotation": paper("rotations", forged_logs.acceptance_as_a_rotation),
    "rotations-out-of-order": Defect("rotations", forged_logs.rotations_out_of_order),
    "head-by-a-key-of-later-records": Defect("checkpoint", forged_logs.head_by_the_key_of_later_records),
    "head-by-the-old-key": Defect("checkpoint", forged_logs.head_by_the_old_key),
    # the log
    "checkpoint-of-another-log": changed(
        "checkpoint", lambda doc: doc.update(checkpoint=sign_checkpoint(STRANGER, 5, bytes(32)))
    ),
    "proof-shortened": changed("inclusion", lambda doc: doc["proof"].pop()),
    "record-time": changed("inclusion", lambda doc: doc["record"].update(time="2000-01-01T00:00:00Z")),
    "rotation-record-time": changed(
        "inclusion", lambda doc: doc["rotations"][0]["record"].update(time="2000-01-01T00:00:00Z")
    ),
    "chain": Defect("chain", lambda: resigned(whole_receipt(), FIRST_KEY, PAYLOAD, Place(0, "1" * 64, 1))),
    # what others added
    "countersignature-of-another-witness": changed(
        "countersignatures",
        lambda doc: doc["countersignatures"][0].update(key=encode64(STRANGER.public.der)),
    ),
    "countersignature-without-proof": changed(
        "countersignatures", lambda doc: doc["countersignatures"][1].update(proof=[])
    ),
    "countersigned-twice": changed(
        "countersignatures",
        lambda doc: doc["countersignatures"].append(doc["countersignatures"][0]),
    ),
    "countersigned-fork": Defect("countersignatures", forged_logs.fork),
    "countersigned-other-log": Defect("countersignatures", forged_logs.other_origin),
    "timestamp-changed": changed(
        "timestamps", lambda doc: doc["timestamps"][0].update(token=encode64(b"another token"))
    ),
    "timestamp-twice": changed("timestamps", lambda doc: doc["timestamps"].append(doc["timestamps"][0])),
    **ATTACKS,
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
