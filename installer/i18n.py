"""Our own sentences in the person's language: gettext catalogues made with Babel.

Legal text never passes through here (design §4); it comes from `installer.agreement` alone.
A translator is passed as an argument named `tr`; Babel extracts `tr("…")` and `tr.n("…", "…", n)`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Language: TypeAlias = str
"""A BCP 47 tag, such as `hu` or `en`."""

Words: TypeAlias = Mapping[Language, str]
"""One sentence in several languages. Data files carry these; code does not."""

SOURCE_LANGUAGE: Final[Language] = "en"
"""The language in which message ids are written."""


class Translator:
    """Looks up messages of one language. Call it with a literal message id."""

    def __init__(self, language: Language, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str) -> str:
        """The message in this translator's language; fill placeholders with `.format(...)`."""
        return self._catalogue.gettext(message)

    def n(self, one: str, many: str, count: int) -> str:
        """The plural form for `count`; fill placeholders with `.format(...)`."""
        return self._catalogue.ngettext(one, many, count)


def load_translator(language: Language, folder: Path, domain: str = "assent") -> Translator:
    """A translator from the compiled catalogues under `folder`.

    The source language needs no catalogue. Raises FileNotFoundError where another language has
    none: a half-translated wizard must not start.
    """
    if language == SOURCE_LANGUAGE:
        return Translator(language, gettext.NullTranslations())
    # Opened by its path: `gettext.translation` looks for relatives of the language in the library of
    # locales, which takes 2 ms of a start, and there are none.
    with (folder / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as catalogue:
        return Translator(language, gettext.GNUTranslations(catalogue))
