"""Canonical bytes (RFC 8785), strict JSON, strict base64 and digests.

Canonical bytes are made once, then signed and stored. Reading goes the other way: bytes that are not
already in canonical form are refused, so that one value has exactly one spelling on disk.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from typing import Any, Final, TypeAlias

import msgspec
import rfc8785

from installer.errors import BadInput, Code, UntrustedData
from installer.signatures.strict_json import DoubledKey, read_json

Json: TypeAlias = Any
"""What JSON can hold: None, bool, int, float, str, list, dict with str keys."""

_NUMBERS: Final = re.compile(rb"(?:^|[\[:,])-?(?:[0-9]+[.eE]|[0-9]{16})")
"""Numbers whose spelling differs between writers of JSON."""
_BEYOND_PLANE_0: Final = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""First bytes of characters that UTF-16, by which RFC 8785 sorts keys, puts in another order than UTF-8."""

LARGEST: Final = 2**53 - 1
"""The largest integer that RFC 8785 can write."""

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


def document_bytes(document: msgspec.Struct | dict[str, Any]) -> bytes:
    """The RFC 8785 spelling of typed data without floats whose integers are at most `LARGEST`.

    It is written the quick way where that gives the same bytes. Raises BadInput(NOT_REPRESENTABLE).
    """
    try:
        data = msgspec.json.encode(document, order="sorted")
    except (ValueError, OverflowError, RecursionError):
        return canonical(msgspec.to_builtins(document))
    return data if is_plain(data) else canonical(msgspec.to_builtins(document))


def is_plain(data: bytes) -> bool:
    """Whether sorting by UTF-8 and by UTF-16 are the same here."""
    return data.isascii() or not any(lead in data for lead in _BEYOND_PLANE_0)


def parse(data: bytes, limit: int = LIMIT) -> Json:
    """The value of a document that must be canonical JSON to the last byte.

    Raises UntrustedData(RECEIPT_MALFORMED) with `detail`: `too-large`, `not-json`, `doubled-key` or
    `not-canonical`.
    """
    if len(data) > limit:
        raise _malformed(detail="too-large")
    if is_plain(data) and _NUMBERS.search(data) is None:
        try:
            value = msgspec.json.decode(data)
            if msgspec.json.encode(value, order="sorted") == data:
                return value
        except (ValueError, RecursionError):
            pass  # not the one spelling; what is wrong is found out below
        _read_slowly(data)
        raise _malformed(detail="not-canonical")
    return _parse_slowly(data)


def _read_slowly(data: bytes) -> Json:
    try:
        return read_json(data)
    except DoubledKey as exc:
        raise _malformed(detail="doubled-key") from exc
    except ValueError as exc:
        raise _malformed(detail="not-json") from exc


def _parse_slowly(data: bytes) -> Json:
    value = _read_slowly(data)
    try:
        again = canonical(value)
    except BadInput as exc:
        raise _malformed(detail="not-canonical") from exc
    if again != data:
        raise _malformed(detail="not-canonical")
    return value


def encode64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 §4), no line ends."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode64(text: str) -> bytes:
    """Strict base64: only the spelling that `encode64` would write.

    The decoder refuses what is no base64 to the end; the last characters, if they have bits that stand for
    nothing, are encoded again. Raises UntrustedData(RECEIPT_MALFORMED, detail="not-base64").
    """
    try:
        # Three times as fast as `binascii`, and as strict: a receipt's payload has some 3,000 characters.
        data = msgspec.convert(text, bytes)
    except ValueError as exc:
        raise _malformed(detail="not-base64") from exc
    over = len(data) % 3
    if over and encode64(data[-over:]) != text[-4:]:
        raise _malformed(detail="not-base64")
    return data


def sha256_hex(data: bytes) -> str:
    """SHA-256, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def _malformed(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.RECEIPT_MALFORMED, detail=detail)
