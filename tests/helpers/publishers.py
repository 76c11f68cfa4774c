"""Publishers' keys as files: a trust root, a private key in PEM form, a change of key."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from installer.signatures.rotation import write_rotation
from installer.signatures.trusted import public_key

if TYPE_CHECKING:
    from pathlib import Path


def pub(private: bytes, name: str = "old") -> bytes:
    """The `*.pub` file of a private key."""
    return b"ed25519 " + base64.b64encode(public_key(private).raw) + b" " + name.encode() + b"\n"


def statement(old: bytes, new: bytes, *, retires_old: bool = False) -> bytes:
    """The `*.rotation` file in which `old` names `new`, which it calls “new”."""
    return write_rotation(old, public_key(new, "new"), retires_old=retires_old)


def pem(path: Path, private: bytes | None = None) -> Path:
    """A private key in PEM form: Ed25519, or without `private` a key of another kind."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = (
        generate_private_key(SECP256R1())
        if private is None
        else Ed25519PrivateKey.from_private_bytes(private)
    )
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path
