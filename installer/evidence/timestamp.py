"""RFC 3161 timestamps over a head of the log, checked against pinned certificates of authorities.

Needs the extra `assent[timestamp]`; the request is written without it. There is no network code: the
request goes out as a file, the answer comes in as one. A token counts only when the authority's own
certificate is pinned; a certificate of the same name, or by the same issuer, is another authority.

An answer that embeds its issuer's chain is refused (`not-a-response`): the library reads one certificate,
the signer's. `openssl ts` embeds the chain only when it is asked to; try an authority out beforehand.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from installer.errors import Code, Unavailable, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

# TimeStampReq of RFC 3161 §2.4.1: version 1, SHA-256 imprint, certReq TRUE. Everything but the imprint
# is constant, so nothing is encoded here.
_REQUEST_HEAD: Final = bytes.fromhex("30390201013031300d060960864801650304020105000420")
_REQUEST_TAIL: Final = bytes.fromhex("0101ff")


def request_for(note: bytes) -> bytes:
    """The request (DER, a `.tsq` file) for a timestamp over the checkpoint's note.

    Without a nonce, so that it is the same each time: the answer is bound by the note's digest.
    """
    return _REQUEST_HEAD + hashlib.sha256(note).digest() + _REQUEST_TAIL


def stamped_at(answer: bytes, note: bytes, authorities: Sequence[Sequence[bytes]]) -> str:
    """When a pinned authority says that the note existed: RFC 3339, UTC, whole seconds.

    `answer` is a whole time-stamp response (a `.tsr` file); each of `authorities` is its own
    certificate (DER), which is pinned, and then its issuers' up to the root.
    Raises UntrustedData(TIMESTAMP_INVALID, detail), UntrustedData(TRUST_MALFORMED, path, detail) for a
    certificate that cannot be read, and Unavailable(TIMESTAMP_UNAVAILABLE, detail) without the extra.
    """
    client = require_extra()
    failure = "no-authority"
    response = _decoded(client, answer)
    for pinned in authorities:
        own, *issuers = [_certificate(der) for der in pinned]
        builder = client.VerifierBuilder().tsa_certificate(own)
        for issuer in dict.fromkeys(issuers or [own]):
            builder = builder.add_root_certificate(issuer)
        try:
            builder.build().verify_message(response, note)
        except (client.VerificationError, ValueError) as exc:
            failure = _reason(exc)
            continue
        moment: str = response.tst_info.gen_time.strftime("%Y-%m-%dT%H:%M:%SZ")
        return moment
    raise UntrustedData(Code.TIMESTAMP_INVALID, detail=failure)


def require_extra() -> ModuleType:
    """The library of the extra. Raises Unavailable(TIMESTAMP_UNAVAILABLE, detail) without it."""
    try:
        import rfc3161_client
    except ImportError as exc:
        raise Unavailable(Code.TIMESTAMP_UNAVAILABLE, detail="rfc3161-client") from exc
    return rfc3161_client


def _decoded(client: ModuleType, answer: bytes) -> Any:  # noqa: ANN401 - the library's response
    try:
        return client.decode_timestamp_response(answer)
    except ValueError as exc:
        raise UntrustedData(Code.TIMESTAMP_INVALID, detail="not-a-response") from exc


def _certificate(der: bytes) -> Any:  # noqa: ANN401 - cryptography's certificate
    from cryptography import x509

    try:
        return x509.load_der_x509_certificate(der)
    except ValueError as exc:
        named = base64.b64encode(der[:12]).decode()
        raise UntrustedData(Code.TRUST_MALFORMED, path=named, detail="certificate") from exc


def _reason(exc: Exception) -> str:
    return str(exc).partition("\n")[0]
