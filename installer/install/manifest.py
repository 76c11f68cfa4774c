"""`bundle.toml`, strictly: what a bundle carries, checked before anybody looks at a payload."""

import tomllib
from collections.abc import Iterable
from typing import Annotated, Final, Literal

import msgspec

from installer.errors import Code, UntrustedData
from installer.install.entry import FileEntry, read_line
from installer.install.external.spec import External, check_external
from installer.install.names import check_names
from installer.install.registration.spec import Registration, check_registration

TYPE: Final = "assent-bundle"
VERSION: Final = 1
MANIFEST: Final = "bundle.toml"

_Id = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9.-]{0,62}\Z")]
_BundleId = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9./-]{0,126}\Z")]
_Version = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,9}(\.[0-9]{1,9}){0,3}\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Archive = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9][a-z0-9.-]{0,62}\.tar\.zst\Z")]
_Bytes = Annotated[int, msgspec.Meta(ge=0)]


class ComponentDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[component]]`."""

    id: _Id
    version: _Version
    products: tuple[_Id, ...]
    requires: tuple[_Id, ...]
    archive: _Archive
    archive_size: _Bytes
    archive_sha256: _Digest
    size: _Bytes
    files: tuple[str, ...]
    """Digest, mode, bytes and path of each, in the archive's order."""
    folders: tuple[str, ...] = ()
    """Folders that hold no file."""
    external: External | None = None
    registration: Registration | None = None


class ManifestDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`bundle.toml`."""

    type: Literal["assent-bundle"]
    version: Literal[1]
    id: _BundleId
    publisher: str
    component: tuple[ComponentDocument, ...]


class BundleComponent(msgspec.Struct, frozen=True):
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
    """What the payload holds: files of the target, or the installer of an external component."""
    folders: tuple[str, ...] = ()
    """Folders of the target that hold no file."""
    external: External | None = None
    registration: Registration | None = None

    @property
    def placed(self) -> tuple[FileEntry, ...]:
        """The files that are put into the target."""
        return () if self.external is not None else self.files


class Manifest(msgspec.Struct, frozen=True):
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
        document = msgspec.convert(tomllib.loads(text.decode("utf-8")), ManifestDocument)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, RecursionError) as exc:
        raise malformed(str(exc)) from exc
    components = tuple(_component(found) for found in document.component)
    _check_unique("component id", (component.id for component in components))
    _check_unique("archive", (component.archive for component in components))
    _check_placed(components)
    return Manifest(document.id, document.publisher, _in_order(components))


def malformed(detail: str) -> UntrustedData:
    """The refusal of a manifest; `detail` says what is wrong with it, for the publisher."""
    return UntrustedData(Code.BUNDLE_MALFORMED, path=MANIFEST, detail=detail[:300])


def _component(found: ComponentDocument) -> BundleComponent:
    files = tuple(read_line(line) for line in found.files)
    if sum(entry.size for entry in files) != found.size:
        msg = f"size of {found.id} is not the sum of its files"
        raise malformed(msg)
    names = [entry.path for entry in files]
    detail = _broken_parts(found, names)
    if detail:
        msg = f"{found.id}: {detail}"
        raise malformed(msg)
    if found.external is not None:
        check_names(names)
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
        folders=found.folders,
        external=found.external,
        registration=found.registration,
    )


def _broken_parts(found: ComponentDocument, names: list[str]) -> str:
    if found.external is not None:
        if found.folders or found.registration is not None:
            return "an external component has neither folders nor a registration"
        return check_external(found.external, names)
    if found.registration is not None:
        return check_registration(found.registration, names)
    return ""


def _check_placed(components: tuple[BundleComponent, ...]) -> None:
    """All names in the target together. An empty folder may stand in two components."""
    folders = {folder for component in components for folder in component.folders}
    files = [entry.path for component in components for entry in component.placed]
    check_names([*files, *sorted(folders)])


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
        f"publisher = {_value(manifest.publisher)}",
    ]
    for component in manifest.components:
        lines += [
            "",
            "[[component]]",
            f'id = "{component.id}"',
            f'version = "{component.version}"',
            f"products = {_value(component.products)}",
            f"requires = {_value(component.requires)}",
            f'archive = "{component.archive}"',
            f"archive_size = {component.archive_size}",
            f'archive_sha256 = "{component.archive_sha256}"',
            f"size = {component.size}",
            "# SHA-256, mode, bytes, path",
            "files = [",
            *(f"    {_line(entry)}," for entry in component.files),
            "]",
        ]
        lines += [f"folders = {_value(component.folders)}"] if component.folders else []
        lines += _table("component.external", component.external)
        lines += _table("component.registration", component.registration)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _line(entry: FileEntry) -> str:
    """The line of a file, without escapes where that is possible: TOML is read twice as fast without."""
    line = entry.line()
    return f"'{line}'" if line.isprintable() and "'" not in line else _value(line)


def _table(name: str, struct: External | Registration | None) -> list[str]:
    """A table of TOML with what is not at its default."""
    if struct is None:
        return []
    found = msgspec.to_builtins(struct)
    return ["", f"[{name}]", *(f"{key} = {_value(value)}" for key, value in found.items())]


def _value(value: object) -> str:
    """A value of TOML on one line: text, number, truth, list or table."""
    if isinstance(value, str):
        # JSON's escapes are a subset of TOML's, DEL aside.
        return msgspec.json.encode(value).decode("utf-8").replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        pairs = (f"{_value(str(name))} = {_value(item)}" for name, item in sorted(value.items()))
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value).lower()
