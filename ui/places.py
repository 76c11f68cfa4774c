"""Folders of the person who sits here. Nothing of Qt: it is loaded before that (`ui.beforehand`)."""

from __future__ import annotations

import os
from pathlib import Path

from installer import host, paths


def own_folder() -> Path:
    """Where what a person has typed in may wait for the next start: the user's own, whoever it is."""
    if os.environ.get(paths.STATE_VARIABLE):
        return paths.state_root()
    import platformdirs

    return Path(platformdirs.user_state_dir("assent", appauthor=False))


def default_target() -> Path:
    """Where programs of this machine, or of this user, go."""
    if host.is_windows():  # pragma: no cover - reached on Windows only
        return Path(r"C:\Program Files") / "Assent"
    return Path.home() / "Assent"
