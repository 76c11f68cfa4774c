"""What installing a component means for each file of a target: the facts behind a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.install.destination import Found, Root
    from installer.install.entry import FileEntry
    from installer.install.inventory import Installed, Inventory
    from installer.install.manifest import BundleComponent


@dataclass(frozen=True)
class FileChange:
    """One name of the target. `new` comes, `old` goes: to `saved_as`, or away when that is empty."""

    path: str
    new: FileEntry | None
    old: Found | None
    saved_as: str = ""


@dataclass(frozen=True)
class ComponentChange:
    """What happens to the files of one component. `left` are locally changed files that stay."""

    changes: tuple[FileChange, ...]
    left: tuple[str, ...]


def look_at(root: Root | None, component: BundleComponent, inventory: Inventory) -> ComponentChange:
    """Compare a component of a bundle with the target; `root` is None where there is no target yet.

    Raises Refused(TARGET_FOREIGN, path) where a name is taken by another component or by something
    that is not a plain file.
    """
    before = inventory.component(component.id)
    owned = {entry.path: entry for entry in before.files} if before is not None else {}
    others = _owned_by_others(inventory, component.id)
    changes: list[FileChange] = []
    left: list[str] = []
    for entry in component.files:
        if entry.path in others:
            raise Refused(Code.TARGET_FOREIGN, path=entry.path, component=others[entry.path])
        found = _look(root, entry.path)
        if found is None:
            changes.append(FileChange(entry.path, entry, None))
        elif _is_the_persons(found, entry, owned.get(entry.path)):
            left.append(entry.path)
        elif (found.sha256, found.mode) != (entry.sha256, entry.mode):
            saved_as = "" if _is_ours(found, entry, owned.get(entry.path)) else _kept_name(root, entry.path)
            changes.append(FileChange(entry.path, entry, found, saved_as))
    names = {entry.path for entry in component.files}
    gone = removal(root, (entry for path, entry in owned.items() if path not in names))
    return ComponentChange((*changes, *gone.changes), (*left, *gone.left))


def removal(root: Root | None, entries: Iterable[FileEntry]) -> ComponentChange:
    """Remove files that are still as they were installed; leave those that somebody changed."""
    changes: list[FileChange] = []
    left: list[str] = []
    for entry in entries:
        found = _look(root, entry.path)
        if found is not None and found.sha256 == entry.sha256:
            changes.append(FileChange(entry.path, None, found))
        elif found is not None:
            left.append(entry.path)
    return ComponentChange(tuple(changes), tuple(left))


def _is_the_persons(found: Found, entry: FileEntry, owned: FileEntry | None) -> bool:
    """The person changed it and the publisher did not: the person's version stays."""
    return owned is not None and owned.sha256 == entry.sha256 != found.sha256


def _is_ours(found: Found, entry: FileEntry, owned: FileEntry | None) -> bool:
    """Nobody's work is lost with it: it is what we installed, or what we are about to install."""
    return found.sha256 == entry.sha256 or (owned is not None and found.sha256 == owned.sha256)


def _kept_name(root: Root | None, path: str) -> str:
    return path if root is None else root.kept_name(path)


def _look(root: Root | None, path: str) -> Found | None:
    if root is None or not root.has_folder(path.rpartition("/")[0]):
        return None
    return root.look(path)


def _owned_by_others(inventory: Inventory, component_id: str) -> dict[str, str]:
    others: Iterable[Installed] = (item for item in inventory.components if item.id != component_id)
    return {entry.path: item.id for item in others for entry in item.files}
