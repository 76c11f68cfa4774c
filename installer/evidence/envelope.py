"""Signed statements: in-toto Statement v1 in a DSSE envelope.

The payload's bytes are canonical, made once, signed and stored. Verification decodes the very bytes
whose signature it checked.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

import msgspec

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import decode64, document_bytes, encode64, is_plain, parse, sha256_hex
from installer.evidence.predicates import (
    MODELS,
    Compared,
    Document,
    Erasure,
    KeyRotation,
    Predicate,
    PredicateType,
    contradiction,
    misspelt,
    record_of,
    texts_of,
)
from installer.evidence.reading import convert, require_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.keys import MachineKey, PublicKey

P = TypeVar("P")

__all__ = [
    "PAYLOAD_TYPE",
    "STATEMENT_TYPE",
    "Digest",
    "Envelope",
    "Signature",
    "Statement",
    "StatementDocument",
    "Subject",
    "convert",
    "decode_statement",
    "encode_statement",
    "open_envelope",
    "pae",
    "sign_envelope",
    "statement_of",
    "subject",
]

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
_DIGEST: Final = re.compile("[0-9a-f]{64}")
STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
_KIND: Final = b'"predicateType":"'
_KINDS: Final = {kind.value.encode("ascii"): kind for kind in PredicateType}


class Digest(Document, frozen=True, kw_only=True):
    """The digests of a subject; SHA-256 alone."""

    sha256: Compared


class Subject(Document, frozen=True, kw_only=True):
    """A document that a statement is about: its name and the digest of its bytes."""

    name: str
    digest: Digest


class Envelope(Document, frozen=True, kw_only=True):
    """A DSSE envelope with exactly one signature."""

    payload: str
    payloadType: Literal["application/vnd.in-toto+json"]  # noqa: N815 - the standard's name
    signatures: list[Signature]


class Signature(Document, frozen=True, kw_only=True):
    """One signature: the key's id (a hint for people; it must be right all the same) and base64."""

    keyid: Compared
    sig: str


class StatementDocument(Document, frozen=True, kw_only=True):
    """An in-toto Statement v1 whose predicate is not yet typed."""

    type: Literal["https://in-toto.io/Statement/v1"] = msgspec.field(name="_type")
    subject: list[Subject]
    predicate_type: str = msgspec.field(name="predicateType")
    predicate: dict[str, Any]


class _Whole(Document, Generic[P], frozen=True, kw_only=True):
    """The same with a predicate of one type, all read at once."""

    type: Literal["https://in-toto.io/Statement/v1"] = msgspec.field(name="_type")
    subject: list[Subject]
    predicate_type: PredicateType = msgspec.field(name="predicateType")
    predicate: P


class Statement(msgspec.Struct, frozen=True, gc=False):
    """A decoded statement. Who signed it is not known from here, see `open_envelope`."""

    subject: tuple[Subject, ...]
    predicate_type: PredicateType
    predicate: Predicate


def pae(payload_type: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: the bytes that are signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def subject(name: str, sha256: str) -> Subject:
    """A subject by name and SHA-256 (hex)."""
    return Subject(name=name, digest=Digest(sha256=sha256))


def encode_statement(subjects: Sequence[Subject], kind: PredicateType, predicate: Predicate) -> bytes:
    """The canonical bytes of a statement, after reading them back as strictly as a verifier would.

    Raises BadInput(STATEMENT_MALFORMED, detail=…) or BadInput(NOT_REPRESENTABLE).
    """
    whole = _Whole(type=STATEMENT_TYPE, subject=list(subjects), predicate_type=kind, predicate=predicate)
    try:
        payload = document_bytes(whole)
        read_back = _decoder(kind).decode(payload)
        _consistent(Statement(tuple(read_back.subject), kind, read_back.predicate))
    except (ValueError, RecursionError) as exc:
        raise BadInput(Code.STATEMENT_MALFORMED, detail=str(exc)) from exc
    except UntrustedData as exc:
        raise BadInput(Code.STATEMENT_MALFORMED, detail=str(exc.facts["detail"])) from exc
    return payload


def decode_statement(payload: bytes) -> Statement:
    """The statement in a payload.

    Raises UntrustedData: RECEIPT_MALFORMED (not canonical JSON), STATEMENT_UNKNOWN (a predicate type
    of another version of the program, in `detail`), STATEMENT_MALFORMED (`detail`: where, or which
    contradiction).
    """
    statement = _quickly(payload)
    if statement is not None:
        return _consistent(statement)
    statement = statement_of(convert(parse(payload), StatementDocument))
    whole = {"subject": list(statement.subject), "predicate": statement.predicate}
    require_whole(whole | {"_type": STATEMENT_TYPE, "predicateType": statement.predicate_type.value}, payload)
    return statement


def statement_of(document: StatementDocument) -> Statement:
    """The statement in a document that was read from canonical bytes. Raises as `decode_statement`."""
    try:
        kind = PredicateType(document.predicate_type)
    except ValueError as exc:
        raise UntrustedData(Code.STATEMENT_UNKNOWN, detail=document.predicate_type) from exc
    predicate: Predicate = convert(document.predicate, MODELS[kind])
    return _consistent(Statement(tuple(document.subject), kind, predicate))


def _quickly(payload: bytes) -> Statement | None:
    """The statement where decoding and encoding give the same bytes; None where something is odd."""
    # Its type stands behind the predicate. It is looked for to know what to read, and read with the rest.
    start = payload.rfind(_KIND) + len(_KIND)
    kind = _KINDS.get(payload[start : payload.find(b'"', start)])
    if kind is None or not is_plain(payload):
        return None
    try:
        whole = _decoder(kind).decode(payload)
    except (ValueError, RecursionError):
        return None
    if whole.predicate_type is not kind or _encoder().encode(whole) != payload:
        return None
    return Statement(tuple(whole.subject), kind, whole.predicate)


@functools.cache
def _decoder(kind: PredicateType) -> msgspec.json.Decoder[_Whole[Predicate]]:
    whole: Any = _Whole  # of a type that is found in a table
    return msgspec.json.Decoder(whole[MODELS[kind]])


@functools.cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(order="sorted")


def _consistent(statement: Statement) -> Statement:
    said = statement.predicate
    wrong = misspelt(said) or _other_subject(statement.subject, said) or contradiction(said)
    if wrong:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail=wrong)
    return statement


def _other_subject(subjects: Sequence[Subject], predicate: Predicate) -> str:
    """Why these are not the things that the statement is about; empty when they are.

    They are its texts, in its order; without texts the record that it is about; for a rotation the two
    keys, the old one first; for an erasure as many records as it names (the log knows their digests).
    """
    digests = [item.digest.sha256 for item in subjects]
    if isinstance(predicate, Erasure):
        fits = len(digests) == len(predicate.of) and all(map(_DIGEST.fullmatch, digests))
        return "" if fits else "subject-is-not-the-records"
    if isinstance(predicate, KeyRotation):
        keys = [sha256_hex(decode64(key)) for key in (predicate.old, predicate.new)]
        return "" if digests == keys else "subject-is-not-the-keys"
    texts = texts_of(predicate)
    if not texts and record_of(predicate):
        return "" if digests == [record_of(predicate)] else "subject-is-not-the-record"
    return "" if digests == [text.digest for text in texts] else "subject-is-not-the-texts"


def sign_envelope(key: MachineKey, payload: bytes) -> Envelope:
    """The envelope of `payload`, signed by `key`."""
    signature = Signature(keyid=key.id, sig=encode64(key.sign(pae(PAYLOAD_TYPE, payload))))
    return Envelope(payload=encode64(payload), payloadType=PAYLOAD_TYPE, signatures=[signature])


def open_envelope(envelope: Envelope, key: PublicKey) -> bytes:
    """The payload, once the one signature over it is `key`'s.

    Raises UntrustedData(SIGNATURE_INVALID, detail=`count` | `key-id` | `signature`), or
    RECEIPT_MALFORMED for base64 in another spelling.
    """
    if len(envelope.signatures) != 1:
        raise UntrustedData(Code.SIGNATURE_INVALID, detail="count")
    payload = decode64(envelope.payload)
    signature = envelope.signatures[0]
    if signature.keyid != key.id:
        raise UntrustedData(Code.SIGNATURE_INVALID, detail="key-id")
    if not key.verifies(decode64(signature.sig), pae(envelope.payloadType, payload)):
        raise UntrustedData(Code.SIGNATURE_INVALID, detail="signature")
    return payload
