"""`bundle.toml`, strictly: what a bundle carries, checked before anybody looks at a payload."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from installer.errors import Code, UntrustedData
from installer.install.entry import FileEntry, read_line
from installer.install.names import check_names

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPE: Final = "assent-bundle"
VERSION: Final = 1
MANIFEST: Final = "bundle.toml"

_Id = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9.-]{0,62}\Z")]
_BundleId = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9./-]{0,126}\Z")]
_Version = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,9}(\.[0-9]{1,9}){0,3}\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Archive = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9.-]{0,62}\.tar\.zst\Z")]
_Bytes = Annotated[int, msgspec.Meta(ge=0)]


class _Component(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: _Id
    version: _Version
    products: tuple[_Id, ...]
    requires: tuple[_Id, ...]
    archive: _Archive
    archive_size: _Bytes
    archive_sha256: _Digest
    size: _Bytes
    files: tuple[str, ...]


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["assent-bundle"]
    version: Literal[1]
    id: _BundleId
    publisher: str
    component: tuple[_Component, ...]


@dataclass(frozen=True)
class BundleComponent:
    """One component and its payload. Sizes are in bytes and are limits, not hints."""

    id: str
    version: str
    products: tuple[str, ...]
    """Ids of the products it belongs to: the terms that must be covered before it installs."""
    requires: tuple[str, ...]
    archive: str
    archive_size: int
    archive_sha256: str
    size: int
    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class Manifest:
    """What `bundle.toml` says. Components stand after those that they require."""

    id: str
    publisher: str
    components: tuple[BundleComponent, ...]


def read_manifest(text: bytes) -> Manifest:
    """The manifest of a `bundle.toml`.

    Raises UntrustedData(BUNDLE_MALFORMED, path, detail) for anything that is not exactly this
    format, and UntrustedData(NAME_REFUSED, path, rule) for a file name that is not safe everywhere.
    """
    try:
        document = msgspec.convert(tomllib.loads(text.decode("utf-8")), _Manifest)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as exc:
        raise malformed(str(exc)) from exc
    components = tuple(_component(found) for found in document.component)
    _check_unique("component id", (component.id for component in components))
    _check_unique("archive", (component.archive for component in components))
    check_names(entry.path for component in components for entry in component.files)
    return Manifest(document.id, document.publisher, _in_order(components))


def malformed(detail: str) -> UntrustedData:
    """The refusal of a manifest; `detail` says what is wrong with it, for the publisher."""
    return UntrustedData(Code.BUNDLE_MALFORMED, path=MANIFEST, detail=detail[:300])


def _component(found: _Component) -> BundleComponent:
    files = tuple(read_line(line) for line in found.files)
    if sum(entry.size for entry in files) != found.size:
        msg = f"size of {found.id} is not the sum of its files"
        raise malformed(msg)
    return BundleComponent(
        id=found.id,
        version=found.version,
        products=found.products,
        requires=found.requires,
        archive=found.archive,
        archive_size=found.archive_size,
        archive_sha256=found.archive_sha256,
        size=found.size,
        files=files,
    )


def _check_unique(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            msg = f"{what} {value} stands twice"
            raise malformed(msg)
        seen.add(value)


def _in_order(components: tuple[BundleComponent, ...]) -> tuple[BundleComponent, ...]:
    """Dependencies first, otherwise as written. Unknown and circular requirements are refused."""
    known = {component.id for component in components}
    for component in components:
        for required in component.requires:
            if required not in known:
                msg = f"{component.id} requires {required}, which is not in the bundle"
                raise malformed(msg)
    ordered: dict[str, BundleComponent] = {}
    waiting = list(components)
    while waiting:
        ready = [found for found in waiting if all(required in ordered for required in found.requires)]
        if not ready:
            raise malformed("circular requirement of " + ", ".join(found.id for found in waiting))
        ordered.update((found.id, found) for found in ready)
        waiting = [found for found in waiting if found.id not in ordered]
    return tuple(ordered.values())


def write_manifest(manifest: Manifest) -> bytes:
    """The `bundle.toml` of a manifest: the same manifest, the same bytes."""
    lines = [
        f'type = "{TYPE}"',
        f"version = {VERSION}",
        f'id = "{manifest.id}"',
        f"publisher = {_quoted(manifest.publisher)}",
    ]
    for component in manifest.components:
        lines += [
            "",
            "[[component]]",
            f'id = "{component.id}"',
            f'version = "{component.version}"',
            f"products = [{', '.join(map(_quoted, component.products))}]",
            f"requires = [{', '.join(map(_quoted, component.requires))}]",
            f'archive = "{component.archive}"',
            f"archive_size = {component.archive_size}",
            f'archive_sha256 = "{component.archive_sha256}"',
            f"size = {component.size}",
            "# SHA-256, mode, bytes, path",
            "files = [",
            *(f"    {_quoted(entry.line())}," for entry in component.files),
            "]",
        ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _quoted(text: str) -> str:
    """A TOML basic string. JSON's escapes are a subset of TOML's, DEL aside."""
    return msgspec.json.encode(text).decode("utf-8").replace("\x7f", "\\u007f")
