"""The publisher's side of `edition.sig`: nothing is signed that has not been checked byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer import signatures
from installer.agreement.cover import EDITION_FILE
from installer.agreement.documents import check_digest
from installer.agreement.load import build_edition
from installer.agreement.signed import PURPOSE, SIGNATURE_FILE, load_signed, shipped_keys, verify_signature
from installer.agreement.wording import read_bytes
from installer.agreement.writing import write
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition


@dataclass(frozen=True)
class Signature:
    """Whose signature stands over which edition. `name` is empty where the key is not a trusted one."""

    edition: str
    digest: str
    key: str
    """SHA-256 of the raw public key, hex."""
    name: str


def sign_edition(folder: Path, key: Path) -> Signature:
    """Sign the sealed edition in `folder` with the key in a PEM file, in place of any signature before.

    Raises BadInput PUBLISHER_KEY (path, rule), what `load_edition` raises, UntrustedData
    EDITION_UNTRUSTED (path, reason `not-sealed`) for a document that was not sealed, TEXT_DIGEST for
    one that is another now, and Unavailable TARGET_UNWRITABLE (path, reason).
    """
    return sign_sealed(folder, signatures.read_private_key(key, Code.PUBLISHER_KEY))


def sign_sealed(folder: Path, private: bytes) -> Signature:
    """As `sign_edition`, with a raw 32-byte key."""
    data = read_bytes(folder / EDITION_FILE)
    edition = build_edition(folder, data)
    check_sealed(folder, edition)
    signed = signatures.sign(PURPOSE, data, private)
    write(folder / SIGNATURE_FILE, signed)
    return _signature(edition, signatures.public_key(private))


def signed_by(folder: Path) -> Signature:
    """Whose signature the edition carries, every byte of it checked. Raises as `load_signed` and TEXT_DIGEST.

    Where the program trusts no key at all, there is nobody whose signature could be checked, and it
    raises UntrustedData EDITION_UNTRUSTED (path, reason `trust-root-empty`).
    """
    keys = shipped_keys()
    if not keys:
        path = str(signatures.trust_root())
        raise UntrustedData(Code.EDITION_UNTRUSTED, path=path, reason="trust-root-empty")
    edition = load_signed(folder, keys)
    check_sealed(folder, edition)
    return _signature(edition, verify_signature(folder, read_bytes(folder / EDITION_FILE), keys))


def check_sealed(folder: Path, edition: Edition) -> None:
    """Every document in the folder is named in `[files]`, and every one named has that digest.

    Raises UntrustedData EDITION_UNTRUSTED (path, reason `not-sealed`), TEXT_MISSING (path) or
    TEXT_DIGEST (path, expected, actual).
    """
    for path in sorted((*folder.glob("*.toml"), *folder.glob("compiled/*"))):
        name = path.relative_to(folder).as_posix()
        if name != EDITION_FILE and name not in edition.files:
            raise UntrustedData(Code.EDITION_UNTRUSTED, path=str(path), reason="not-sealed")
    for name, digest in edition.files.items():
        check_digest(read_bytes(folder / name), digest, folder / name)
    if edition.source is not None:
        path = folder / edition.source.path
        check_digest(read_bytes(path), edition.source.digest, path)


def _signature(edition: Edition, key: signatures.TrustedKey) -> Signature:
    names = {found.id: found.name for found in shipped_keys()}
    return Signature(edition.id, edition.digest, key.id, names.get(key.id, ""))
