"""The publisher's signature over an edition: what the program demands before it shows any text.

1. `edition.sig` holds a signature of a trusted key over the bytes of `edition.toml`.
2. Every other document in the folder is one that `edition.toml` names: nothing can be slipped in.
3. The texts and documents have the digests that `edition.toml` records (`installer.agreement.load`
   for the texts, whoever reads a document for the document).

What a signature proves: that the holder of the publisher's key sealed this edition. It does not prove
that the edition is the newest, nor that its texts are those of the printed document; tests do that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.cover import EDITION_FILE, find_edition, list_editions
from installer.agreement.load import build_edition
from installer.agreement.wording import read_bytes
from installer.errors import Code, UntrustedData
from installer.signatures.keys import shipped_trust
from installer.signatures.signing import Purpose, verify

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition
    from installer.signatures.trusted import Trust, TrustedKey

SIGNATURE_FILE: Final = "edition.sig"

PURPOSE: Final = Purpose(
    type="assent/edition-signatures",
    file=SIGNATURE_FILE,
    context=b"assent-edition-v1\n",
    code=Code.EDITION_UNTRUSTED,
)


def load_signed(folder: Path, trust: Trust | None = None) -> Edition:
    """The edition in `folder`, signed by a publisher of `trust`, by default what the program ships with.

    Raises UntrustedData EDITION_UNTRUSTED (path, reason), `reason` being `unsigned`, `malformed`,
    `unknown-key`, `wrong-signature`, `retired-key` or `not-sealed`; Unavailable EDITION_UNTRUSTED as
    `shipped_trust`; and what `load_edition` raises.
    """
    data = read_bytes(folder / EDITION_FILE)
    verify_signature(folder, data, trust)
    edition = build_edition(folder, data)
    for path in sorted(folder.glob("*.toml")):
        if path.name != EDITION_FILE and path.name not in edition.files:
            raise UntrustedData(Code.EDITION_UNTRUSTED, path=str(path), reason="not-sealed")
    return edition


def verify_signature(folder: Path, data: bytes, trust: Trust | None = None) -> TrustedKey:
    """The key that signed these bytes of the `edition.toml` in `folder`. Raises as `load_signed`."""
    trusted = shipped_trust(PURPOSE.code) if trust is None else trust
    path = folder / SIGNATURE_FILE
    try:
        signed = path.read_bytes()
    except OSError as exc:
        raise UntrustedData(Code.EDITION_UNTRUSTED, path=str(path), reason="unsigned") from exc
    return verify(PURPOSE, data, signed, trusted)


def open_edition(root: Path, edition_id: str | None = None) -> Edition:
    """The edition with this id under `root`, or without an id the newest of the one agreement there.

    Raises BadInput EDITION_UNKNOWN (edition, path, known), also where no id is given and there are
    several agreements or none, and what `load_signed` raises.
    """
    known = list_editions(root)
    if edition_id is None and len({found.partition("/")[0] for found in known}) == 1:
        edition_id = known[-1]
    folder = find_edition(root, edition_id or "")
    edition = load_signed(folder)
    if edition.id != edition_id:
        path = str(folder / EDITION_FILE)
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"id: {edition.id}")
    return edition
