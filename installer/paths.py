"""Where the program finds its own files, and where it keeps what it must not lose."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

STATE_VARIABLE: Final = "ASSENT_STATE"
"""Environment variable that moves the state folder (log, key, receipts), for tests and fleets."""

BUNDLE_VARIABLE: Final = "ASSENT_BUNDLE"
"""Environment variable that names another bundle folder than the one shipped."""


def program_root() -> Path:
    """The folder that holds `eula_texts/` and `translations/`: the checkout, or the frozen program."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen is not None else Path(__file__).resolve().parent.parent


def editions_root() -> Path:
    """The folder of all editions, `<agreement>/<edition>/` each."""
    return program_root() / "eula_texts"


def translations_root() -> Path:
    """The folder of the compiled catalogues."""
    return program_root() / "translations"


def fonts_root() -> Path:
    """The folder of the program's own fonts, for what is printed."""
    return program_root() / "ui" / "fonts"


def bundle_root() -> Path:
    """The bundle that is installed when none is named."""
    named = os.environ.get(BUNDLE_VARIABLE)
    if named:
        return Path(named)
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent / "bundle"
    return program_root() / "build" / "bundle"


def state_root() -> Path:
    """The folder of log, key and receipts: the machine's for an administrator, else the user's own.

    On Windows that is `ProgramData` or the local `AppData`, as the system names its known folders.
    """
    named = os.environ.get(STATE_VARIABLE)
    if named:
        return Path(named)
    # Imported here: `assent --version` has no use for it.
    import platformdirs

    if _is_administrator():
        return Path(platformdirs.site_data_dir("assent", appauthor=False, multipath=False))
    return Path(platformdirs.user_data_dir("assent", appauthor=False))


def _is_administrator() -> bool:
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0
