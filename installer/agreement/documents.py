"""Reading a TOML document of an edition, by its sealed copy in JSON where there is one.

`[files]` of `edition.toml` names the SHA-256 of every document beside the texts. What is named there
must have that digest, byte for byte; what is not named is not sealed, and a signed edition may hold
no such document (`installer.agreement.signed`).

TOML takes ten times as long to read as JSON. So the publisher's seal keeps what the larger documents
say once more under `compiled/`, named in `[files]` as well, with the digest of the document that it
was made from. It is used only when all three digests agree; else the document itself is read. The
copy holds the document's own tree, so both ways end in the same object.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_Document = TypeVar("_Document")

COMPILED_FOLDER: Final = "compiled"


class Compiled(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`compiled/<name>.json`, version 1: what the document `<name>.toml` with this digest says."""

    type: Literal["assent/compiled"]
    version: Literal[1]
    digest: str
    content: msgspec.Raw


def compiled_name(name: str) -> str:
    """Where the copy of a document lies: `compiled/rules.json` for `rules.toml`."""
    return f"{COMPILED_FOLDER}/{name.removesuffix('.toml')}.json"


def read_document(path: Path, files: Mapping[str, str], document: type[_Document]) -> _Document:
    """The document at `path` as an object of that type; `files` are those of the edition.

    Raises UntrustedData TEXT_DIGEST (path, expected, actual), and what the caller turns into an error
    of its own: OSError where the file cannot be read, and ValueError (of msgspec's and tomllib's too)
    or RecursionError where it is no such document.
    """
    data = read_sealed(path, files)
    content = _compiled_content(path, files)
    if content is not None:
        return msgspec.json.decode(content, type=document)
    return msgspec.convert(tomllib.loads(data.decode("utf-8")), document)


def read_sealed(path: Path, files: Mapping[str, str]) -> bytes:
    """The bytes at `path`, which are those that `files` names, where it names any.

    Raises OSError, and UntrustedData TEXT_DIGEST (path, expected, actual).
    """
    data = path.read_bytes()
    if path.name in files:
        check_digest(data, files[path.name], path)
    return data


def check_digest(data: bytes, expected: str, path: Path) -> None:
    """Raises UntrustedData TEXT_DIGEST (path, expected, actual) where SHA-256 of `data` is another."""
    actual = hashlib.sha256(data).hexdigest()
    if actual != expected:
        raise UntrustedData(Code.TEXT_DIGEST, path=str(path), expected=expected, actual=actual)


def _compiled_content(path: Path, files: Mapping[str, str]) -> msgspec.Raw | None:
    """The sealed copy of the document; None where there is none or it was made from another one."""
    name = compiled_name(path.name)
    if name not in files or path.name not in files:
        return None
    copy = path.parent / name
    data = copy.read_bytes()
    check_digest(data, files[name], copy)
    compiled = msgspec.json.decode(data, type=Compiled)
    return compiled.content if compiled.digest == files[path.name] else None
