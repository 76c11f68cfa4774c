"""What a face tells the record about its screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Language


@dataclass(frozen=True)
class Presentation:
    """What a face showed, for the record: exact labels, languages, the words above the button."""

    button: str = ""
    """The exact label of the button that was pressed (empty when there is none)."""
    above_button: str = ""
    """The exact sentence directly above it."""
    language: Language = ""
    """Interface language at that moment."""
    read_back: Mapping[Language, str] = field(default_factory=dict)
    """SHA-256 (hex) of the whole wording as read back from what was on screen, by language:
    the clause texts joined with "\\n". Empty when nothing was on a screen."""
