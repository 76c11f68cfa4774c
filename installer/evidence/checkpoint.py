"""Signed checkpoints of a log: C2SP `tlog-checkpoint` in a C2SP `signed-note`, Ed25519.

Three lines (origin, size, root), an empty line, one signature line. The signature covers the three
lines with their line ends. Exactly one signature line is read: a line that nobody checks would be a
place to write into a receipt.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import decode64, encode64

if TYPE_CHECKING:
    from installer.evidence.keys import MachineKey, PublicKey

ORIGIN_PREFIX: Final = "assent:log/"
_ED25519: Final = b"\x01"
_DASH: Final = "\u2014"


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: how many records, and the RFC 6962 root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The signed text, with its last line end."""
        return f"{self.origin}\n{self.size}\n{encode64(self.root)}\n"


def origin_of(key: PublicKey) -> str:
    """The name of the log that `key` signs. A log has one key, so the name follows from it."""
    return ORIGIN_PREFIX + key.id


def sign_checkpoint(key: MachineKey, size: int, root: bytes) -> str:
    """The signed note for a log of `size` records."""
    checkpoint = Checkpoint(origin_of(key.public), size, root)
    signature = key_hash(checkpoint.origin, key.public) + key.sign(checkpoint.body.encode())
    return f"{checkpoint.body}\n{_DASH} {checkpoint.origin} {encode64(signature)}\n"


def open_checkpoint(note: str, key: PublicKey) -> Checkpoint:
    """The checkpoint of a note whose every byte is as `sign_checkpoint` with this key wrote it.

    Raises UntrustedData(CHECKPOINT_INVALID) with `detail` `malformed`, `origin` or `signature`.
    """
    body = open_note(note, origin_of(key), key)
    lines = body.split("\n")
    try:
        origin, size, root, _ = lines
        # A body that is not exactly what would be written is not read leniently.
        checkpoint = Checkpoint(origin, int(size), decode64(root))
    except (ValueError, UntrustedData) as exc:
        raise _invalid(detail="malformed") from exc
    if checkpoint.body != body:
        raise _invalid(detail="malformed")
    if checkpoint.origin != origin_of(key):
        raise _invalid(detail="origin")
    return checkpoint


def open_note(note: str, name: str, key: PublicKey) -> str:
    """The text of a C2SP signed note with one Ed25519 signature by `name`.

    Raises UntrustedData(CHECKPOINT_INVALID) with `detail` `malformed`, `origin` or `signature`.
    """
    body, separator, line = note.rpartition("\n\n")
    body += "\n"
    prefix = f"{_DASH} {name} "
    if not separator or not line.endswith("\n"):
        raise _invalid(detail="malformed")
    if not line.startswith(prefix):
        raise _invalid(detail="origin")
    try:
        blob = decode64(line[len(prefix) : -1])
    except UntrustedData as exc:
        raise _invalid(detail="malformed") from exc
    expected = key_hash(name, key)
    hint, signature = blob[: len(expected)], blob[len(expected) :]
    if hint != expected or not key.verifies(signature, body.encode("utf-8", "surrogatepass")):
        raise _invalid(detail="signature")
    return body


def key_hash(name: str, key: PublicKey) -> bytes:
    """The four bytes that name a key in a note: SHA-256(name ‖ LF ‖ 0x01 ‖ key)[:4]."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.raw).digest()[:4]


def _invalid(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.CHECKPOINT_INVALID, detail=detail)
