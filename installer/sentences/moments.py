"""A moment as people read it: in this computer's zone, as their language writes it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.i18n import Translator


def moment(at: datetime, tr: Translator) -> str:
    """Day and time to the minute. `at` has its zone."""
    from babel.dates import format_date, format_time, get_datetime_format  # 100 ms to load

    here, language = at.astimezone(), tr.spoken.replace("-", "_")
    day, time = format_date(here, "medium", language), format_time(here, "short", locale=language)
    return str(get_datetime_format("medium", language)).replace("'", "").format(time, day)


def moment_of(text: str, tr: Translator) -> str:
    """As `moment`, of an ISO 8601 instant with its zone; anything else as it stands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if at.tzinfo is None else moment(at, tr)
