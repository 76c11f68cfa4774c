"""Private keys in files: PKCS #8 in PEM form (RFC 8410), as `openssl genpkey -algorithm ed25519` does it.

For this algorithm the whole structure is a constant and then the seed. Nothing is parsed, so there is
nothing to be read in two ways.
"""

from __future__ import annotations

import binascii
import re
from typing import Final, Literal

_PREFIX: Final = bytes.fromhex("302e020100300506032b657004220420")
_SEED_BYTES: Final = 32
_BLOCK: Final = re.compile(
    rb"^-----BEGIN PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END PRIVATE KEY-----\r?$", re.MULTILINE
)
_PKCS8: Final = rb"(?s)\x30(?:[\x00-\x7f]|\x81.|\x82..)\x02\x01[\x00\x01]\x30"
"""How every unencrypted private key begins in DER, of whatever algorithm: a version, then the algorithm."""


class NoKey(ValueError):
    """No such key. As text it is `not-a-key`, or `not-ed25519` for a private key of another kind."""

    def __init__(self, rule: Literal["not-a-key", "not-ed25519"] = "not-a-key") -> None:
        super().__init__(rule)


def read_seed(pem: bytes) -> bytes:
    """The 32 bytes of an unencrypted Ed25519 key; text around its block is for people. Raises NoKey."""
    block = _BLOCK.search(pem)
    if block is None:
        raise NoKey
    try:
        der = binascii.a2b_base64(block[1].translate(None, b"\r\n"), strict_mode=True)
    except binascii.Error as exc:
        raise NoKey from exc
    if len(der) == len(_PREFIX) + _SEED_BYTES and der.startswith(_PREFIX):
        return der[len(_PREFIX) :]
    raise NoKey("not-ed25519" if re.match(_PKCS8, der) else "not-a-key")


def write_seed(seed: bytes) -> bytes:
    """The file of the key with this seed, byte for byte as `openssl` writes it."""
    encoded = binascii.b2a_base64(_PREFIX + seed)
    return b"-----BEGIN PRIVATE KEY-----\n" + encoded + b"-----END PRIVATE KEY-----\n"
