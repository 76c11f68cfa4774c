"""Moments and days as people read them: in this computer's zone, as their language writes them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from installer.i18n import locale_of

if TYPE_CHECKING:
    from installer.i18n import Translator

_DAY: Final = re.compile(r"(<= )?(\d{4}-\d\d-\d\d)")


def moment(at: datetime, tr: Translator) -> str:
    """Day and time to the minute. `at` has its zone."""
    from babel.dates import format_date, format_time, get_datetime_format  # 100 ms to load

    here, locale = at.astimezone(), locale_of(tr.spoken)
    day, time = format_date(here, "medium", locale), format_time(here, "short", locale=locale)
    return str(get_datetime_format("medium", locale)).replace("'", "").format(time, day)


def moment_of(text: str, tr: Translator) -> str:
    """As `moment`, of an ISO 8601 instant with its zone; anything else as it stands."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if at.tzinfo is None else moment(at, tr)


def day(on: date, tr: Translator) -> str:
    """A day, in words."""
    from babel.dates import format_date

    return str(format_date(on, "long", locale_of(tr.spoken)))


def days_of(text: str, tr: Translator) -> str:
    """A text with its ISO 8601 days in words, `<= ` before one of them too; what is no day stays."""

    def said(found: re.Match[str]) -> str:
        try:
            named = day(date.fromisoformat(found[2]), tr)
        except ValueError:
            return found[0]
        return tr("{day} or earlier").format(day=named) if found[1] else named

    return _DAY.sub(said, text)
