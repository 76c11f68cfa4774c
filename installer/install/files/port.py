"""What the engine asks of a system: names relative to the handle of a folder, and nothing followed.

A handle is a number that `os.read`, `os.write`, `os.fstat` and `os.close` take, also that of a folder.
All functions raise OSError with the errno that POSIX gives: ENOENT, EEXIST, ENOTEMPTY, ENOSPC, EBUSY for
what a program holds in a way that forbids it, and ENOTDIR or ELOOP where a link, or a file, stands where a
folder is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import os
    from pathlib import Path


class Files(Protocol):
    """One system's calls. A module is what implements it."""

    def open_top(self, path: Path) -> int:
        """The handle of a folder by its path; the path may lead through links."""
        ...

    def open_folder(self, name: str, parent: int) -> int:
        """The handle of a folder in a folder."""
        ...

    def open_file(self, name: str, parent: int) -> int:
        """A handle to read what has this name; a link raises ELOOP."""
        ...

    def open_again(self, name: str, parent: int) -> int:
        """A handle to write an existing file with."""
        ...

    def open_or_create(self, name: str, parent: int) -> int:
        """A handle to read and write a file with, which is made where there is none.

        May raise ENOENT while the one of that name is going away.
        """
        ...

    def create(self, name: str, parent: int) -> int:
        """A handle to write a new file with."""
        ...

    def lstat(self, name: str, parent: int) -> os.stat_result:
        """What has this name, be it a link."""
        ...

    def names(self, folder: int) -> list[str]:
        """What is in a folder."""
        ...

    def rename(self, name: str, parent: int, new_name: str, new_parent: int) -> None:
        """Give a file another name, at once."""
        ...

    def make_folder(self, name: str, parent: int) -> None:
        """Make a folder."""
        ...

    def remove_folder(self, name: str, parent: int) -> None:
        """Remove an empty folder."""
        ...

    def remove_file(self, name: str, parent: int) -> None:
        """Remove a file."""
        ...

    def remove_tree(self, name: str, parent: int) -> None:
        """Remove a folder with all that is in it; links in it are removed and not followed."""
        ...

    def remove_at_restart(self, path: Path) -> None:
        """Have a file that is in use, or an empty folder, removed when the computer starts the next time.

        Where that cannot be arranged it stays, and the next transaction removes it.
        """
        ...

    def kept_mode(self, mode: int) -> int:
        """What the system keeps of a file's permission bits: all of them, or always the same."""
        ...

    def mode_of(self, found: os.stat_result) -> int:
        """The permission bits that the system has kept of a file or folder."""
        ...

    def finish(self, handle: int, mode: int) -> None:
        """A new file is written whole: give it its mode.

        Durable after the next `sync_file_system`, which on some systems does not reach what is in it,
        so there it is made durable here.
        """
        ...

    def set_folder_mode(self, handle: int, mode: int) -> None:
        """Give a folder its permission bits, where the system keeps such."""
        ...

    def set_direct(self, handle: int, *, on: bool) -> bool:
        """Whether the file is now written past the page cache; False where there is no such thing."""
        ...

    def sync_file_system(self, handle: int) -> None:
        """Make durable all finished files, and all names, of the file system of a folder."""
        ...

    def sync_folder(self, handle: int) -> None:
        """Make the names in one folder durable."""
        ...

    def try_lock(self, handle: int) -> bool:
        """Lock an open file until its handle is closed or the process ends; False: somebody else holds it."""
        ...

    def free_bytes(self, place: Path) -> int:
        """Bytes that an unprivileged write may still take in the file system of an existing folder."""
        ...

    def takes_files(self, place: Path) -> bool:
        """False for a file system of the kind of /proc or /sys, which has no blocks and no files at all."""
        ...
