"""A day as people type it, and as it is recorded (ISO 8601)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_ISO: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HUNGARIAN: Final = r"([0-9]{4})\.\s*([0-9]{1,2})\.\s*([0-9]{1,2})\.?"
"""`2026. 02. 27.`: year, month and day in this order, so there is nothing to guess."""


def read_day(text: str) -> date | None:
    """The day in `YYYY-MM-DD`; None for everything else, also for other forms of ISO 8601."""
    # `fromisoformat` alone would take `20260227` and `2026-W09-5` too, which few would read alike.
    if re.fullmatch(_ISO, text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def plain_day(text: str) -> str:
    """`YYYY-MM-DD` for a day that was typed as `2026. 2. 27.`; anything else as it stands."""
    found = re.fullmatch(_HUNGARIAN, text.strip())
    if found is None:
        return text
    year, month, day = map(int, found.groups())
    return f"{year:04}-{month:02}-{day:02}"
