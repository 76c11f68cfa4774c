"""Which sections the outline names, and how."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.agreement.edition import Row
    from installer.i18n import Language
    from ui.widgets.reader_content import ReaderContent

_LONGEST_TITLE: Final = 80
"""Characters. Three lines of it are shown; the tool tip shows all of this."""


@dataclass(frozen=True)
class OutlineEntry:
    """One section as the outline names it."""

    section: SectionId
    title: str
    applies: bool


def outline_entries(content: ReaderContent, language: Language) -> tuple[OutlineEntry, ...]:
    """The sections of what the reader shows, in order, named in `language` where that has them.

    A section without a heading goes by its first words. The title and headings of groups hold
    nothing to read and are left out.
    """
    first = {row.section: row for row in reversed(content.rows)}
    return tuple(
        OutlineEntry(section, _title(first[section], language), section in content.applicable)
        for section in dict.fromkeys(row.section for row in content.rows)
        if section in content.with_body
    )


def _title(row: Row, language: Language) -> str:
    wordings = [row.wordings.get(language), *row.wordings.values()]
    text = next(clause.text for clause in wordings if clause is not None)
    # General sections' headings are printed with a full stop, at the start of their paragraph.
    title = text if len(text) <= _LONGEST_TITLE else shorten(text, _LONGEST_TITLE, placeholder=" …")
    return title.removesuffix(".").removesuffix(":")
