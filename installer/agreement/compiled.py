"""Making the copies that load faster than TOML; `installer.agreement.documents` reads them."""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any, Final

import msgspec

from installer.agreement.cover import EDITION_FILE
from installer.agreement.documents import COMPILED_FOLDER, Compiled, compiled_name

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["COMPILED_FOLDER", "compile_documents"]

_WORTH_IT: Final = 8 * 1024
"""Bytes of TOML that take about a millisecond to read; a shorter document needs no copy."""


def compile_documents(folder: Path) -> dict[str, bytes]:
    """By name: a copy of every longer document of the edition in `folder`, in the order of names.

    A document that is no TOML, or says something that JSON cannot say in the same words (a date, an
    infinite number), gets none: it is read as it stands, and refused where that is wrong.
    """
    copies: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == EDITION_FILE:
            continue
        data = path.read_bytes()
        content = _content(data) if len(data) >= _WORTH_IT else None
        if content is not None:
            digest = hashlib.sha256(data).hexdigest()
            copy = Compiled(type="assent/compiled", version=1, digest=digest, content=content)
            copies[compiled_name(path.name)] = msgspec.json.encode(copy) + b"\n"
    return copies


def _content(data: bytes) -> msgspec.Raw | None:
    try:
        tree: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
        content = msgspec.json.encode(tree)
    except (ValueError, RecursionError, OverflowError):
        return None
    return msgspec.Raw(content) if msgspec.json.decode(content) == tree else None
