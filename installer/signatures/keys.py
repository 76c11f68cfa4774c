"""The files of publishers' keys, one key each, and the trust root, which is a folder of them."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from installer.errors import BadInput, Code, Unavailable
from installer.paths import program_root
from installer.signatures.trusted import ALGORITHM, RAW_KEY, Trust, TrustedKey

if TYPE_CHECKING:
    from pathlib import Path


def shipped_trust(code: Code) -> Trust:
    """The keys that came with the program: `installer/install/trust/`. Raises as `load_trust`."""
    return load_trust(program_root() / "installer" / "install" / "trust", code)


def load_trust(folder: Path, code: Code) -> Trust:
    """All keys of a folder: `*.pub`, each a line `ed25519 <base64> <name>`, and who follows whom.

    A `*.rotation` that does not verify makes the whole root unusable, since it may be the one that
    retires a stolen key. Without a root of trust nothing is trusted: raises Unavailable(code, path,
    reason), `reason` being `trust-root-empty`, `trust-root-unreadable` or `trust-root-malformed`.
    """
    try:
        files = sorted(folder.iterdir()) if folder.exists() else []
        roots = tuple(_read_key(path, code) for path in files if path.suffix == ".pub")
        statements = [path.read_bytes() for path in files if path.suffix == ".rotation"]
    except OSError as exc:
        raise Unavailable(code, path=str(folder), reason="trust-root-unreadable") from exc
    if not roots:
        raise Unavailable(code, path=str(folder), reason="trust-root-empty")
    if not statements:
        return Trust(roots)
    # Imported here: a trust root seldom holds a change of key, and the first text waits for this.
    from installer.signatures.rotation import follow, read_rotation

    try:
        return follow(roots, map(read_rotation, statements))
    except ValueError as exc:
        raise Unavailable(code, path=str(folder), reason="trust-root-malformed") from exc


def read_public_key(path: Path, code: Code) -> TrustedKey:
    """The key of a `*.pub` file. Raises Unavailable(code, path, reason) as `load_trust`."""
    try:
        return _read_key(path, code)
    except OSError as exc:
        raise Unavailable(code, path=str(path), reason="trust-root-unreadable") from exc


def _read_key(path: Path, code: Code) -> TrustedKey:
    words = path.read_text("utf-8", errors="replace").split(maxsplit=2)
    try:
        algorithm, encoded, name = words
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        algorithm, raw, name = "", b"", ""
    if algorithm != ALGORITHM or len(raw) != RAW_KEY:
        raise Unavailable(code, path=str(path), reason="trust-root-malformed")
    return TrustedKey(name.strip(), raw)


def read_private_key(path: Path, code: Code) -> bytes:
    """The raw Ed25519 key of an unencrypted PKCS#8 PEM file (RFC 8410).

    Raises BadInput(code, path, rule), `rule` being `unreadable`, `not-a-key` or `not-ed25519`.
    """
    from installer.signatures.pem import NoKey, read_seed

    try:
        return read_seed(path.read_bytes())
    except OSError as exc:
        raise BadInput(code, path=str(path), rule="unreadable") from exc
    except NoKey as exc:
        raise BadInput(code, path=str(path), rule=str(exc)) from exc
