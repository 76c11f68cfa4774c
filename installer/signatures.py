"""Who may publish: the keys that the program trusts, and Ed25519 signatures made with them.

A signature says that the holder of a publisher's key has published some bytes. It says nothing about
who accepted any terms. What was signed is named by a `Purpose`, so that a signature over one kind of
document never fits another kind. `cryptography` is imported by the functions that need it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from installer.errors import BadInput, Code, Unavailable, UntrustedData
from installer.paths import program_root

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ALGORITHM: Final = "ed25519"
_RAW_KEY: Final = 32


@dataclass(frozen=True)
class Purpose:
    """What signatures are for: the type of their file, its name, and what stands before the signed bytes."""

    type: str
    file: str
    context: bytes
    code: Code
    """The code of every refusal; its facts are `path` and `reason`."""


@dataclass(frozen=True)
class TrustedKey:
    """A publisher's raw public key (32 bytes) and what to call it."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """SHA-256 of the raw key, hex; names the key in a signature file."""
        return hashlib.sha256(self.raw).hexdigest()


def trust_root() -> Path:
    """The folder of the publishers' keys that came with the program, `*.pub`."""
    return program_root() / "installer" / "install" / "trust"


def load_keys(folder: Path, code: Code) -> tuple[TrustedKey, ...]:
    """All keys of a folder, each a line `ed25519 <base64> <name>`; none where it holds none.

    Raises Unavailable(code, path, reason) where one cannot be read, `reason` being
    `trust-root-unreadable` or `trust-root-malformed`.
    """
    try:
        return tuple(_read_key(path, code) for path in sorted(folder.glob("*.pub")))
    except OSError as exc:
        raise Unavailable(code, path=str(folder), reason="trust-root-unreadable") from exc


def _read_key(path: Path, code: Code) -> TrustedKey:
    words = path.read_text("utf-8", errors="replace").split(maxsplit=2)
    try:
        algorithm, encoded, name = words
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        algorithm, raw, name = "", b"", ""
    if algorithm != _ALGORITHM or len(raw) != _RAW_KEY:
        raise Unavailable(code, path=str(path), reason="trust-root-malformed")
    return TrustedKey(name.strip(), raw)


def public_key(private: bytes) -> TrustedKey:
    """The public half of a raw private key, without a name."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return TrustedKey("", Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def sign(purpose: Purpose, data: bytes, private: bytes) -> bytes:
    """The bytes of a signature file for `data`, made with a raw 32-byte Ed25519 private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private)
    made = {
        "type": purpose.type,
        "version": 1,
        "algorithm": _ALGORITHM,
        "signatures": [
            {
                "key": hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest(),
                "signature": base64.b64encode(key.sign(purpose.context + data)).decode("ascii"),
            }
        ],
    }
    return (json.dumps(made, indent=2) + "\n").encode("ascii")


def verify(purpose: Purpose, data: bytes, signatures: bytes, keys: Sequence[TrustedKey]) -> TrustedKey:
    """The trusted key that signed `data`.

    1. The signature file is exactly of its format. 2. One of its key ids is one of ours. 3. That
    signature verifies over the bytes. Raises UntrustedData(code, path, reason) otherwise, `reason`
    being `malformed`, `unknown-key` or `wrong-signature`.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    known = {key.id: key for key in keys}
    reason = "unknown-key"
    for key_id, signature in _read_signatures(purpose, signatures):
        key = known.get(key_id)
        if key is None:
            continue
        try:
            signed = base64.b64decode(signature, validate=True)
            Ed25519PublicKey.from_public_bytes(key.raw).verify(signed, purpose.context + data)
        except (InvalidSignature, ValueError):
            reason = "wrong-signature"
            continue
        return key
    raise UntrustedData(purpose.code, path=purpose.file, reason=reason)


def _read_signatures(purpose: Purpose, text: bytes) -> list[tuple[str, str]]:
    try:
        document = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as exc:
        raise UntrustedData(purpose.code, path=purpose.file, reason="malformed") from exc
    match document:
        case {
            "type": purpose.type,
            "version": 1,
            "algorithm": "ed25519",
            "signatures": [*entries],
            **rest,
        } if not rest:
            found = [_entry(entry) for entry in entries]
            if None not in found:
                return [entry for entry in found if entry is not None]
    raise UntrustedData(purpose.code, path=purpose.file, reason="malformed")


def _entry(entry: object) -> tuple[str, str] | None:
    match entry:
        case {"key": str(key), "signature": str(signature), **rest} if not rest:
            return key, signature
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of JSON pairs; a doubled key is a ValueError instead of "the last one wins"."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError([name for name, _ in pairs])
    return found


def read_private_key(path: Path, code: Code) -> bytes:
    """The raw Ed25519 key of an unencrypted PKCS#8 PEM file (RFC 8410).

    Raises BadInput(code, path, rule), `rule` being `unreadable`, `not-a-key` or `not-ed25519`.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as exc:
        raise BadInput(code, path=str(path), rule="unreadable") from exc
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise BadInput(code, path=str(path), rule="not-a-key") from exc
    if not isinstance(key, Ed25519PrivateKey):
        raise BadInput(code, path=str(path), rule="not-ed25519")
    return key.private_bytes_raw()
