"""The golden vectors: one statement of each type, with fixed key, salt and time.

`python tests/helpers/golden.py` writes them anew; that is a change of the format, and needs its reason.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from helpers import statements as s  # noqa: E402 - also run as a program

from installer.evidence.canonical import document_bytes, encode64  # noqa: E402 - as above
from installer.evidence.checkpoint import origin_of  # noqa: E402 - as above
from installer.evidence.envelope import encode_statement, sign_envelope, subject  # noqa: E402 - as above
from installer.evidence.keys import MachineKey  # noqa: E402 - as above
from installer.evidence.possession import possession  # noqa: E402 - as above
from installer.evidence.predicates import KeyRotation, Predicate, PredicateType  # noqa: E402 - as above
from installer.evidence.record import FIRST, encode_record  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.envelope import Subject

FOLDER = ROOT / "tests" / "data" / "evidence" / "golden"
KEY = MachineKey.from_seed(s.SEED)
NEXT = MachineKey.from_seed(bytes(range(2, 34)))


def rotation() -> KeyRotation:
    """The rotation from `KEY`, the log's first, to `NEXT`."""
    old, new = KEY.public, NEXT.public
    return KeyRotation(
        **s.stated(channel="console"),
        old=old.text,
        new=new.text,
        new_signature=encode64(NEXT.sign(possession(old, new, origin_of(old)))),
        reason="scheduled",
    )


KEYS = (subject("old-key", KEY.id), subject("new-key", NEXT.id))
ERASED = (subject("record/0", s.EARLIER),)
GOLDEN: dict[PredicateType, tuple[Sequence[Subject], Predicate]] = {
    PredicateType.ACCEPTANCE: (s.SUBJECTS, s.acceptance()),
    PredicateType.DECLINE: (s.SUBJECTS, s.decline()),
    PredicateType.CONSENT: (s.SUBJECTS, s.consent()),
    PredicateType.WITHDRAWAL: (s.ABOUT_EARLIER, s.withdrawal()),
    PredicateType.GRANT: (s.SUBJECTS, s.grant()),
    PredicateType.REVOCATION: (s.ABOUT_EARLIER, s.revocation()),
    PredicateType.RATIFICATION: (s.SUBJECTS, s.ratification()),
    PredicateType.OBJECTION: (s.SUBJECTS, s.objection()),
    PredicateType.COVERAGE: (s.SUBJECTS, s.noticed()),
    PredicateType.ERASURE: (ERASED, s.erasure()),
    PredicateType.KEY_ROTATION: (KEYS, rotation()),
}


def name_of(kind: PredicateType) -> str:
    """`assent:acceptance/v1` as the folder of its vectors is called: `acceptance-v1`."""
    return kind.value.partition(":")[2].replace("/", "-")


def documents(kind: PredicateType) -> dict[str, bytes]:
    """File name to bytes: the payload, the envelope, and the record as the first of a log."""
    subjects, predicate = GOLDEN[kind]
    payload = encode_statement(subjects, kind, predicate)
    envelope = sign_envelope(KEY, payload)
    record = encode_record(0, s.MOMENT, FIRST, envelope)
    return {
        "payload.json": payload,
        "envelope.json": document_bytes(envelope),
        "record.json": record.data,
    }


def main() -> None:
    """Write all of them."""
    for kind in GOLDEN:
        folder = FOLDER / name_of(kind)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in documents(kind).items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
