"""A publisher's change of key: the old key names the new one, and may retire itself.

A statement `<name>.rotation` in the trust root is a small JSON document. Its signature by the old key
is what makes the new key trusted, so the statement may come by any way. One key names one successor: a
second statement by the same key is a fork, and then neither is believed.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from installer.signatures.strict_json import read_json
from installer.signatures.trusted import RAW_KEY, Trust, TrustedKey, public_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CONTEXT: Final = b"assent-key-rotation-v1\n"

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
    """Whether editions and bundles that only the old key signed are refused from now on."""
    signature: str
    """By the old key, over everything else."""

    @property
    def new_key(self) -> TrustedKey:
        """The successor. Raises ValueError."""
        raw = base64.b64decode(self.new, validate=True)
        if len(raw) != RAW_KEY:
            raise ValueError(self.new)
        return TrustedKey(self.name, raw)

    def signed(self) -> bytes:
        """The bytes under the signature."""
        parts = [self.old, self.new, self.name, self.retires_old]
        return _CONTEXT + json.dumps(parts, ensure_ascii=True).encode("ascii")


def write_rotation(old_private: bytes, new: TrustedKey, *, retires_old: bool) -> bytes:
    """The statement of the holder of a raw private Ed25519 key about its successor."""
    from installer.signatures.ed25519 import PrivateKey

    encoded = base64.b64encode(new.raw).decode("ascii")
    old = public_key(old_private).id
    bare = Rotation("assent-key-rotation", 1, old, encoded, new.name, retires_old, "")
    signature = PrivateKey(old_private).sign(bare.signed())
    made = msgspec.structs.replace(bare, signature=base64.b64encode(signature).decode("ascii"))
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def read_rotation(text: bytes) -> Rotation:
    """The statement of a file, its signature not looked at. Raises ValueError."""
    found = msgspec.convert(read_json(text), Rotation)
    _ = found.new_key
    return found


def follow(roots: Sequence[TrustedKey], rotations: Iterable[Rotation]) -> Trust:
    """The keys that are trusted by themselves, those that they lead to, and which of them are retired.

    Raises ValueError for a statement by a key that is not trusted, a wrong signature, a fork, or a
    key that names itself.
    """
    statements = waiting = list(rotations)
    if len({found.old for found in waiting}) != len(waiting):
        msg = "two successors of one key"
        raise ValueError(msg)
    known = {key.id: key for key in roots}
    while waiting:
        ready = [found for found in waiting if found.old in known]
        if not ready:
            msg = "signed by a key that is not trusted"
            raise ValueError(msg)
        for found in ready:
            _check(found, known[found.old])
            new = found.new_key
            if new.id == found.old:
                msg = "a key that names itself"
                raise ValueError(msg)
            known.setdefault(new.id, new)
        waiting = [found for found in waiting if found not in ready]
    return Trust(tuple(known.values()), frozenset(found.old for found in statements if found.retires_old))


def _check(found: Rotation, old: TrustedKey) -> None:
    from installer.signatures.ed25519 import verifies

    signature = base64.b64decode(found.signature, validate=True)
    if not verifies(old.raw, signature, found.signed()):
        msg = "a wrong signature"
        raise ValueError(msg)
