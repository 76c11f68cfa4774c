"""The receipt: one portable file that proves one statement without the program's help.

The file is canonical JSON and nothing else. Every member is bound by something that `verify` checks:
`record` and `rotations` by the tree, the statement by `key`'s signature, `checkpoint` by the signature of
the log's key at its size, `texts` by the digests in the statement, `personal` by its commitment, `proof`
by the root in `checkpoint`. What others add later (`installer.evidence.additions`) is bound by their own
signature or by a digest beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import BadInput, Code
from installer.evidence.canonical import document_bytes, encode64
from installer.evidence.document import (
    RECEIPT_TYPE,
    RECEIPT_VERSION,
    KeyDocument,
    PersonalDocument,
    ReceiptDocument,
    RotationDocument,
    TextDocument,
)
from installer.evidence.keys import ALGORITHM
from installer.evidence.predicates import texts_of
from installer.evidence.record import decode_record
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.evidence.envelope import Statement
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.evidence.record import Record
    from installer.i18n import Language


def make_receipt(log: Log, record: Record, texts: Mapping[Language, str], size: int | None = None) -> bytes:
    """The receipt of a record, the same bytes each time until the person is erased.

    `texts` holds the exact text of every language that the statement names. `size` is that of the head
    of the log under which the record is proven: that of its own append, unless another is asked for.
    Raises BadInput(RECEIPT_MALFORMED, detail) when the receipt would not verify, as with other texts
    than those of the statement; UntrustedData(LOG_BROKEN), Unavailable(LOG_UNWRITABLE),
    BadInput(RECORD_UNKNOWN).
    """
    logged = log.statement(record.index)
    if logged.record != record:
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log.path), record=record.digest)
    under = record.index + 1 if size is None else size
    if not record.index < under <= log.size():
        raise BadInput(Code.RECORD_UNKNOWN, path=str(log.path), record=under - 1)
    epochs = log.epochs()
    key = epochs.at(record.index)
    document = ReceiptDocument(
        type=RECEIPT_TYPE,
        version=RECEIPT_VERSION,
        record=decode_record(record.data),
        key=KeyDocument(algorithm=ALGORITHM, id=key.id, public=key.text),
        # A key begins right after a rotation; the key of the last record under the head signed the head.
        rotations=[_rotation(log, start - 1, under) for start in epochs.starts[1:] if start < under],
        texts=_texts(logged.statement, texts),
        personal=_disclosed(log.personal(record.index)),
        proof=_proof(log, record.index, under),
        checkpoint=log.checkpoint(under),
        countersignatures=[],
        timestamps=[],
    )
    data = document_bytes(document)
    # Never hand out what our own verifier refuses.
    verification = verify(data)
    if not verification.valid:
        raise BadInput(Code.RECEIPT_MALFORMED, detail=verification.failed)
    return data


def _rotation(log: Log, index: int, size: int) -> RotationDocument:
    record = decode_record(log.record(index).data)
    return RotationDocument(record=record, proof=_proof(log, index, size))


def _proof(log: Log, index: int, size: int) -> list[str]:
    return [value.hex() for value in log.inclusion_proof(index, size)]


def _texts(statement: Statement, texts: Mapping[Language, str]) -> list[TextDocument]:
    """The texts that the statement names, each under its subject's name; none where it names none."""
    # A statement without texts has other subjects: records or keys.
    named = zip(statement.subject, texts_of(statement.predicate), strict=False)
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
