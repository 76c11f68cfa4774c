"""Giving a log a new key, so that no moment of it loses the key that the log needs next.

1. The new key is written beside the old one (`NEXT_FILE`), durably.
2. The old key signs the rotation and it is appended: from here on the new key is the log's.
3. The new key takes the old one's name; the old one's bytes are overwritten, then its file goes.

A kill before 2 leaves a spare key that nobody uses; a kill within 3 is finished by whoever opens the log
next (`settle`). One rotation at a time: `ROTATE_LOCK`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from installer.errors import Unavailable
from installer.evidence.durable import sync_folder
from installer.evidence.keys import KEY_FILE, MachineKey, new_key
from installer.evidence.locking import holding
from installer.evidence.store import BUSY_SECONDS, guarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.evidence.keys import PublicKey

NEXT_FILE: Final = "machine-key.next.pem"
OLD_FILE: Final = "machine-key.old.pem"
ROTATE_LOCK: Final = "rotate.lock"


@contextmanager
def rotating(folder: Path) -> Iterator[None]:
    """Nobody else changes the machine's key meanwhile. Raises Unavailable(LOG_UNWRITABLE, path, detail)."""
    with guarded(folder / ROTATE_LOCK), holding(folder / ROTATE_LOCK, BUSY_SECONDS):
        yield


def prepare(folder: Path) -> MachineKey:
    """A new key beside the one in use, durable. Call inside `rotating`. Raises as `MachineKey.load`."""
    path = folder / NEXT_FILE
    with guarded(path):
        path.unlink(missing_ok=True)
        new_key(path)
    return MachineKey.load(path)


def unsettled(folder: Path) -> bool:
    """Whether a rotation began here that may not have come to its end."""
    return (folder / NEXT_FILE).exists() or (folder / OLD_FILE).exists()


def settle(folder: Path, wanted: PublicKey) -> None:
    """Finish what a rotation left: the key that the log needs takes the name of the machine's key.

    Call inside `rotating`. Where nothing is left to do nothing changes. Raises as `MachineKey.load`.
    """
    spare, path, old = folder / NEXT_FILE, folder / KEY_FILE, folder / OLD_FILE
    with guarded(path):
        _destroy(old, path)
        if not spare.exists() or MachineKey.load(spare).public != wanted:
            return
        if path.exists():
            old.hardlink_to(path)
        spare.replace(path)
        sync_folder(folder)
        _destroy(old, path)


def find_key(folder: Path, wanted: PublicKey) -> MachineKey | None:
    """The private key of `wanted` as it lies in `folder`, under either name; None when it is gone.

    Raises Refused(KEY_EXPOSED, path, mode).
    """
    # Twice: the file may take its final name between the two looks.
    for name in (KEY_FILE, NEXT_FILE, KEY_FILE):
        try:
            key = MachineKey.load(folder / name)
        except Unavailable:
            continue
        if key.public == wanted:
            return key
    return None


def _destroy(old: Path, kept: Path) -> None:
    """Overwrite and remove a key file. The disk may keep older copies of its bytes nevertheless."""
    if not old.exists():
        return
    # A kill between the second name and the new key leaves two names of the key that is in use.
    if not old.samefile(kept):
        with old.open("r+b") as file:
            size = len(file.read())
            file.seek(0)
            file.write(bytes(size))
            file.flush()
            os.fsync(file.fileno())
    old.unlink()
    sync_folder(old.parent)
