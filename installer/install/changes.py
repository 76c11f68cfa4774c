"""What installing a component means for each file of a target: the facts behind a plan."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from installer.errors import Code, Refused
from installer.install.files import files
from installer.install.journal import RemoveFolder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from installer.install.destination import Found, Root
    from installer.install.entry import FileEntry
    from installer.install.inventory import Installed, Inventory
    from installer.install.manifest import BundleComponent


class FileChange(msgspec.Struct, frozen=True):
    """One name of the target. `new` comes, `old` goes: to `saved_as`, or away when that is empty."""

    path: str
    new: FileEntry | None
    old: Found | None
    saved_as: str = ""


class ComponentChange(msgspec.Struct, frozen=True):
    """What happens to the files of one component. `left` are locally changed files that stay."""

    changes: tuple[FileChange, ...]
    left: tuple[str, ...]
    cleared: tuple[RemoveFolder, ...] = ()
    """Folders of an earlier version whose names files of this one take, deepest first."""


def look_at(root: Root | None, component: BundleComponent, inventory: Inventory) -> ComponentChange:
    """Compare a component of a bundle with the target; `root` is None where there is no target yet.

    A file of an earlier version may become a folder, and a folder a file. Raises
    Refused(TARGET_FOREIGN, path) where a name is taken by another component, or by something that
    neither is a plain file nor goes with the earlier version.
    """
    before = inventory.component(component.id)
    look = _Look(root, component, before)
    others = _owned_by_others(inventory, component.id)
    for entry in component.placed:
        if entry.path in others:
            raise Refused(Code.TARGET_FOREIGN, path=entry.path, component=others[entry.path])
        look.at(entry)
    return look.result()


class _Look:
    """One comparison; collects what is found."""

    def __init__(self, root: Root | None, component: BundleComponent, before: Installed | None) -> None:
        self._root = root
        self._owned = {entry.path: entry for entry in before.files} if before is not None else {}
        names = {entry.path for entry in component.placed}
        self._going = {path: entry for path, entry in self._owned.items() if path not in names}
        self._own_folders = _folders_of_paths(self._owned) | set(before.folders if before else ())
        self._changes: list[FileChange] = []
        self._left: list[str] = []
        self._in_the_way: set[str] = set()
        self._cleared: dict[str, RemoveFolder] = {}

    def at(self, entry: FileEntry) -> None:
        owned = self._owned.get(entry.path)
        found = self._find(entry.path)
        if found is None:
            self._changes.append(FileChange(entry.path, entry, None))
        elif _is_the_persons(found, entry, owned):
            self._left.append(entry.path)
        elif (found.sha256, found.mode) != (entry.sha256, files.kept_mode(entry.mode)):
            saved_as = "" if _is_ours(found, entry, owned) else _kept_name(self._root, entry.path)
            self._changes.append(FileChange(entry.path, entry, found, saved_as))

    def result(self) -> ComponentChange:
        gone = removal(self._root, self._going.values(), self._in_the_way)
        cleared = sorted(self._cleared.values(), key=lambda step: step.path.count("/"), reverse=True)
        return ComponentChange((*self._changes, *gone.changes), (*self._left, *gone.left), tuple(cleared))

    def _find(self, path: str) -> Found | None:
        """The file of that name, None where there is none or what is there goes before it comes."""
        root = self._root
        if root is None:
            return None
        blocking = next((folder for folder in _parents(path) if folder in self._going), "")
        if blocking:
            self._in_the_way.add(blocking)
            return None
        if not root.has_folder(path.rpartition("/")[0]):
            return None
        if path in self._own_folders and _is_folder(root, path):
            self._clear(root, path)
            return None
        return root.look(path)

    def _clear(self, root: Root, folder: str) -> None:
        """A folder that is to become a file must hold nothing but what goes with the earlier version."""
        self._cleared[folder] = RemoveFolder(folder, files.mode_of(os.fstat(root.folder(folder))))
        for name in files.names(root.folder(folder)):
            path = f"{folder}/{name}"
            if path in self._own_folders and _is_folder(root, path):
                self._clear(root, path)
                continue
            found = root.look(path)
            if path not in self._going or found is None or found.sha256 != self._going[path].sha256:
                raise Refused(Code.TARGET_FOREIGN, path=str(root.path / path))


def removal(
    root: Root | None, entries: Iterable[FileEntry], in_the_way: Collection[str] = ()
) -> ComponentChange:
    """Remove files that are still as they were installed; leave those that somebody changed.

    A changed file that is `in_the_way` of what comes is kept under another name beside it.
    """
    changes: list[FileChange] = []
    left: list[str] = []
    for entry in entries:
        found = _look(root, entry.path)
        if found is not None and found.sha256 == entry.sha256:
            changes.append(FileChange(entry.path, None, found))
        elif found is not None and entry.path in in_the_way:
            changes.append(FileChange(entry.path, None, found, _kept_name(root, entry.path)))
        elif found is not None:
            left.append(entry.path)
    return ComponentChange(tuple(changes), tuple(left))


def folders_of(components: Iterable[Installed]) -> set[str]:
    """All folders that these components need, with those above them."""
    paths = set()
    for item in components:
        paths |= {entry.path for entry in item.files}
        # The name of a folder is the parent of whatever would stand in it.
        paths |= {f"{folder}/." for folder in item.folders}
    return _folders_of_paths(paths)


def _folders_of_paths(paths: Iterable[str]) -> set[str]:
    return {folder for path in paths for folder in _parents(path)}


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _is_folder(root: Root, path: str) -> bool:
    try:
        return root.has_folder(path)
    except Refused:
        return False


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
