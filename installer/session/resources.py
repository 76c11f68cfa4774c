"""What a session works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.parties import Channel
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.install.bundle import Bundle
    from installer.terms.engine import Terms


@dataclass(frozen=True)
class Resources:
    """Everything a session works with, loaded and checked by `open_session`."""

    edition: Edition
    terms: Terms
    rules: AcceptanceRules
    bundle: Callable[[], Bundle]
    """Loads the bundle; called at the first need of it."""
    state_folder: Path
    channel: Channel
    clock: Callable[[], datetime]
