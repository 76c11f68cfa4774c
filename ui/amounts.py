"""Sizes and dates as the reader's language writes them."""

from __future__ import annotations

import re
from datetime import date as day
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale

from installer.i18n import locale_of

if TYPE_CHECKING:
    from installer.i18n import Language

_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_STEP: Final = 1000
_WEEKDAY: Final = re.compile(r",? ?dddd,? ?")
"""The day of the week in Qt's form of a long date."""


def size(count: int, language: Language) -> str:
    """`1,5 MB`: decimal units as disks are sold, at most one digit after the separator."""
    from babel.numbers import format_decimal

    value, unit = float(count), 0
    while value >= _STEP and unit + 1 < len(_UNITS):
        value, unit = value / _STEP, unit + 1
    # A no-break space keeps the number and its unit on one line.
    number = format_decimal(round(value, 1), format="#,##0.#", locale=language)
    return f"{number}\N{NO-BREAK SPACE}{_UNITS[unit]}"


def date(text: str, language: Language) -> str:
    """An ISO 8601 date in words; anything else as it stands."""
    from babel.dates import format_date

    try:
        return format_date(day.fromisoformat(text), format="long", locale=locale_of(language))
    except ValueError:
        return text


def date_at_start(text: str, language: Language) -> str:
    """As `date`, for the first page: by Qt, which is there already, while Babel takes longer to load."""
    locale = QLocale(locale_of(language))
    try:
        on = day.fromisoformat(text)
    except ValueError:
        return text
    # Qt's long form, which is its default: to name it would make an enumeration.
    return locale.toString(QDate(on.year, on.month, on.day), _WEEKDAY.sub("", locale.dateFormat()))
