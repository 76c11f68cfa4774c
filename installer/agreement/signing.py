"""The publisher's side of `edition.sig`: nothing is signed that has not been checked byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.agreement.cover import EDITION_FILE
from installer.agreement.documents import check_digest
from installer.agreement.load import build_edition
from installer.agreement.signed import PURPOSE, SIGNATURE_FILE, load_signed, verify_signature
from installer.agreement.wording import read_bytes
from installer.agreement.writing import write
from installer.errors import Code, Unavailable, UntrustedData
from installer.signatures.keys import read_private_key, shipped_trust
from installer.signatures.signing import sign
from installer.signatures.trusted import public_key

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition


class Signature(msgspec.Struct, frozen=True):
    """Whose signature stands over which edition. `name` is empty where the program trusts no such key."""

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
    return sign_sealed(folder, read_private_key(key, Code.PUBLISHER_KEY))


def sign_sealed(folder: Path, private: bytes) -> Signature:
    """As `sign_edition`, with a raw 32-byte key."""
    data = read_bytes(folder / EDITION_FILE)
    edition = build_edition(folder, data)
    check_sealed(folder, edition)
    write(folder / SIGNATURE_FILE, sign(PURPOSE, data, private))
    key = public_key(private).id
    return Signature(edition.id, edition.digest, key, _name_of(key))


def signed_by(folder: Path) -> Signature:
    """Whose signature the edition carries, every byte checked. Raises as `load_signed` and TEXT_DIGEST."""
    edition = load_signed(folder)
    check_sealed(folder, edition)
    key = verify_signature(folder, read_bytes(folder / EDITION_FILE))
    return Signature(edition.id, edition.digest, key.id, key.name)


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


def _name_of(key: str) -> str:
    try:
        trust = shipped_trust(PURPOSE.code)
    except Unavailable:
        # A publisher may sign before their key is in the trust root; nothing is accepted here.
        return ""
    return next((found.name for found in trust.keys if found.id == key and key not in trust.retired), "")
