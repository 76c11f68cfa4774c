"""Writing the files of an edition: each at once or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, its folder made where it is missing.

    Raises Unavailable TARGET_UNWRITABLE (path, reason); then what was there is unchanged.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        os.replace(draft, path)  # noqa: PTH105 - one word says that it is atomic
    except OSError as exc:
        raise Unavailable(Code.TARGET_UNWRITABLE, path=str(path), reason=exc.strerror or "") from exc


def remove(path: Path) -> None:
    """Take the file away where it is. Raises Unavailable TARGET_UNWRITABLE (path, reason)."""
    try:
        path.unlink(missing_ok=True)
    except OSError as exc:
        raise Unavailable(Code.TARGET_UNWRITABLE, path=str(path), reason=exc.strerror or "") from exc
