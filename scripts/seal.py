#!/usr/bin/env python3
"""Seal the shipped editions and sign them with the sample publisher's key, after a change of their files.

    seal.py [FOLDER …]

Everybody has that key (`make_sample_bundle.py`): the signature shows that the machinery works, and
nothing about who published. A publisher signs with `assent agreement sign` and a key of their own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_sample_bundle import SAMPLE_KEY  # noqa: E402 - needs the line above

from installer.agreement.seal import seal_edition  # noqa: E402 - as above
from installer.agreement.signing import sign_sealed  # noqa: E402 - as above


def main() -> None:
    """Seal and sign the folders named, or all of `eula_texts/`."""
    folders = [Path(name) for name in sys.argv[1:]]
    for folder in folders or sorted(path.parent for path in ROOT.glob("eula_texts/*/*/edition.toml")):
        edition = seal_edition(folder)
        signed = sign_sealed(folder, SAMPLE_KEY)
        print(f"{edition.id}@{edition.digest}: sealed, signed by key {signed.key[:12]}")


if __name__ == "__main__":
    main()
