"""Countersigned checkpoints: C2SP `tlog-cosignature/v1` lines in a signed note.

A witness is somebody else's machine. It signs a head of a log once it has seen that the log only grew
since the head before. From then on the owner of the log cannot write that part of it anew unseen.
"""

from __future__ import annotations

import binascii
import hashlib
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import decode64, encode64
from installer.evidence.checkpoint import body_of
from installer.evidence.keys import PublicKey

if TYPE_CHECKING:
    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.keys import MachineKey

_COSIGNATURE: Final = b"\x04"
_DASH: Final = "\u2014"
_HINT_BYTES: Final = 4
_TIME_BYTES: Final = 8
_SPKI_PREFIX: Final = bytes.fromhex("302a300506032b6570032100")
_LAST_SECOND: Final = 253402300799  # 9999-12-31T23:59:59Z


class WitnessKey(msgspec.Struct, frozen=True):
    """A witness that a verifier knows: the name in its lines, and its key."""

    name: str
    key: PublicKey

    @classmethod
    def from_text(cls, text: str) -> WitnessKey:
        """From a C2SP verifier key, `name+hash+key`: as witnesses publish it.

        Raises UntrustedData(TRUST_MALFORMED, path, detail) for any other spelling; `path` is the text.
        """
        name, _, rest = text.partition("+")
        found, _, blob = rest.partition("+")
        try:
            raw = decode64(blob)
            witness = cls(name, PublicKey.from_der(_SPKI_PREFIX + raw[1:]))
        except UntrustedData as exc:
            raise UntrustedData(Code.TRUST_MALFORMED, path=text, detail="witness-key") from exc
        if not is_name(name) or raw[:1] != _COSIGNATURE or found != witness.hint.hex():
            raise UntrustedData(Code.TRUST_MALFORMED, path=text, detail="witness-key")
        return witness

    @property
    def text(self) -> str:
        """The C2SP verifier key that `from_text` reads."""
        return f"{self.name}+{self.hint.hex()}+{encode64(_COSIGNATURE + self.key.raw)}"

    @property
    def hint(self) -> bytes:
        """Four bytes that name the key in a note: SHA-256(name ‖ LF ‖ 0x04 ‖ key)[:4]."""
        named = self.name.encode() + b"\n" + _COSIGNATURE + self.key.raw
        return hashlib.sha256(named).digest()[:_HINT_BYTES]


class Cosigned(msgspec.Struct, frozen=True):
    """A cosignature that verifies: the head of the log, who signed it, and when by the signer's clock.

    `seconds` are counted from 1970, UTC.
    """

    checkpoint: Checkpoint
    witness: WitnessKey
    seconds: int


def is_name(name: str) -> bool:
    """Whether a signed note can carry this name: no white space, no plus, nothing that cannot be seen."""
    return bool(name) and name.isprintable() and not any(mark.isspace() or mark == "+" for mark in name)


def cosign(key: MachineKey, name: str, checkpoint: Checkpoint, seconds: int) -> str:
    """The line, with its line end, by which the witness `name` signs a head of a log.

    Whether the log only grew since the last head is for the witness to check, before.
    """
    witness = WitnessKey(name, key.public)
    signature = key.sign(_message(checkpoint.body, seconds))
    blob = witness.hint + seconds.to_bytes(_TIME_BYTES, "big") + signature
    return f"{_DASH} {name} {encode64(blob)}\n"


def split_note(note: str) -> tuple[str, tuple[str, ...]]:
    """The text of a signed note, and its signature lines without their line ends.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID, detail="malformed").
    """
    body, separator, lines = note.rpartition("\n\n")
    found = tuple(lines.split("\n")[:-1])
    if not separator or not lines.endswith("\n") or not all(line.startswith(f"{_DASH} ") for line in found):
        raise _invalid(detail="malformed")
    return body + "\n", found


def read_checkpoint(body: str) -> Checkpoint:
    """The head of a log in the text of a note, unsigned. Raises as `split_note`."""
    try:
        checkpoint = body_of(body)
    except UntrustedData as exc:
        raise _invalid(detail="malformed") from exc
    if checkpoint.size < 1:
        raise _invalid(detail="malformed")
    return checkpoint


def open_cosigned(note: str, key: PublicKey) -> Cosigned:
    """The cosignature in a note with exactly one signature line, which must be `key`'s.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID) with `detail` `malformed` or `signature`.
    """
    body, lines = split_note(note)
    checkpoint = read_checkpoint(body)
    if len(lines) != 1:
        raise _invalid(detail="malformed")
    name, _, text = lines[0].removeprefix(f"{_DASH} ").partition(" ")
    try:
        blob = decode64(text)
    except UntrustedData as exc:
        raise _invalid(detail="malformed") from exc
    witness = WitnessKey(name, key)
    hint, time = blob[:_HINT_BYTES], blob[_HINT_BYTES : _HINT_BYTES + _TIME_BYTES]
    seconds = int.from_bytes(time, "big")
    if not is_name(name) or seconds > _LAST_SECOND:
        raise _invalid(detail="malformed")
    signature = blob[_HINT_BYTES + _TIME_BYTES :]
    if hint != witness.hint or not key.verifies(signature, _message(body, seconds)):
        raise _invalid(detail="signature")
    return Cosigned(checkpoint, witness, seconds)


def cosignature_of(note: str, witness: WitnessKey) -> str:
    """The note cut down to the one line that `witness` signed: what a receipt carries.

    Raises UntrustedData(COUNTERSIGNATURE_INVALID) with `detail` `malformed`, `no-such-witness` or
    `signature`.
    """
    body, lines = split_note(note)
    for line in lines:
        found = line.startswith(f"{_DASH} {witness.name} ") and _hint_of(line) == witness.hint
        if found:
            single = f"{body}\n{line}\n"
            open_cosigned(single, witness.key)
            return single
    raise _invalid(detail="no-such-witness")


def _hint_of(line: str) -> bytes:
    try:
        return binascii.a2b_base64(line.rpartition(" ")[2])[:_HINT_BYTES]
    except ValueError:
        return b""


def _message(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode("utf-8", "surrogatepass")


def _invalid(*, detail: str) -> UntrustedData:
    return UntrustedData(Code.COUNTERSIGNATURE_INVALID, detail=detail)
