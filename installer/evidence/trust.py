"""What a verifier knows beforehand: keys of machines, witnesses, time-stamping authorities.

Keys stand in files of public keys in PEM form, as `assent log key` writes them; witnesses as C2SP
verifier keys, one a line; an authority as a file of certificates in PEM form.
"""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.evidence.keys import PublicKey
from installer.evidence.witness import WitnessKey

if TYPE_CHECKING:
    from pathlib import Path

TRUST_LIMIT: Final = 1024 * 1024
"""Bytes; about 9,000 keys."""

_BLOCK: Final = r"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)-----END PUBLIC KEY-----\n?"
_CERTIFICATE: Final = r"-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)-----END CERTIFICATE-----\n?"


class Trust(msgspec.Struct, frozen=True):
    """Ids of enrolled keys, witnesses by name and key, authorities as `read_authority` gives them."""

    keys: frozenset[str] = frozenset()
    witnesses: frozenset[WitnessKey] = frozenset()
    authorities: tuple[tuple[bytes, ...], ...] = ()


NOBODY: Final = Trust()
"""Nothing is known beforehand: enough for the policy `consistent`."""


def read_trust(path: Path) -> frozenset[str]:
    """The ids of all keys in the file. Raises as `read_keys`."""
    return frozenset(key.id for key in read_keys(path))


def read_keys(path: Path) -> tuple[PublicKey, ...]:
    """All keys in the file, in its order; text between the blocks is for people.

    Raises UntrustedData(TRUST_MALFORMED, path, detail) where the file cannot be read, holds no key,
    or holds a block that is no Ed25519 public key.
    """
    blocks = _blocks(path, _BLOCK, "BEGIN PUBLIC KEY")
    try:
        return tuple(PublicKey.from_text(block) for block in blocks)
    except UntrustedData as exc:
        raise _malformed(path, str(exc.facts["detail"])) from exc


def read_witnesses(path: Path) -> frozenset[WitnessKey]:
    """The witnesses in the file, a verifier key a line; empty lines and lines with `#` are for people.

    Raises UntrustedData(TRUST_MALFORMED, path, detail).
    """
    lines = [line.strip() for line in _text(path).split("\n")]
    listed = [line for line in lines if line and not line.startswith("#")]
    if not listed:
        raise _malformed(path, "0")
    try:
        return frozenset(WitnessKey.from_text(line) for line in listed)
    except UntrustedData as exc:
        raise _malformed(path, str(exc.facts["detail"])) from exc


def read_authority(path: Path) -> tuple[bytes, ...]:
    """The certificates (DER) of one time-stamping authority: its own first, then those of its issuers.

    Its own alone counts as its word; the issuers' are needed up to the root to verify it. Raises
    UntrustedData(TRUST_MALFORMED, path, detail).
    """
    blocks = _blocks(path, _CERTIFICATE, "BEGIN CERTIFICATE")
    try:
        return tuple(binascii.a2b_base64(block, strict_mode=True) for block in blocks)
    except ValueError as exc:
        raise _malformed(path, "not-base64") from exc


def _blocks(path: Path, block: str, mark: str) -> list[str]:
    text = _text(path)
    blocks: list[str] = re.findall(block, text)
    if not blocks or len(blocks) != text.count(mark):
        raise _malformed(path, f"{len(blocks)}")
    return [found.replace("\n", "") for found in blocks]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(TRUST_LIMIT).decode("utf-8").replace("\r\n", "\n")
    except OSError as exc:
        raise _malformed(path, exc.strerror or "") from exc
    except UnicodeDecodeError as exc:
        raise _malformed(path, type(exc).__name__) from exc


def _malformed(path: Path, detail: str) -> UntrustedData:
    return UntrustedData(Code.TRUST_MALFORMED, path=str(path), detail=detail)
