"""The readers: which facts of a kind stand in a wording. One list of all of them, `READERS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.lint.finding import Check
from installer.agreement.lint.marks import brackets, enumerators
from installer.agreement.lint.modality import only, prohibitions
from installer.agreement.lint.names import names
from installer.agreement.lint.quantities import dates, numbers
from installer.agreement.lint.references import headings, paragraphs
from installer.agreement.lint.urls import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.agreement.lint.context import Context
    from installer.agreement.lint.finding import Token

READERS: Final[Mapping[Check, Callable[[str, Context], list[Token]]]] = {
    Check.NUMBER: numbers,
    Check.DATE: dates,
    Check.URL: urls,
    Check.NAME: names,
    Check.PARAGRAPH: paragraphs,
    Check.HEADING: headings,
    Check.ENUMERATOR: enumerators,
    Check.BRACKET: brackets,
    Check.ONLY: only,
    Check.PROHIBITION: prohibitions,
}

WORDLESS: Final = frozenset({Check.URL, Check.NAME, Check.ENUMERATOR, Check.BRACKET})
"""Checks that need no knowledge of the language."""
