"""The folder from which installers are started: nobody else can write there, so nobody can swap one.

The installer is staged by the engine (digest checked while writing), read again by handle right before
it is started, and the file under its name must be that very file. Between this and the start nobody but
an administrator or the person themselves could put another one there, because every folder on the way
belongs to one of them and no other may write in it.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from installer.errors import Code, Refused, UntrustedData
from installer.install.external.program import RUN_FOLDER, payload_folder
from installer.install.files import files
from installer.install.names import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from installer.install.destination import Root
    from installer.install.external.program import Program

_PRIVATE = 0o700


def prepare(root: Root, component_id: str, paths: Iterable[str]) -> dict[str, str]:
    """Make the folders for a payload: its paths, and the names relative to the target to stage them as.

    Raises Refused(EXTERNAL_EXPOSED, path) and OSError.
    """
    require_private(root)
    if not root.has_folder(RUN_FOLDER):
        root.make_folder(RUN_FOLDER)
        files.set_folder_mode(root.folder(RUN_FOLDER), _PRIVATE)
    top = payload_folder(component_id)
    names = {path: f"{top}/{path}" for path in paths}
    root.make_folder(top)
    made = {top}
    for name in names.values():
        parts = name.split("/")
        for depth in range(top.count("/") + 2, len(parts)):
            folder = "/".join(parts[:depth])
            if folder not in made:
                root.make_folder(folder)
                made.add(folder)
    return names


def check_installer(root: Root, program: Program) -> None:
    """The staged installer is what the publisher signed, and nobody else can change it.

    Raises Refused(EXTERNAL_EXPOSED, path), UntrustedData(PAYLOAD_DIGEST, component, path, expected,
    actual), and OSError.
    """
    require_private(root)
    if not program.file:
        return
    found = root.look(program.file)
    is_same = found is not None and root.is_still(program.file, found) and _is_here(root, program.file)
    if found is None or not is_same or found.sha256 != program.sha256:
        raise UntrustedData(
            Code.PAYLOAD_DIGEST,
            component=program.component,
            path=str(root.path / program.file),
            expected=program.sha256,
            actual="" if found is None else found.sha256,
        )


def _is_here(root: Root, name: str) -> bool:
    """Whether the whole path, by which the system starts it, leads to the file that our handles see."""
    parent, _, last = name.rpartition("/")
    by_handle = files.lstat(last, root.folder(parent))
    by_path = os.lstat(root.path.absolute() / name)
    return os.path.samestat(by_handle, by_path)


def require_private(root: Root) -> None:
    """Raise Refused(EXTERNAL_EXPOSED, path) unless nobody else can change anything on the way.

    Each folder from the root of the file system to our own belongs to the system's administrator or
    to us, and others may not write in it, or (as in /tmp) not rename what is not theirs.
    """
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        return
    target = root.path.resolve()
    user = os.geteuid()
    for place in (*reversed(target.parents), target, target / OWN_FOLDER):
        if not _is_private(place, user):
            raise Refused(Code.EXTERNAL_EXPOSED, path=str(place))


def _is_private(place: Path, user: int) -> bool:
    try:
        found = place.lstat()
    except FileNotFoundError:
        return True
    writable = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return found.st_uid in {0, user} and (not writable or bool(found.st_mode & stat.S_ISVTX))


def clear(root: Root) -> None:
    """Remove the folder with all that installers left in it. Raises OSError."""
    if not root.has_folder(OWN_FOLDER) or not root.exists(RUN_FOLDER):
        return
    root.forget_handles()
    with suppress(FileNotFoundError):
        files.remove_tree(RUN_FOLDER.rpartition("/")[2], root.folder(OWN_FOLDER))
