"""How much room a plan needs, file system by file system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from installer.errors import Code, Unavailable
from installer.install.files import files
from installer.install.planned import Disk
from installer.install.trouble import free_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.install.changes import FileChange
    from installer.install.destination import Root

_CLUSTER: Final = 4096
"""Bytes that a file takes at least on common file systems."""

ENTRY_SIZE: Final = _CLUSTER
"""Bytes that a desktop entry takes."""

_MARGIN: Final = 256 * 1024
"""Bytes for journal, inventory and folders, beside those for each file."""

_PER_FILE: Final = 512
"""Bytes in journal and inventory for each file."""


class Load(msgspec.Struct, frozen=True):
    """What a plan puts where. Sizes in bytes."""

    coming: tuple[int, ...]
    """Each file that is put into the target."""
    installers: tuple[int, ...]
    """Each file of an installer, staged in the target and gone at the end."""
    set_aside: int
    elsewhere: tuple[tuple[Path, int], ...]
    """Place and bytes that installers and desktop entries take outside the target."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written at all."""
        return not (self.coming or self.installers or self.set_aside or self.elsewhere)


def need_of(load: Load) -> int:
    """Free bytes that the target's file system must have."""
    return 0 if load.is_empty else _size([*load.coming, *load.installers]) + _MARGIN


def _size(sizes: Iterable[int]) -> int:
    return sum(-(-size // _CLUSTER) * _CLUSTER + _PER_FILE for size in sizes)


def disks_of(target: Path, load: Load) -> tuple[Disk, ...]:
    """The file systems, the target's first. Raises OSError."""
    home = _device(target)
    needs: dict[int, tuple[str, int]] = {home: (str(target), 0)}
    for place, size in load.elsewhere:
        path, before = needs.get(_device(place), (str(place), 0))
        needs[_device(place)] = (path, before + size)
    staging = _size([*load.coming, *load.installers])
    disks = []
    for device, (path, more) in needs.items():
        is_home = device == home
        need = more + (need_of(load) if is_home else 0)
        disks.append(
            Disk(
                path=path,
                need=need,
                free=free_bytes(Path(path)),
                staging=staging if is_home else 0,
                final=more + (_size(load.coming) if is_home else 0),
                set_aside=load.set_aside if is_home else 0,
            )
        )
    return tuple(disks)


def with_place(disks: tuple[Disk, ...], place: Path, size: int) -> tuple[Disk, ...]:
    """The file systems, with `size` bytes more for good at a place. Raises OSError."""
    device = _device(place)
    for number, disk in enumerate(disks):
        if _device(Path(disk.path)) == device:
            more = replace(disk, need=disk.need + size, final=disk.final + size)
            return (*disks[:number], more, *disks[number + 1 :])
    return (*disks, Disk(str(place), size, free_bytes(place), 0, size, 0))


def aside_of(root: Root | None, changes: Iterable[FileChange]) -> int:
    """Bytes of the files that are put aside until the end."""
    if root is None:
        return 0
    base = root.path
    return sum(
        (base / change.path).lstat().st_size for change in changes if change.old and not change.saved_as
    )


def require_files(target: Path) -> None:
    """Raise Unavailable(TARGET_NO_FILES, path) where the file system is of the kind of /proc or /sys.

    Such a one says that it has no blocks and no files at all; a full disk has both, and none free.
    """
    if not files.takes_files(_existing(target)):
        raise Unavailable(Code.TARGET_NO_FILES, path=str(target))


def _device(path: Path) -> int:
    return _existing(path).stat().st_dev


def _existing(path: Path) -> Path:
    place = path.absolute()
    while not place.exists():
        place = place.parent
    return place
