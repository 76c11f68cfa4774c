"""Signed checkpoints of a log: C2SP `tlog-checkpoint` in a C2SP `signed-note`, Ed25519.

Three lines (origin, size, root), an empty line, one signature line. The signature covers the three
lines with their line ends. Exactly one signature line is read: a line that nobody checks would be a
place to write into a receipt.
"""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import decode64, encode64

if TYPE_CHECKING:
    from installer.evidence.keys import MachineKey, PublicKey

ORIGIN_PREFIX: Final = "assent:log/"
_ED25519: Final = b"\x01"
_ROOT_BYTES: Final = 32
_DASH: Final = "\u2014"


class Checkpoint(msgspec.Struct, frozen=True, gc=False):
    """The head of a log: how many records, and the RFC 6962 root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The signed text, with its last line end."""
        return f"{self.origin}\n{self.size}\n{encode64(self.root)}\n"


def origin_of(key: PublicKey) -> str:
    """The name of the log whose first key this is. It stays when another key follows."""
    return ORIGIN_PREFIX + key.id


def sign_checkpoint(key: MachineKey, size: int, root: bytes, origin: str = "") -> str:
    """The signed note for a log of `size` records; `origin` where `key` is not the log's first."""
    name = origin or origin_of(key.public)
    body = Checkpoint(name, size, root).body
    signature = key_hash(name, key.public) + key.sign(body.encode())
    return f"{body}\n{_DASH} {name} {encode64(signature)}\n"


def open_checkpoint(note: str, key: PublicKey, origin: str = "") -> Checkpoint:
    """The checkpoint of a note whose every byte is as `sign_checkpoint` with this key wrote it.

    `origin` is the log's name where `key` is not its first key. Raises
    UntrustedData(CHECKPOINT_INVALID) with `detail` `malformed`, `origin` or `signature`.
    """
    name = origin or origin_of(key)
    checkpoint = body_of(open_note(note, name, key))
    if checkpoint.origin != name:
        raise _invalid(detail="origin")
    return checkpoint


def claimed(note: str) -> Checkpoint:
    """What a note says, its signature unread: which key must have signed it depends on its size.

    Raises UntrustedData(CHECKPOINT_INVALID, detail="malformed").
    """
    body, separator, _ = note.partition("\n\n")
    if not separator:
        raise _invalid(detail="malformed")
    return body_of(body + "\n")


def body_of(body: str) -> Checkpoint:
    """The checkpoint in the signed text of a note.

    Raises UntrustedData(CHECKPOINT_INVALID, detail="malformed") for any text that is not exactly what
    would be written.
    """
    try:
        origin, digits, encoded, rest = body.split("\n")
        size, root = int(digits), decode64(encoded)
    except (ValueError, UntrustedData) as exc:
        raise _invalid(detail="malformed") from exc
    if rest or str(size) != digits or size < 0 or len(root) != _ROOT_BYTES:
        raise _invalid(detail="malformed")
    return Checkpoint(origin, size, root)


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


@functools.lru_cache
def key_hash(name: str, key: PublicKey) -> bytes:
    """The four bytes that name a key in a note: SHA-256(name ‖ LF ‖ 0x01 ‖ key)[:4]."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.raw).digest()[:4]


def _invalid(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.CHECKPOINT_INVALID, detail=detail)
