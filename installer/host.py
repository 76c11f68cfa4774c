"""What the machine is like: platform, display, language. The one place that asks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.errors import Outcome


def is_windows() -> bool:
    """Whether Windows conventions hold (exit statuses, names)."""
    return sys.platform == "win32"


def exit_status(outcome: Outcome) -> int:
    """The number this platform's tools expect for `outcome` (design §11)."""
    return outcome.windows if is_windows() else outcome.posix


def has_display(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a window can be shown.

    QApplication without a display aborts with a misleading message about a plugin, so this is asked
    first. `QT_QPA_PLATFORM` counts: who sets it (offscreen, vnc …) has said where windows go.
    """
    if sys.platform in {"win32", "darwin"}:
        return True
    env = os.environ if environment is None else environment
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def system_language(offered: tuple[str, ...], environment: Mapping[str, str] | None = None) -> str:
    """The first of `offered` that the environment names, else English where offered, else the first.

    Reads `LC_ALL`, `LC_MESSAGES` and `LANG` as POSIX ranks them; on Windows the user's locale.
    """
    env = os.environ if environment is None else environment
    named = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    if not named and is_windows():  # pragma: no cover - reached on Windows only
        import locale  # of no use elsewhere, and a wizard's start would wait for it

        named = locale.getlocale()[0] or ""
    tag = named.replace("-", "_").split("_", maxsplit=1)[0].split(".", maxsplit=1)[0].lower()
    # Windows spells languages out: `Hungarian_Hungary`.
    tag = {"hungarian": "hu", "english": "en"}.get(tag, tag)
    if tag in offered:
        return tag
    return "en" if "en" in offered else offered[0]
