"""Sizes and dates as the reader's language writes them. Loaded before Qt (`ui.beforehand`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.i18n import locale_of

if TYPE_CHECKING:
    from installer.i18n import Language

_UNITS: Final = ("B", "kB", "MB", "GB", "TB")
_STEP: Final = 1000


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
    from datetime import date as day

    from babel.dates import format_date

    try:
        return format_date(day.fromisoformat(text), format="long", locale=locale_of(language))
    except ValueError:
        return text


def date_at_start(text: str, language: Language) -> str:
    """As `date`, for the first page: of what Qt knows, which is there already. Babel takes longer to load.

    So do Qt's own dates: with the first of them the binding looks for Python's.
    """
    from PySide6.QtCore import QLocale

    year, _, rest = text.partition("-")
    month, _, on = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and on.isdecimal()):
        return text
    locale = QLocale(locale_of(language))
    # What stands between apostrophes is written as it is.
    form = locale.dateFormat().split("'")
    written = [
        part.replace("dddd", "")
        .replace("dd", "d")
        .replace("d", f"{int(on)}")
        .replace("yyyy", year)
        .replace("MMMM", locale.monthName(int(month)))
        for part in form[::2]
    ]
    form[::2] = written
    return "".join(form).strip(", ")
