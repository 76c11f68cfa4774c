"""One install at a time per target.

The kernel drops the lock when its holder dies, however it dies, so a killed install never leaves a
target locked. The lock file carries the holder's process id and goes away with the lock.
Deviation from the usual library: `filelock` empties the file on opening, which loses the id.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from installer.errors import Code, Unavailable
from installer.install import durable
from installer.install.files import files
from installer.install.names import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.destination import Root

_NAME: Final = "lock"
LOCK: Final = f"{OWN_FOLDER}/{_NAME}"

_TRIES: Final = 50
"""Each failed try means that another holder finished in between; fifty in a row means a crowd."""


@contextmanager
def lock(root: Root) -> Iterator[None]:
    """Hold the target. Raises Unavailable(BUSY, pid, path) at once when somebody else does."""
    handle = _acquire(root)
    try:
        yield
    finally:
        # The name goes before the lock does: nobody can take a lock file that is about to go.
        with suppress(OSError):
            root.remove(LOCK)
        os.close(handle)
        with suppress(OSError):
            root.remove_folder(OWN_FOLDER)


def _acquire(root: Root) -> int:
    going: FileNotFoundError | None = None
    for _ in range(_TRIES):
        try:
            handle = _open(root)
        except FileNotFoundError as exc:
            # The last holder is taking its lock file and the folder away.
            going = exc
            root.forget_handles()
            continue
        try:
            if _take(root, handle):
                os.ftruncate(handle, 0)
                durable.write_all(handle, str(os.getpid()).encode("ascii"))
                return handle
        except BaseException:
            os.close(handle)
            with suppress(OSError):
                root.remove_folder(OWN_FOLDER)
            raise
        os.close(handle)
        root.forget_handles()
    if going is not None:
        # Nobody holds it: the target itself has gone.
        raise going
    raise Unavailable(Code.BUSY, pid="?", path=str(root.path))


def _open(root: Root) -> int:
    if not root.has_folder(OWN_FOLDER):
        with suppress(FileExistsError):
            root.make_folder(OWN_FOLDER)
    return files.open_or_create(_NAME, root.folder(OWN_FOLDER))


def _take(root: Root, handle: int) -> bool:
    """Lock the open file; False when its name was given up by the last holder meanwhile."""
    if not files.try_lock(handle):
        pid = os.read(handle, 20).decode("ascii", "replace")
        raise Unavailable(Code.BUSY, pid=pid or "?", path=str(root.path))
    try:
        named = files.lstat(_NAME, root.folder(OWN_FOLDER))
    except FileNotFoundError:
        return False
    return os.path.samestat(named, os.fstat(handle))
