"""A stand-in for `nacl.bindings`: Ed25519 by `cryptography`, so that two libraries judge each receipt."""

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.exceptions import BadSignatureError

if TYPE_CHECKING:
    from typing import NoReturn

_SIGNATURE: Final = 64


def crypto_sign_open(signed: bytes, pk: bytes) -> bytes:
    """The message behind a signature of 64 bytes. Raises BadSignatureError."""
    signature, message = signed[:_SIGNATURE], signed[_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(pk).verify(signature, message)
    # ValueError: some builds refuse 32 bytes that are no point of the curve.
    except (InvalidSignature, ValueError) as exc:
        raise BadSignatureError from exc
    return message


def _nothing(*_: object) -> "NoReturn":
    """The verifier makes no signature."""
    raise NotImplementedError


crypto_sign = crypto_sign_keypair = crypto_sign_seed_keypair = _nothing
