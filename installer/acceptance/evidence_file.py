"""The file by which somebody shows their authority: its name and digest; the file itself stays with them."""

from __future__ import annotations

import hashlib
from pathlib import Path  # noqa: TC003 - in the signature of a public function

from installer.errors import Code, Refused


def name_and_digest(path: Path) -> tuple[str, str]:
    """The name without its folder, and SHA-256 in hex.

    Raises Refused EVIDENCE_FILE_UNREADABLE (path, detail).
    """
    try:
        with path.open("rb") as file:
            return path.name, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise Refused(Code.EVIDENCE_FILE_UNREADABLE, path=str(path), detail=exc.strerror or "") from exc
