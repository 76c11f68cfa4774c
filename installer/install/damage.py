"""What of an installed component is no longer as the inventory says: facts for a repair.

Files, empty folders and menu entries can be compared, because the inventory holds their digests. Of an
external program it can at most be seen whether it is there; its own files are its own affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from installer.install.changes import FileChange
from installer.install.files import files
from installer.install.registration.places import open_place
from installer.install.registration.wanted import digest

if TYPE_CHECKING:
    from installer.install.destination import Root
    from installer.install.inventory import Installed, Registered

Seen: TypeAlias = Literal["present", "missing", "unchecked"]


class LostEntry(msgspec.Struct, frozen=True):
    """A menu entry to be made again, and the text that stands in its place now."""

    entry: Registered
    now: str | None


class Damage(msgspec.Struct, frozen=True):
    """What is wrong with one component."""

    files: tuple[FileChange, ...] = ()
    folders: tuple[str, ...] = ()
    """Empty folders of it that are gone."""
    entries: tuple[LostEntry, ...] = ()
    left: tuple[str, ...] = ()
    """Menu entries that somebody changed and that stay, by their full names."""

    @property
    def is_any(self) -> bool:
        """Whether something has to be restored."""
        return bool(self.files or self.folders or self.entries)


def damage_of(root: Root, item: Installed, *, force: bool) -> Damage:
    """What differs from the inventory; with `force` also what somebody changed is to be replaced.

    Raises Refused(TARGET_FOREIGN) for a link or folder in the way of a file, and for a file in that of a
    folder; and OSError.
    """
    lost, left = _entries(item, force=force)
    return Damage(
        files=_files(root, item, force=force),
        folders=tuple(folder for folder in item.folders if not root.has_folder(folder)),
        entries=lost,
        left=left,
    )


def seen(item: Installed) -> Seen:
    """Of an external component: whether it is on the system, as far as its bundle said how to look."""
    from installer.install.external.running import is_there  # most repairs have none

    assert item.external is not None  # noqa: S101 - asked of external components only
    there = is_there(item.external)
    if there is None:
        return "unchecked"
    return "present" if there else "missing"


def _files(root: Root, item: Installed, *, force: bool) -> tuple[FileChange, ...]:
    changes = []
    for entry in item.files:
        there = root.has_folder(entry.path.rpartition("/")[0])
        found = root.look(entry.path) if there else None
        if found is None or found.sha256 == entry.sha256:
            if found is None or found.mode != files.kept_mode(entry.mode):
                changes.append(FileChange(entry.path, entry, found))
        else:
            changes.append(FileChange(entry.path, entry, found, "" if force else root.kept_name(entry.path)))
    return tuple(changes)


def _entries(item: Installed, *, force: bool) -> tuple[tuple[LostEntry, ...], tuple[str, ...]]:
    """The entries to be made again, and the changed ones that stay: two of them in a menu would confuse."""
    lost, left = [], []
    for entry in item.entries:
        place = open_place(entry.kind, entry.folder)
        now = place.read(entry.name)
        if now is None or (force and digest(now) != entry.sha256):
            lost.append(LostEntry(entry, now))
        elif digest(now) != entry.sha256:
            left.append(place.where(entry.name))
    return tuple(lost), tuple(left)
