"""What the reader says about its text: a citation, the name of a column, and where the next mark is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.translation import language_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Language, Translator
    from ui.widgets.reader_content import ReaderContent
    from ui.widgets.reader_finder import Finder


def cite(content: ReaderContent, row: int, language: Language, tr: Translator) -> str:
    """The wording of a row in `language`, or in the one that has it, and where it stands."""
    wordings = content.rows[row].wordings
    found = wordings.get(language) or next(wording for wording in wordings.values() if wording is not None)
    return tr("{text}\n— {title}, {clause}").format(
        text=found.text, title=content.title, clause=content.rows[row].clause
    )


def column_name(content: ReaderContent, language: Language, tr: Translator) -> str:
    """How a screen reader calls the column of that language."""
    name = language_name(language, tr)
    if content.bilingual and content.prevails and language != content.governing:
        return tr("Agreement text, {language} translation").format(language=name)
    return tr("Agreement text, {language}").format(language=name)


def matches(finder: Finder, tr: Translator) -> str:
    """How many places the searched words stand at, and which of them is the current one."""
    if finder.words and not finder.count:
        return tr("not found")
    return tr("{number} of {count}").format(number=finder.number, count=finder.count) if finder.count else ""


def next_mark(rows: Sequence[int], here: int | None, step: int) -> int | None:
    """The marked row after (or, with a negative step, before) this one, and round; None without any."""
    if not rows:
        return None
    at = -1 if here is None else here
    ahead = [row for row in rows if (row > at if step > 0 else row < at)]
    return (ahead or rows)[0 if step > 0 else -1]
