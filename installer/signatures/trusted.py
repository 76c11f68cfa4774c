"""Publishers' keys as they are known here, and which of them are trusted.

What signs is imported by the function that needs it.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

ALGORITHM: Final = "ed25519"
RAW_KEY: Final = 32
"""Bytes of a raw key."""


class TrustedKey(msgspec.Struct, frozen=True):
    """A publisher's raw public key (32 bytes) and what to call it."""

    name: str
    raw: bytes

    @property
    def id(self) -> str:
        """SHA-256 of the raw key, hex; names the key in a signature file."""
        return hashlib.sha256(self.raw).hexdigest()


class Trust(msgspec.Struct, frozen=True):
    """The publishers whose signatures count. More than one allows a change of key."""

    keys: tuple[TrustedKey, ...]
    retired: frozenset[str] = frozenset()
    """Ids of keys that have named a successor and count no longer."""


def public_key(private: bytes, name: str = "") -> TrustedKey:
    """The public half of a raw private key."""
    from installer.signatures.ed25519 import PrivateKey

    return TrustedKey(name, PrivateKey(private).public)
