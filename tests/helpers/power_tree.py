"""A small model of a file system that forgets what was not synced: what a power cut may leave of it.

Modelled: each file's data is a list of changes that last from the next fsync of that file, or syncfs, on;
each change of names lasts from an fsync of one of its folders, or syncfs, on. What does not last yet may be
there or not, in any combination, where the same name and the same file change in order, and a folder goes
after what was in it. Of data that does not last a prefix may be there, nothing, or zeros of the new size. A
rename is one change. An fsync of a file makes neither its name nor anybody else's change lasting, although
ext4, XFS and Btrfs promise more.

Not modelled: file systems without a log, which may do half a rename; disks that lie about a flush, or damage
what was at rest; two links to one file; and the order in which another file system is written.
"""

from __future__ import annotations

import os
import shutil
import stat
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

Data: TypeAlias = Literal["kept", "lost", "torn", "zeros"]
"""What has become of a file's changes that do not last yet."""


@dataclass
class File:
    """A file: what is in it, and its permission bits."""

    content: bytearray
    mode: int


@dataclass
class Folder:
    """A folder: the numbers of what is in it."""

    names: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Write:
    """Bytes at a place of a file."""

    node: int
    at: int
    block: bytes


@dataclass(frozen=True)
class Cut:
    """A file has another size."""

    node: int
    size: int


@dataclass(frozen=True)
class Mode:
    """A file has other permission bits."""

    node: int
    mode: int


@dataclass(frozen=True)
class Named:
    """One change of names: `node` goes from a name to another; None: it is made, or goes away."""

    node: int
    source: tuple[int, str] | None
    to: tuple[int, str] | None

    @property
    def places(self) -> set[tuple[int, str]]:
        """The names that it touches."""
        return {place for place in (self.source, self.to) if place is not None}

    def is_needed_by(self, later: Named) -> bool:
        """Whether no file system has that one on the disk without this one."""
        is_inside = later.to is None and later.node in {folder for folder, _ in self.places}
        return self.node == later.node or is_inside or bool(self.places & later.places)


@dataclass(frozen=True)
class Made:
    """A new file or folder, which has no name yet."""

    node: int
    what: File | Folder


@dataclass(frozen=True)
class Synced:
    """This file or folder lasts; None: everything does."""

    node: int | None


Change: TypeAlias = Write | Cut | Mode | Named | Made | Synced


class Tree:
    """Numbered files and folders below one folder, which has the number 0."""

    def __init__(self) -> None:
        self.nodes: dict[int, File | Folder] = {0: Folder()}

    @classmethod
    def read(cls, base: Path) -> Tree:
        """What is there now."""
        tree = cls()
        tree._read(base, 0)
        return tree

    def _read(self, place: Path, number: int) -> None:
        for path in sorted(place.iterdir()):
            assert not path.is_symlink()
            new = len(self.nodes)
            self.folder(number).names[path.name] = new
            if path.is_dir():
                self.nodes[new] = Folder()
                self._read(path, new)
            else:
                self.nodes[new] = File(bytearray(path.read_bytes()), stat.S_IMODE(path.stat().st_mode))

    def folder(self, number: int) -> Folder:
        """The folder of that number."""
        found = self.nodes[number]
        assert isinstance(found, Folder)
        return found

    def file(self, number: int) -> File:
        """The file of that number."""
        found = self.nodes[number]
        assert isinstance(found, File)
        return found

    def find(self, place: tuple[int, str]) -> int | None:
        """What has this name."""
        return self.folder(place[0]).names.get(place[1])

    def apply(self, change: Change) -> None:
        """Do it; a change of names that cannot be done, because another one was lost, is lost with it."""
        match change:
            case Made():
                self.nodes[change.node] = deepcopy(change.what)
            case Write():
                content = self.file(change.node).content
                content.extend(bytes(max(0, change.at - len(content))))
                content[change.at : change.at + len(change.block)] = change.block
            case Cut():
                content = self.file(change.node).content
                content.extend(bytes(max(0, change.size - len(content))))
                del content[change.size :]
            case Mode():
                self.file(change.node).mode = change.mode
            case Named():
                self._name(change)
            case Synced():
                pass

    def _name(self, change: Named) -> None:
        if change.source is not None and self.find(change.source) != change.node:
            return
        if change.to is not None and self.find(change.to) is not None:
            return
        node = self.nodes[change.node]
        if change.to is None and isinstance(node, Folder) and node.names:
            return
        if change.source is not None:
            del self.folder(change.source[0]).names[change.source[1]]
        if change.to is not None:
            self.folder(change.to[0]).names[change.to[1]] = change.node

    def key(self, number: int = 0) -> object:
        """Equal for trees that look the same."""
        node = self.nodes[number]
        if isinstance(node, File):
            return node.mode, bytes(node.content)
        return tuple((name, self.key(inner)) for name, inner in sorted(node.names.items()))

    def build(self, place: Path) -> None:
        """Make the folder `place` hold this and nothing else."""
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        self._build(place, 0)

    def _build(self, place: Path, number: int) -> None:
        for name, inner in self.folder(number).names.items():
            node, path = self.nodes[inner], place / name
            if isinstance(node, Folder):
                path.mkdir()
                self._build(path, inner)
            else:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
                os.write(handle, node.content)
                os.fchmod(handle, node.mode)
                os.close(handle)


class Disk:
    """What lasts after some changes, and what does not yet."""

    def __init__(self, start: Tree) -> None:
        self.lasting = deepcopy(start)
        self.names: list[Named] = []
        """Changes of names that do not last yet, in order."""
        self.data: dict[int, list[Write | Cut | Mode]] = {}

    def take(self, change: Change) -> None:
        """The next change happened."""
        match change:
            case Named():
                self.names.append(change)
            case Write() | Cut() | Mode():
                self.data.setdefault(change.node, []).append(change)
            case Made():
                self.lasting.apply(change)
            case Synced():
                self._sync(change.node)

    def _sync(self, node: int | None) -> None:
        for number in tuple(self.data) if node is None else (node,):
            for change in self.data.pop(number, ()):
                self.lasting.apply(change)
        chosen = {
            place
            for place, change in enumerate(self.names)
            if node is None or node in {folder for folder, _ in change.places}
        }
        chosen = self.with_needed(chosen)
        for place in sorted(chosen):
            self.lasting.apply(self.names[place])
        self.names = [change for place, change in enumerate(self.names) if place not in chosen]

    def with_needed(self, chosen: Collection[int]) -> set[int]:
        """These changes of names, and the earlier ones of the same names and files.

        What goes away as an empty folder needs all that emptied it.
        """
        found: set[int] = set(chosen)
        for place in range(len(self.names) - 1, -1, -1):
            if place not in found:
                later = [self.names[other] for other in found if other > place]
                mine = self.names[place]
                if any(mine.is_needed_by(other) for other in later):
                    found.add(place)
        return found

    def after_cut(self, names: Iterable[int], data: Callable[[int], Data]) -> Tree:
        """What is there when these changes of names have reached the disk, and of each file's data that."""
        tree = deepcopy(self.lasting)
        for number, changes in self.data.items():
            _apply_data(tree, changes, data(number))
        for place in sorted(set(names)):
            tree.apply(self.names[place])
        return tree


def _apply_data(tree: Tree, changes: list[Write | Cut | Mode], what: Data) -> None:
    if what == "lost":
        return
    last = max((place for place, change in enumerate(changes) if isinstance(change, Write)), default=-1)
    for place, change in enumerate(changes):
        if isinstance(change, Write) and what == "zeros":
            tree.apply(Write(change.node, change.at, bytes(len(change.block))))
        elif isinstance(change, Write) and what == "torn" and place == last:
            tree.apply(Write(change.node, change.at, change.block[: len(change.block) // 2]))
            return
        else:
            tree.apply(change)
