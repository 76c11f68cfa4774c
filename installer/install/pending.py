"""What waits for a restart of the computer: `.assent/pending.json`, written with the inventory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.errors import Code, UntrustedData
from installer.install.journal import PENDING
from installer.install.names import OWN_FOLDER
from installer.signatures.strict_json import read_json

if TYPE_CHECKING:
    from installer.install.destination import Root

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


class Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Components of a run that an installer cut short because the computer must restart first."""

    type: Literal["assent-pending"]
    version: Literal[1]
    boot: str
    """Names the time since the last start of the computer; empty where the system has no name for it."""
    components: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether the computer has not restarted since."""
        return self.boot != "" and self.boot == boot_id()


def read_pending(root: Root) -> Pending | None:
    """What waits, None when nothing does. Raises UntrustedData(INVENTORY_BROKEN, path)."""
    text = root.read(PENDING) if root.has_folder(OWN_FOLDER) else None
    if text is None:
        return None
    try:
        return msgspec.convert(read_json(text), Pending)
    except ValueError as exc:
        raise UntrustedData(Code.INVENTORY_BROKEN, path=str(root.path / PENDING)) from exc


def write_pending(components: tuple[str, ...]) -> bytes | None:
    """The document, as of now; None when nothing waits."""
    if not components:
        return None
    made = Pending("assent-pending", 1, boot_id(), components)
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def boot_id() -> str:
    """The same text until the computer restarts, another one afterwards; empty where nobody knows."""
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.install.restart_windows import booted_at

        return booted_at()
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""
