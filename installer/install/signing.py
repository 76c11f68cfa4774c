"""The signature of a bundle: a publisher's, over the bytes of `bundle.toml`."""

from __future__ import annotations

from typing import Final

from installer.errors import Code
from installer.signatures.signing import Purpose

SIGNATURE: Final = "bundle.sig"

PURPOSE: Final = Purpose(
    type="assent-bundle-signatures",
    file=SIGNATURE,
    context=b"assent-bundle-v1\n",
    code=Code.BUNDLE_UNTRUSTED,
)
