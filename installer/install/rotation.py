"""A publisher's change of key: the old key names the new one, and may retire itself.

A statement `<name>.rotation` in the trust root is a small JSON document. Its signature by the old key
is what makes the new key trusted, so the statement may come by any way, even with the bundle's own
files. One key names one successor: a second statement by the same key is a fork, and then neither is
believed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONTEXT: Final = b"assent-key-rotation-v1\n"
_RAW_KEY: Final = 32

_KeyId = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Rotation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document. Keys and signature are in base64; ids are the SHA-256 of the raw keys, hex."""

    type: Literal["assent-key-rotation"]
    version: Literal[1]
    old: _KeyId
    new: str
    """The new raw public key."""
    name: str
    """What to call the new key."""
    retires_old: bool
    """Whether bundles that only the old key signed are refused from now on."""
    signature: str
    """By the old key, over everything else."""

    @property
    def new_raw(self) -> bytes:
        """The new key's 32 bytes. Raises ValueError."""
        raw = base64.b64decode(self.new, validate=True)
        if len(raw) != _RAW_KEY:
            raise ValueError(self.new)
        return raw

    def signed(self) -> bytes:
        """The bytes under the signature."""
        parts = [self.old, self.new, self.name, self.retires_old]
        return _CONTEXT + json.dumps(parts, ensure_ascii=True).encode("ascii")


def write_rotation(old_private: bytes, new: bytes, name: str, *, retires_old: bool) -> bytes:
    """The statement of the holder of a raw private Ed25519 key about a raw public one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(old_private)
    old = hashlib.sha256(key.public_key().public_bytes_raw()).hexdigest()
    encoded = base64.b64encode(new).decode("ascii")
    bare = Rotation("assent-key-rotation", 1, old, encoded, name, retires_old, "")
    signature = base64.b64encode(key.sign(bare.signed())).decode("ascii")
    made = msgspec.structs.replace(bare, signature=signature)
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def read_rotation(text: bytes) -> Rotation:
    """The statement of a file, its signature not looked at. Raises ValueError."""
    try:
        found = msgspec.convert(json.loads(text, object_pairs_hook=once), Rotation)
        _ = found.new_raw
    except (ValueError, binascii.Error, msgspec.ValidationError, RecursionError) as exc:
        raise ValueError(str(exc)) from exc
    return found


def follow(roots: Mapping[str, bytes], rotations: Iterable[Rotation]) -> tuple[dict[str, Rotation], set[str]]:
    """New key ids with the statements that name them, and the ids of the keys that are retired.

    `roots` are the raw keys that are trusted by themselves. Raises ValueError for a statement by a
    key that is not trusted, a wrong signature, a fork, or a key that names itself.
    """
    statements = waiting = list(rotations)
    if len({found.old for found in waiting}) != len(waiting):
        msg = "two successors of one key"
        raise ValueError(msg)
    known = dict(roots)
    new: dict[str, Rotation] = {}
    while waiting:
        ready = [found for found in waiting if found.old in known]
        if not ready:
            msg = "signed by a key that is not trusted"
            raise ValueError(msg)
        for found in ready:
            _check(found, known[found.old])
            new_id = hashlib.sha256(found.new_raw).hexdigest()
            if new_id == found.old:
                msg = "a key that names itself"
                raise ValueError(msg)
            known[new_id] = found.new_raw
            new.setdefault(new_id, found)
        waiting = [found for found in waiting if found not in ready]
    return new, {found.old for found in statements if found.retires_old}


def _check(found: Rotation, old: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signature = base64.b64decode(found.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(old).verify(signature, found.signed())
    except InvalidSignature as exc:
        raise ValueError(str(exc)) from exc


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of JSON pairs; a doubled key is a ValueError instead of "the last one wins"."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError([name for name, _ in pairs])
    return found
