"""How a clause is named to a person: the heading of its section and its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ui.document import clause_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator

_FIRST_WORDS: Final = 5
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

_UNNUMBERED = re.compile(r"p(\d+)")


def section_name(edition: Edition, section: SectionId, language: Language) -> str:
    """The section's heading in `language`, or in the governing one where that lacks it.

    A section that is printed without a heading is named by its first words.
    """
    first = edition.section_rows(section)[0].clause
    clause = edition.clause(first, language)
    text = edition.governing(first) if clause is None else clause.text
    if first.endswith("/heading"):
        # A general section's heading is printed with a full stop at the start of its paragraph.
        return text.rstrip(".:")
    return f"{' '.join(text.split()[:_FIRST_WORDS])}…"


def clause_name(edition: Edition, clause: ClauseId, tr: Translator) -> str:
    """`XProtect LPR, 4`: what a link to the clause says."""
    section, _, part = clause.partition("/")
    name = section_name(edition, section, tr.language)
    unnumbered = _UNNUMBERED.fullmatch(part)
    if unnumbered:
        said = tr("paragraph {number}").format(number=unnumbered[1])
    elif part.isdigit():
        said = tr("no. {number}").format(number=part)
    else:
        return name
    # The number stays with its word at the end of a line.
    return f"{name}, {said.replace(' ', _NO_BREAK)}"


def clause_links(edition: Edition, cite: Iterable[ClauseId], tr: Translator) -> list[tuple[str, str]]:
    """The clauses as links for a `Document`: words and address of each."""
    return [(clause_name(edition, clause, tr), clause_link(clause)) for clause in cite]


def web_address(printed: str) -> str:
    """The address that a browser takes; the agreement prints one without its scheme."""
    return printed if "://" in printed else f"http://{printed}"
