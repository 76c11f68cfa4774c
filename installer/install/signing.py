"""Who may publish: Ed25519 signatures over `bundle.toml`, and the keys the program trusts.

A signature says that the holder of a publisher's key made this bundle. It says nothing about who
accepted any terms; that is `installer.evidence`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from installer.errors import Code, Unavailable, UntrustedData
from installer.install.rotation import follow, once, read_rotation
from installer.paths import program_root

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE: Final = "bundle.sig"

_CONTEXT: Final = b"assent-bundle-v1\n"
"""Stands before the signed bytes, so that a signature over another kind of document never fits."""

_ALGORITHM: Final = "ed25519"
_RAW_KEY: Final = 32


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    signature: str


class _Signatures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["assent-bundle-signatures"]
    version: Literal[1]
    algorithm: Literal["ed25519"]
    signatures: tuple[_Signature, ...]


@dataclass(frozen=True)
class TrustedKey:
    """A publisher's raw public key (32 bytes) and what to call it."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """SHA-256 of the raw key, hex; names the key in a signature file."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class Trust:
    """The publishers whose bundles are installed. More than one allows a change of key."""

    keys: tuple[TrustedKey, ...]
    retired: frozenset[str] = frozenset()
    """Ids of keys that have named a successor and count no longer."""


def shipped_trust() -> Trust:
    """The keys that came with the program: `installer/install/trust/`."""
    return load_trust(program_root() / "installer" / "install" / "trust")


def load_trust(folder: Path) -> Trust:
    """All keys of a folder: `*.pub`, each a line `ed25519 <base64> <name>`, and who follows whom.

    A `*.rotation` that does not verify makes the whole root unusable, since it may be the one that
    retires a stolen key. Raises Unavailable(BUNDLE_UNTRUSTED, path, reason) when there is no key or
    something cannot be read: without a root of trust nothing is trusted.
    """
    try:
        roots = tuple(_read_key(path) for path in sorted(folder.glob("*.pub")))
        statements = [path.read_bytes() for path in sorted(folder.glob("*.rotation"))]
    except OSError as exc:
        raise Unavailable(Code.BUNDLE_UNTRUSTED, path=str(folder), reason="trust-root-unreadable") from exc
    if not roots:
        raise Unavailable(Code.BUNDLE_UNTRUSTED, path=str(folder), reason="trust-root-empty")
    if not statements:
        return Trust(roots)
    try:
        new, retired = follow({key.id: key.raw for key in roots}, map(read_rotation, statements))
    except ValueError as exc:
        raise Unavailable(Code.BUNDLE_UNTRUSTED, path=str(folder), reason="trust-root-malformed") from exc
    known = {key.id for key in roots}
    added = (TrustedKey(found.name, found.new_raw) for found in new.values())
    return Trust((*roots, *(key for key in added if key.id not in known)), frozenset(retired))


def _read_key(path: Path) -> TrustedKey:
    words = path.read_text("utf-8", errors="replace").split(maxsplit=2)
    try:
        algorithm, encoded, name = words
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        algorithm, raw, name = "", b"", ""
    if algorithm != _ALGORITHM or len(raw) != _RAW_KEY:
        raise Unavailable(Code.BUNDLE_UNTRUSTED, path=str(path), reason="trust-root-malformed")
    return TrustedKey(name.strip(), raw)


def read_public_key(path: Path) -> TrustedKey:
    """The key of a `*.pub` file. Raises Unavailable(BUNDLE_UNTRUSTED, path, reason)."""
    try:
        return _read_key(path)
    except OSError as exc:
        raise Unavailable(Code.BUNDLE_UNTRUSTED, path=str(path), reason="trust-root-unreadable") from exc


def sign(manifest: bytes, private: bytes) -> bytes:
    """The bytes of `bundle.sig` for a manifest, made with a raw 32-byte Ed25519 private key."""
    # Imported here: 20 ms that no command without a bundle should pay.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private)
    made = {
        "type": "assent-bundle-signatures",
        "version": 1,
        "algorithm": _ALGORITHM,
        "signatures": [
            {
                "key": hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest(),
                "signature": base64.b64encode(key.sign(_CONTEXT + manifest)).decode("ascii"),
            }
        ],
    }
    return (json.dumps(made, indent=2) + "\n").encode("ascii")


def verify(manifest: bytes, signatures: bytes, trust: Trust) -> TrustedKey:
    """The trusted key that signed this manifest.

    1. the signature file is exactly of its format; 2. one of its key ids is one of ours; 3. that
    signature verifies over the manifest's bytes; 4. the key has not been retired. Raises
    UntrustedData(BUNDLE_UNTRUSTED, path, reason) otherwise, `reason` being `malformed`,
    `unknown-key`, `wrong-signature` or `retired-key`.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    known = {key.id: key for key in trust.keys}
    reason = "unknown-key"
    for found in _read_signatures(signatures).signatures:
        key = known.get(found.key)
        if key is None:
            continue
        try:
            signed = base64.b64decode(found.signature, validate=True)
            Ed25519PublicKey.from_public_bytes(key.raw).verify(signed, _CONTEXT + manifest)
        except (InvalidSignature, ValueError):
            reason = "wrong-signature"
            continue
        if key.id not in trust.retired:
            return key
        reason = "retired-key"
    raise UntrustedData(Code.BUNDLE_UNTRUSTED, path=SIGNATURE, reason=reason)


def _read_signatures(text: bytes) -> _Signatures:
    try:
        return msgspec.convert(json.loads(text, object_pairs_hook=once), _Signatures)
    except (ValueError, msgspec.ValidationError, RecursionError) as exc:
        raise UntrustedData(Code.BUNDLE_UNTRUSTED, path=SIGNATURE, reason="malformed") from exc
