"""Signed statements: in-toto Statement v1 in a DSSE envelope.

The payload's bytes are canonical, made once, signed and stored. Verification decodes the very bytes
whose signature it checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence.canonical import canonical, decode64, encode64, parse
from installer.evidence.predicates import MODELS, Document, Hex, Predicate, PredicateType, contradiction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.evidence.keys import MachineKey, PublicKey

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"


class Digest(Document, frozen=True, kw_only=True):
    """The digests of a subject; SHA-256 alone."""

    sha256: Hex


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

    keyid: Hex
    sig: str


class StatementDocument(Document, frozen=True, kw_only=True):
    """An in-toto Statement v1 whose predicate is not yet typed."""

    type: Literal["https://in-toto.io/Statement/v1"] = msgspec.field(name="_type")
    subject: list[Subject]
    predicate_type: str = msgspec.field(name="predicateType")
    predicate: dict[str, Any]


@dataclass(frozen=True)
class Statement:
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
    payload = canonical(
        msgspec.to_builtins(
            {
                "_type": STATEMENT_TYPE,
                "subject": list(subjects),
                "predicateType": kind.value,
                "predicate": predicate,
            }
        )
    )
    try:
        decode_statement(payload)
    except UntrustedData as exc:
        raise BadInput(Code.STATEMENT_MALFORMED, detail=str(exc.facts["detail"])) from exc
    return payload


def decode_statement(payload: bytes) -> Statement:
    """The statement in a payload.

    Raises UntrustedData: RECEIPT_MALFORMED (not canonical JSON), STATEMENT_UNKNOWN (a predicate type
    of another version of the program, in `detail`), STATEMENT_MALFORMED (`detail`: where, or which
    contradiction).
    """
    document = convert(parse(payload), StatementDocument)
    try:
        kind = PredicateType(document.predicate_type)
    except ValueError as exc:
        raise UntrustedData(Code.STATEMENT_UNKNOWN, detail=document.predicate_type) from exc
    predicate: Predicate = convert(document.predicate, MODELS[kind])
    digests = [item.digest.sha256 for item in document.subject]
    if digests != [text.digest for text in predicate.texts]:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail="subject-is-not-the-texts")
    wrong = contradiction(predicate)
    if wrong:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail=wrong)
    return Statement(tuple(document.subject), kind, predicate)


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


def convert(value: Any, model: type[Any]) -> Any:  # noqa: ANN401 - msgspec types by its argument
    """`value` as `model`, strictly. Raises UntrustedData(STATEMENT_MALFORMED, detail=where)."""
    try:
        return msgspec.convert(value, model, strict=True)
    except msgspec.ValidationError as exc:
        raise UntrustedData(Code.STATEMENT_MALFORMED, detail=str(exc)) from exc
