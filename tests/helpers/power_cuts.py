"""Records what a piece of work changes below a folder, and says what a power cut in it may leave."""

from __future__ import annotations

import os
import random
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from helpers.power_tree import Cut, Disk, File, Folder, Made, Mode, Named, Synced, Tree, Write

from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.power_tree import Change, Data

    _Call: TypeAlias = Callable[..., int]

_KINDS: tuple[Data, ...] = ("kept", "lost", "torn", "zeros")


class Recorder:
    """Stands before the calls of `os` that change something, in this process, for good."""

    def __init__(self, base: Path) -> None:
        self.start = Tree.read(base)
        self.changes: list[Change] = []
        self._base = base.absolute()
        self._now = Tree.read(base)
        self._next = len(self._now.nodes)
        self._of: dict[int, int] = {}
        """Number of what a handle is of."""
        self._lock = threading.RLock()
        """Staging works with several threads; what is recorded has one order."""
        names = ("open", "write", "ftruncate", "fchmod", "fsync", "mkdir", "rmdir", "unlink", "remove")
        for name in (*names, "rename", "replace"):
            self._stand_before(os, name, getattr(self, f"_{name}"))
        self._stand_before(files, "sync_file_system", self._sync_file_system)

    def _stand_before(self, module: object, name: str, note: Callable[..., object]) -> None:
        real = getattr(module, name)

        def recorded(*args: object, **kwargs: object) -> object:
            with self._lock:
                return note(real, *args, **kwargs)

        setattr(module, name, recorded)

    def _add(self, change: Change) -> None:
        self.changes.append(change)
        self._now.apply(change)

    def _place(self, path: str | Path, folder: int | None) -> tuple[int, str] | None:
        """Number of the folder and name in it; None outside of what is recorded."""
        if folder is not None:
            parent = self._of.get(folder)
            return None if parent is None else (parent, os.fspath(path))
        place = Path(path).absolute()
        if not place.is_relative_to(self._base) or place == self._base:
            return None
        *parents, name = place.relative_to(self._base).parts
        number = 0
        for parent_name in parents:
            inner = self._now.find((number, parent_name))
            assert inner is not None
            number = inner
        return number, name

    def _open(
        self, real: _Call, path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        handle: int = real(path, flags, mode, dir_fd=dir_fd)
        place = self._place(path, dir_fd)
        self._of.pop(handle, None)
        if place is None:
            if dir_fd is None and Path(path).absolute() == self._base:
                self._of[handle] = 0
            return handle
        node = self._now.find(place)
        if node is None:
            node = self._make(File(bytearray(), stat.S_IMODE(os.fstat(handle).st_mode)), place)
        self._of[handle] = node
        return handle

    def _make(self, what: File | Folder, place: tuple[int, str]) -> int:
        node, self._next = self._next, self._next + 1
        self._add(Made(node, what))
        self._add(Named(node, None, place))
        return node

    def _write(self, real: _Call, handle: int, block: bytes | memoryview) -> int:
        size: int = real(handle, block)
        if handle in self._of:
            at = os.lseek(handle, 0, os.SEEK_CUR) - size
            self._add(Write(self._of[handle], at, bytes(memoryview(block)[:size])))
        return size

    def _ftruncate(self, real: _Call, handle: int, size: int) -> None:
        real(handle, size)
        if handle in self._of:
            self._add(Cut(self._of[handle], size))

    def _fchmod(self, real: _Call, handle: int, mode: int) -> None:
        real(handle, mode)
        if handle in self._of and isinstance(self._now.nodes[self._of[handle]], File):
            self._add(Mode(self._of[handle], mode))

    def _fsync(self, real: _Call, handle: int) -> None:
        real(handle)
        if handle in self._of:
            self._add(Synced(self._of[handle]))

    def _sync_file_system(self, real: _Call, handle: int) -> None:
        real(handle)
        self._add(Synced(None))

    def _mkdir(self, real: _Call, path: str | Path, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        real(path, mode, dir_fd=dir_fd)
        place = self._place(path, dir_fd)
        if place is not None:
            self._make(Folder(), place)

    def _unlink(self, real: _Call, path: str | Path, *, dir_fd: int | None = None) -> None:
        real(path, dir_fd=dir_fd)
        place = self._place(path, dir_fd)
        if place is not None:
            node = self._now.find(place)
            assert node is not None
            self._add(Named(node, place, None))

    _rmdir = _remove = _unlink

    def _rename(
        self,
        real: _Call,
        source: str | Path,
        to: str | Path,
        *,
        src_dir_fd: int | None = None,
        dst_dir_fd: int | None = None,
    ) -> None:
        real(source, to, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        old, new = self._place(source, src_dir_fd), self._place(to, dst_dir_fd)
        if old is None or new is None:
            assert old is new, "a rename across the edge of what is recorded"
            return
        node, replaced = self._now.find(old), self._now.find(new)
        assert node is not None
        if replaced is not None:
            # One call; the model loses at most the second half, as if the old file had gone before.
            self._add(Named(replaced, new, None))
        self._add(Named(node, old, new))

    _replace = _rename


def cut_states(start: Tree, changes: list[Change], seed: int) -> Iterator[tuple[int, Tree]]:
    """What may be there after a power cut, each tree once, with the number of changes before the cut.

    For each cut: each prefix of the names that do not last yet, each of them lost alone and each kept alone,
    with each kind of data; and a few mixtures at random.
    """
    seeded = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    disk, seen = Disk(start), set()
    for at, change in enumerate((None, *changes)):
        if change is not None:
            disk.take(change)
        for tree in _states(disk, seeded):
            key = hash(tree.key())
            if key not in seen:
                seen.add(key)
                yield at, tree


def _states(disk: Disk, seeded: random.Random) -> Iterator[Tree]:
    count = len(disk.names)
    subsets = {tuple(range(length)) for length in range(count + 1)}
    for place in range(count):
        subsets.add(tuple(sorted(disk.with_needed({place}))))
        subsets.add(tuple(other for other in range(count) if place not in disk.with_needed({other})))
    kinds = _KINDS if disk.data else _KINDS[:1]
    for subset in sorted(subsets):
        for kind in kinds:
            yield disk.after_cut(subset, lambda _node, kind=kind: kind)
    for _ in range(3):
        some = disk.with_needed({place for place in range(count) if seeded.random() < 0.5})
        mixed = {node: seeded.choice(_KINDS) for node in disk.data}
        yield disk.after_cut(some, mixed.__getitem__)
