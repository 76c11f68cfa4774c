"""What is installed in a target, file by file, and which statement covered it.

`<target>/.assent/inventory.json`; it changes only as a step of a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from installer.errors import Code, UntrustedData
from installer.install.entry import FileEntry, read_line
from installer.install.external.program import Program  # noqa: TC001 - msgspec reads the field at run time
from installer.install.journal import INVENTORY
from installer.install.names import check_name
from installer.install.registration.places import Kind, check_entry
from installer.signatures.strict_json import read_json

if TYPE_CHECKING:
    from installer.install.destination import Root

_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class Registered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry on the desktop as we made it: its place, its name, the SHA-256 of its text."""

    kind: Kind
    folder: str
    name: str
    sha256: _Digest


class _Component(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    version: str
    products: tuple[str, ...]
    requires: tuple[str, ...]
    bundle: str
    payload: _Digest
    statement: _Digest
    installed_at: str
    files: tuple[str, ...]
    folders: tuple[str, ...]
    entries: tuple[Registered, ...]
    external: Program | None


class _Inventory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["assent-inventory"]
    version: Literal[1]
    folders: tuple[str, ...]
    components: tuple[_Component, ...]


class Installed(msgspec.Struct, frozen=True):
    """One installed component."""

    id: str
    version: str
    products: tuple[str, ...]
    requires: tuple[str, ...]
    bundle: str
    """Id of the bundle that it came from."""
    payload: str
    """SHA-256 of its archive, hex."""
    statement: str
    """Digest of the statement that covered its terms when it was installed, hex."""
    installed_at: str
    """UTC, RFC 3339."""
    files: tuple[FileEntry, ...]
    folders: tuple[str, ...] = ()
    """Folders of it that hold no file."""
    entries: tuple[Registered, ...] = ()
    external: Program | None = None
    """How it was installed and is taken away, where that is not by files."""


class Inventory(msgspec.Struct, frozen=True):
    """Everything installed in one target, and the folders that were made for it."""

    components: tuple[Installed, ...] = ()
    folders: tuple[str, ...] = ()

    def component(self, component_id: str) -> Installed | None:
        """One installed component."""
        return next((found for found in self.components if found.id == component_id), None)


def read_inventory(root: Root) -> Inventory:
    """The inventory of a target, empty where nothing is installed.

    Raises UntrustedData(INVENTORY_BROKEN, path) for anything that is not exactly this format.
    """
    text = root.read(INVENTORY) if root.has_folder(INVENTORY.rpartition("/")[0]) else None
    if text is None:
        return Inventory()
    try:
        document = msgspec.convert(read_json(text), _Inventory)
        found = Inventory(tuple(_installed(item) for item in document.components), document.folders)
        for name in found.folders:
            check_name(name)
    except (ValueError, UntrustedData) as exc:
        raise UntrustedData(Code.INVENTORY_BROKEN, path=str(root.path / INVENTORY)) from exc
    return found


def _installed(item: _Component) -> Installed:
    files = tuple(read_line(line) for line in item.files)
    for name in (*(entry.path for entry in files), *item.folders):
        check_name(name)
    for made in item.entries:
        check_entry(made.kind, made.folder, made.name)
    return Installed(
        id=item.id,
        version=item.version,
        products=item.products,
        requires=item.requires,
        bundle=item.bundle,
        payload=item.payload,
        statement=item.statement,
        installed_at=item.installed_at,
        files=files,
        folders=item.folders,
        entries=item.entries,
        external=item.external,
    )


def write_inventory(inventory: Inventory) -> bytes:
    """The bytes of `inventory.json`."""
    document = {
        "type": "assent-inventory",
        "version": 1,
        "folders": sorted(inventory.folders),
        "components": [
            {
                "id": item.id,
                "version": item.version,
                "products": item.products,
                "requires": item.requires,
                "bundle": item.bundle,
                "payload": item.payload,
                "statement": item.statement,
                "installed_at": item.installed_at,
                "files": [entry.line() for entry in item.files],
                "folders": item.folders,
                "entries": item.entries,
                "external": item.external,
            }
            for item in inventory.components
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def installed(target_root: Root) -> tuple[str, ...]:
    """Ids of what is installed."""
    return tuple(item.id for item in read_inventory(target_root).components)
