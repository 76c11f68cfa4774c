"""Which keys a verifier knows: a file of public keys in PEM form, as `assent log key` writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.errors import Code, UntrustedData
from installer.evidence.keys import PublicKey

if TYPE_CHECKING:
    from pathlib import Path

TRUST_LIMIT: Final = 1024 * 1024
"""Bytes; about 9,000 keys."""

_BLOCK: Final = re.compile(r"-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)-----END PUBLIC KEY-----\n?")


def read_trust(path: Path) -> frozenset[str]:
    """The ids of all keys in the file; text between the blocks is for people.

    Raises UntrustedData(TRUST_MALFORMED, path, detail) where the file cannot be read, holds no key,
    or holds a block that is no Ed25519 public key.
    """
    try:
        with path.open("rb") as file:
            text = file.read(TRUST_LIMIT).decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise _malformed(path, type(exc).__name__) from exc
    blocks = _BLOCK.findall(text)
    if not blocks or len(blocks) != text.count("BEGIN PUBLIC KEY"):
        raise _malformed(path, f"{len(blocks)}")
    try:
        return frozenset(PublicKey.from_text(block.replace("\n", "")).id for block in blocks)
    except UntrustedData as exc:
        raise _malformed(path, str(exc.facts["detail"])) from exc


def _malformed(path: Path, detail: str) -> UntrustedData:
    return UntrustedData(Code.TRUST_MALFORMED, path=str(path), detail=detail)
