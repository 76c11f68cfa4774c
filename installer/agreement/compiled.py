"""Making the copies that load faster than TOML; `installer.agreement.documents` reads them."""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from installer.agreement.cover import COVER_FILE, EDITION_FILE
from installer.agreement.documents import COMPILED_FOLDER, Compiled, compiled_name

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["COMPILED_FOLDER", "compile_documents"]


class CoverCopy(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`compiled/cover.json`, version 1: what `edition.toml` says of itself, for `read_cover`."""

    type: Literal["assent/cover"]
    version: Literal[1]
    id: str
    date: str
    licensor: str
    title: dict[str, str]
    languages: list[str]
    prevailing: str
    """A language, or `none` where all are equal."""


_SAID: Final = tuple(name for name in CoverCopy.__struct_fields__ if name not in {"type", "version"})

_WORTH_IT: Final = 8 * 1024
"""Bytes of TOML that take about a millisecond to read; a shorter document needs no copy."""


def compile_documents(folder: Path) -> dict[str, bytes]:
    """By name: a copy of every longer document of the edition in `folder`, in the order of names.

    A document that is no TOML, or says something that JSON cannot say in the same words (a date, an
    infinite number), gets none: it is read as it stands, and refused where that is wrong.
    """
    copies: dict[str, bytes] = {}
    cover = _cover(folder / EDITION_FILE)
    if cover is not None:
        copies[COVER_FILE] = msgspec.json.encode(cover) + b"\n"
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


def _cover(path: Path) -> CoverCopy | None:
    data = path.read_bytes()
    if len(data) < _WORTH_IT:
        return None
    try:
        stored = tomllib.loads(data.decode("utf-8"))
        said = {name: stored[name] for name in _SAID}
        return msgspec.convert({"type": "assent/cover", "version": 1, **said}, CoverCopy)
    except (ValueError, RecursionError, KeyError):
        return None


def _content(data: bytes) -> msgspec.Raw | None:
    try:
        tree: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
        content = msgspec.json.encode(tree)
    except (ValueError, RecursionError, OverflowError):
        return None
    return msgspec.Raw(content) if msgspec.json.decode(content) == tree else None
