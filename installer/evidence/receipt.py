"""The receipt: one portable file that proves one statement without the program's help.

The file is canonical JSON and nothing else. Every member is bound by something that `verify` checks:
`record` by the tree, `checkpoint` and the statement by signatures of `key`, `texts` by the digests in
the statement, `personal` by its commitment, `proof` by the root in `checkpoint`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import BadInput, Code
from installer.evidence.canonical import canonical, encode64
from installer.evidence.document import (
    RECEIPT_TYPE,
    RECEIPT_VERSION,
    KeyDocument,
    PersonalDocument,
    ReceiptDocument,
    TextDocument,
)
from installer.evidence.keys import ALGORITHM
from installer.evidence.record import decode_record
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.evidence.envelope import Statement
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.evidence.record import Record
    from installer.i18n import Language


def make_receipt(log: Log, record: Record, texts: Mapping[Language, str]) -> bytes:
    """The receipt of a record, the same bytes each time until the person is erased.

    `texts` holds the exact text of every language that the statement names. Raises
    BadInput(RECEIPT_MALFORMED, detail) when the receipt would not verify, as with other texts than
    those of the statement; UntrustedData(LOG_BROKEN), Unavailable(LOG_UNWRITABLE), BadInput(RECORD_UNKNOWN).
    """
    logged = log.statement(record.index)
    if logged.record != record:
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log.path), record=record.digest)
    size = record.index + 1
    document = ReceiptDocument(
        type=RECEIPT_TYPE,
        version=RECEIPT_VERSION,
        record=decode_record(record.data),
        key=KeyDocument(algorithm=ALGORITHM, id=log.key.id, public=log.key.text),
        texts=_texts(logged.statement, texts),
        personal=_disclosed(log.personal(record.index)),
        proof=[value.hex() for value in log.inclusion_proof(record.index, size)],
        checkpoint=log.checkpoint(size),
    )
    data = canonical(msgspec.to_builtins(document))
    # Never hand out what our own verifier refuses.
    verification = verify(data)
    if not verification.valid:
        raise BadInput(Code.RECEIPT_MALFORMED, detail=verification.failed)
    return data


def _texts(statement: Statement, texts: Mapping[Language, str]) -> list[TextDocument]:
    named = zip(statement.subject, statement.predicate.texts, strict=True)
    return [
        TextDocument(
            language=text.language,
            name=subject.name,
            sha256=text.digest,
            content=texts.get(text.language, ""),
        )
        for subject, text in named
    ]


def _disclosed(personal: Sealed | None) -> PersonalDocument | None:
    if personal is None:
        return None
    return PersonalDocument(salt=encode64(personal.salt), fields=personal.fields)
