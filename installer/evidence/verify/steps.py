"""The steps that ask for nothing but the receipt itself: 1 to 7, and 11.

Each takes the case, adds what it learns, and returns the facts for `detail`; None when there was
nothing to check. It raises our errors when the receipt is not what it claims to be.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import LIMIT, decode64, parse
from installer.evidence.document import RECEIPT_TYPE, RECEIPT_VERSION, ReceiptDocument
from installer.evidence.envelope import decode_statement, open_envelope
from installer.evidence.personal import opens
from installer.evidence.predicates import texts_of
from installer.evidence.record import FIRST
from installer.evidence.verify import reading

if TYPE_CHECKING:
    from installer.evidence.verify.case import Case


_FORM: Final = f"{RECEIPT_TYPE} {RECEIPT_VERSION}"


def malformed(*, detail: str) -> UntrustedData:
    """The one error of a receipt that does not fit together."""
    return UntrustedData(Code.RECEIPT_MALFORMED, detail=detail)


def document(case: Case) -> str:
    """1. The bytes are canonical JSON (RFC 8785), no doubled key, not too large."""
    found = reading.with_known_texts(case.data, case.memory.texts)
    if found is not None:
        case.found, case.known = found
    elif len(case.data) <= LIMIT:
        case.found = reading.quickly(case.data, ReceiptDocument)
    if case.found is None:
        parse(case.data)
    return f"{len(case.data)}"


def form(case: Case) -> str:
    """2. Type `assent/receipt`, version 1, exactly its members."""
    found = case.found
    if found is None:
        found = reading.read_receipt(case.data)
    elif (found.type, found.version) != (RECEIPT_TYPE, RECEIPT_VERSION):
        raise malformed(detail="label")
    case.receipt = found
    return _FORM


def key(case: Case) -> str:
    """3. The key is Ed25519 in its one spelling, and its id is SHA-256 over it."""
    case.key = case.memory.key(case.receipt.key.public)
    if case.key.id != case.receipt.key.id:
        raise malformed(detail="key-id")
    return case.key.id


def signature(case: Case) -> str:
    """4. The envelope has one signature, the key's, over DSSE's PAE of the payload."""
    case.payload = open_envelope(case.receipt.record.envelope, case.key)
    return case.key.id


def statement(case: Case) -> str:
    """5. The payload is a known statement that does not contradict itself."""
    case.statement = decode_statement(case.payload)
    return case.statement.predicate_type.value


def texts(case: Case) -> str | None:
    """6. Every text has the digest that the statement names, all of them, in its order."""
    named = texts_of(case.statement.predicate)
    found = case.receipt.texts
    if len(found) != len(named):
        raise malformed(detail="other-texts-than-named")
    # The subjects are as many as the texts (step 5); of a statement without texts they are other things.
    for text, ref, about in zip(found, named, case.statement.subject, strict=False):
        if text.sha256 != ref.digest or text.name != about.name:
            raise malformed(detail="other-texts-than-named")
    if [text.language for text in found] != [text.language for text in named]:
        raise malformed(detail="other-languages-than-named")
    if case.known is not None:
        return case.known.detail
    for text in found:
        actual = hashlib.sha256(text.content.encode("utf-8")).hexdigest()
        if actual != text.sha256:
            raise malformed(detail=f"{text.name}: {actual} != {text.sha256}")
    return reading.names_of(found) if found else None


def personal(case: Case) -> str | None:
    """7. Salt and fields open the statement's commitment (skipped: erased, or nobody was named)."""
    disclosed = case.receipt.personal
    if disclosed is None:
        return None
    commitment = case.statement.predicate.personal.commitment
    if not opens(commitment, decode64(disclosed.salt), reading.plain_bytes(disclosed.fields)):
        raise malformed(detail="commitment")
    return commitment


def chain(case: Case) -> str:
    """11. The record names a record before it, and only the first names none."""
    record = case.receipt.record
    if (record.index == 0) != (record.previous == FIRST):
        raise malformed(detail="chain")
    return record.previous
