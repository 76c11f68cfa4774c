"""Canonical bytes (RFC 8785), strict JSON, strict base64 and digests.

Canonical bytes are made once, then signed and stored. Reading goes the other way: bytes that are not
already in canonical form are refused, so that one value has exactly one spelling on disk.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any, Final, TypeAlias

import rfc8785

from installer.errors import BadInput, Code, UntrustedData

Json: TypeAlias = Any
"""What JSON can hold: None, bool, int, float, str, list, dict with str keys."""

LIMIT: Final = 16 * 1024 * 1024
"""Bytes. A receipt of this agreement has 0.2 MB; more than this is not read at all."""


def canonical(value: Json) -> bytes:
    """The one RFC 8785 spelling of `value`.

    Raises BadInput(NOT_REPRESENTABLE) for integers beyond 2^53, NaN, lone surrogates, keys that are
    not strings, and nesting that is too deep.
    """
    try:
        return rfc8785.dumps(value)
    # rfc8785 lets UnicodeEncodeError (a ValueError) out for lone surrogates in keys.
    except (ValueError, RecursionError) as exc:
        raise BadInput(Code.NOT_REPRESENTABLE, detail=type(exc).__name__) from exc


def parse(data: bytes, limit: int = LIMIT) -> Json:
    """The value of a document that must be canonical JSON to the last byte.

    Raises UntrustedData(RECEIPT_MALFORMED) with `detail`: `too-large`, `not-json`, `doubled-key` or
    `not-canonical`.
    """
    if len(data) > limit:
        raise _malformed(detail="too-large")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError) as exc:
        raise _malformed(detail="not-json") from exc
    try:
        again = canonical(value)
    except BadInput as exc:
        raise _malformed(detail="not-canonical") from exc
    if again != data:
        raise _malformed(detail="not-canonical")
    return value


def encode64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 §4), no line ends."""
    return base64.b64encode(data).decode("ascii")


def decode64(text: str) -> bytes:
    """Strict base64: only the spelling that `encode64` would write.

    The check by re-encoding matters: the last character has unused bits, which `b64decode` ignores.
    Raises UntrustedData(RECEIPT_MALFORMED, detail="not-base64").
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as exc:
        raise _malformed(detail="not-base64") from exc
    if encode64(data) != text:
        raise _malformed(detail="not-base64")
    return data


def sha256_hex(data: bytes) -> str:
    """SHA-256, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def _no_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _malformed(detail="doubled-key")
    return found


def _malformed(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.RECEIPT_MALFORMED, detail=detail)
