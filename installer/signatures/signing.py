"""Ed25519 signatures of publishers: making a signature file, and finding the trusted key behind one.

What was signed is named by a `Purpose`, so that a signature over one kind of document never fits
another kind. What signs is imported by the functions that need it.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.signatures.strict_json import read_json
from installer.signatures.trusted import ALGORITHM, public_key

if TYPE_CHECKING:
    from installer.signatures.trusted import Trust, TrustedKey

_HEX: Final = frozenset("0123456789abcdef")
_KEY_ID: Final = 64
"""Hex digits of the SHA-256 of a raw key."""


class Purpose(msgspec.Struct, frozen=True):
    """What signatures are for: the type of their file, its name, and what stands before the signed bytes."""

    type: str
    file: str
    context: bytes
    code: Code
    """The code of every refusal; its facts are `path` and `reason`."""


def sign(purpose: Purpose, data: bytes, private: bytes) -> bytes:
    """The bytes of a signature file for `data`, made with a raw 32-byte Ed25519 private key."""
    from installer.signatures.ed25519 import PrivateKey

    signature = PrivateKey(private).sign(purpose.context + data)
    made = {
        "type": purpose.type,
        "version": 1,
        "algorithm": ALGORITHM,
        "signatures": [
            {"key": public_key(private).id, "signature": base64.b64encode(signature).decode("ascii")}
        ],
    }
    return (json.dumps(made, indent=2) + "\n").encode("ascii")


def verify(purpose: Purpose, data: bytes, signatures: bytes, trust: Trust) -> TrustedKey:
    """The trusted key that signed `data`.

    1. The signature file is exactly of its format. 2. One of its key ids is one of ours. 3. That
    signature verifies over the bytes. 4. The key has not been retired. Raises UntrustedData(code,
    path, reason) otherwise, `reason` being `malformed`, `unknown-key`, `wrong-signature` or
    `retired-key`.
    """
    from installer.signatures.ed25519 import verifies

    known = {key.id: key for key in trust.keys}
    reason = "unknown-key"
    for key_id, signature in _read_signatures(purpose, signatures):
        key = known.get(key_id)
        if key is None:
            continue
        if not verifies(key.raw, _decoded(signature), purpose.context + data):
            reason = "wrong-signature"
            continue
        if key.id not in trust.retired:
            return key
        reason = "retired-key"
    raise UntrustedData(purpose.code, path=purpose.file, reason=reason)


def _decoded(signature: str) -> bytes:
    """The bytes in base64; none where it is not, and they verify nothing."""
    try:
        return base64.b64decode(signature, validate=True)
    except ValueError:
        return b""


def _read_signatures(purpose: Purpose, text: bytes) -> list[tuple[str, str]]:
    """Key id and signature of each entry. By hand: the first use of a model costs half a millisecond."""
    malformed = UntrustedData(purpose.code, path=purpose.file, reason="malformed")
    try:
        document = read_json(text)
    except ValueError as exc:
        raise malformed from exc
    match document:
        case {
            "type": purpose.type,
            "version": 1 as version,
            "algorithm": "ed25519",
            "signatures": [*entries],
            **rest,
        } if not rest and type(version) is int:
            found = [_read_entry(entry) for entry in entries]
            if None not in found:
                return [entry for entry in found if entry is not None]
    raise malformed


def _read_entry(entry: object) -> tuple[str, str] | None:
    match entry:
        case {"key": str(key), "signature": str(signature), **rest} if not rest:
            return (key, signature) if len(key) == _KEY_ID and _HEX.issuperset(key) else None
    return None
