"""Ed25519 (RFC 8032) by libsodium: the one place where the program signs and checks signatures.

A signature counts when R = S·B - h·A to the byte, with S below the order of the group, and neither the
key nor R a point of small order: under such a key one signature fits many messages.
"""

from __future__ import annotations

import functools
from typing import Final

from nacl.bindings import crypto_sign, crypto_sign_keypair, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

PUBLIC_BYTES: Final = 32
SEED_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_REMEMBERED: Final = 512
"""Signatures whose answer is kept: of a log of so many records, some 6 KB each."""

_FIELD: Final = 2**255 - 19
_SIGN_BIT: Final = 1 << 255
_OF_ORDER_8: Final = int("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16)
_SMALL: Final = frozenset(
    (y | sign).to_bytes(PUBLIC_BYTES, "little")
    for y in (0, 1, _OF_ORDER_8, _FIELD - _OF_ORDER_8, _FIELD - 1)
    for sign in (0, _SIGN_BIT)
)
"""The spellings of the eight points of small order, those with a sign that x = 0 does not have among them."""


class PrivateKey:
    """A private key: 32 bytes of seed, from which all else follows. Raises ValueError for another length."""

    def __init__(self, seed: bytes) -> None:
        self.public, self._secret = crypto_sign_seed_keypair(seed)

    @classmethod
    def generate(cls) -> PrivateKey:
        """A new one, from the system's source of randomness."""
        return cls(crypto_sign_keypair()[1][:SEED_BYTES])

    @property
    def seed(self) -> bytes:
        """What the key is made from; whoever has it can sign."""
        return self._secret[:SEED_BYTES]

    def sign(self, message: bytes) -> bytes:
        """64 bytes over `message`, the same each time."""
        return crypto_sign(message, self._secret)[:SIGNATURE_BYTES]


@functools.lru_cache
def is_sound(public: bytes) -> bool:
    """Whether these bytes may be a public key: 32, a number below the field's prime, of no small order."""
    if len(public) != PUBLIC_BYTES or public in _SMALL:
        return False
    return int.from_bytes(public, "little") & (_SIGN_BIT - 1) < _FIELD


@functools.lru_cache(maxsize=_REMEMBERED)
def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` is by the key whose raw bytes are `public`. Never raises.

    Of the very same bytes it is worked out once: a run asks its log three times, each time from disk.
    """
    if len(signature) != SIGNATURE_BYTES or signature[:PUBLIC_BYTES] in _SMALL or not is_sound(public):
        return False
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True
