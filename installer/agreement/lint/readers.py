"""The readers: which facts of a kind stand in a wording. One list of all of them, `READERS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.lint.finding import Check
from installer.agreement.lint.marks import brackets, enumerators
from installer.agreement.lint.modality import only, prohibitions
from installer.agreement.lint.names import names
from installer.agreement.lint.quantities import dates, digits, numbers
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

WORDLESS: Final[Mapping[Check, Callable[[str, Context], list[Token]]]] = {
    Check.NUMBER: digits,
    **{check: READERS[check] for check in (Check.URL, Check.NAME, Check.ENUMERATOR, Check.BRACKET)},
}
"""What can be read without knowing the language; of numbers, only what stands in digits."""

ON_WORDS: Final = tuple(check for check, reader in READERS.items() if WORDLESS.get(check) is not reader)
"""Checks that rest, in whole or in part, on the words of the language."""
