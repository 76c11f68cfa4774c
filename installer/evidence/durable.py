"""Files that survive a power cut: written whole, synced, then named."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_POSIX: Final = os.name == "posix"


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Windows has no such call and needs none. Raises OSError."""
    if not _POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make what a file holds durable, whoever wrote it. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR)  # Windows syncs only what may be written
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def ensure_folder(folder: Path) -> None:
    """Create `folder` (0700) and its parents, durably, where they are missing. Raises OSError.

    On Windows also where the folder is there and belongs to somebody else (EACCES).
    """
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        _make_private(part)
        sync_folder(part.parent)
    _require_ours(folder)


def _make_private(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.evidence.windows_folders import make_private

        with suppress(FileExistsError):
            make_private(folder)
    else:
        folder.mkdir(mode=0o700, exist_ok=True)


def _require_ours(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.evidence.windows_folders import is_of_somebody_else

        if is_of_somebody_else(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def try_writing(folder: Path) -> None:
    """Make an empty file in `folder` and take it away again. Raises OSError where there can be none."""
    # One of its own: another process may be trying the same. Nothing of it is to last, so nothing is synced.
    probe = folder / f".probe-{os.urandom(8).hex()}"
    os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    probe.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by a file (0600) that holds exactly `data`, at once and durably. Raises OSError."""
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            # Before the rename: after a power cut an empty receipt would look like a forged one.
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
