"""A bundle on disk: a signed `bundle.toml` and one archive per component."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from installer.errors import BadInput, Code, Unavailable, UntrustedData
from installer.install.manifest import MANIFEST, BundleComponent, read_manifest
from installer.install.signing import PURPOSE, SIGNATURE
from installer.signatures.keys import shipped_trust
from installer.signatures.signing import verify

if TYPE_CHECKING:
    from pathlib import Path

    from installer.signatures.trusted import Trust


class Bundle(msgspec.Struct, frozen=True):
    """A bundle whose manifest is signed by a trusted publisher. Payloads are verified as they unpack."""

    folder: Path
    id: str
    digest: str
    """SHA-256 of `bundle.toml`, hex."""
    publisher: str
    signed_by: str
    """The name of the trusted key that verified it."""
    components: tuple[BundleComponent, ...]
    """Dependencies first."""

    def component(self, component_id: str) -> BundleComponent:
        """One component; BadInput(COMPONENT_UNKNOWN, name, near) when there is none."""
        for found in self.components:
            if found.id == component_id:
                return found
        from difflib import get_close_matches  # only where a name is wrong

        near = get_close_matches(component_id, [known.id for known in self.components])
        raise BadInput(Code.COMPONENT_UNKNOWN, name=component_id, near=", ".join(near))

    def with_required(self, component_ids: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Each id that must be installed, dependencies first, and which of the others pull it in.

        Ids that were asked for themselves have an empty tuple.
        """
        wanted = set(component_ids)
        pulled: dict[str, set[str]] = {self.component(asked).id: set() for asked in component_ids}
        for component in reversed(self.components):
            if component.id in pulled:
                for required in component.requires:
                    pulled.setdefault(required, set()).add(component.id)
        return {
            found.id: () if found.id in wanted else tuple(sorted(pulled[found.id]))
            for found in self.components
            if found.id in pulled
        }


def load_bundle(folder: Path, trust: Trust | None = None) -> Bundle:
    """The bundle of a folder, its signature verified before its manifest is read.

    `trust` is what the program ships with unless another is given. Raises
    Unavailable(BUNDLE_MISSING, path), UntrustedData(BUNDLE_UNTRUSTED, path, reason) as `verify` and for
    `unsigned`, Unavailable(BUNDLE_UNTRUSTED, path, reason) as `shipped_trust`,
    UntrustedData(BUNDLE_MALFORMED, path, detail), UntrustedData(NAME_REFUSED, path, rule).
    """
    text = _read(folder / MANIFEST)
    try:
        signatures = (folder / SIGNATURE).read_bytes()
    except OSError as exc:
        path = str(folder / SIGNATURE)
        raise UntrustedData(Code.BUNDLE_UNTRUSTED, path=path, reason="unsigned") from exc
    trusted = shipped_trust(PURPOSE.code) if trust is None else trust
    key = verify(PURPOSE, text, signatures, trusted)
    manifest = read_manifest(text)
    return Bundle(
        folder=folder,
        id=manifest.id,
        digest=hashlib.sha256(text).hexdigest(),
        publisher=manifest.publisher,
        signed_by=key.name,
        components=manifest.components,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise Unavailable(Code.BUNDLE_MISSING, path=str(path)) from exc
