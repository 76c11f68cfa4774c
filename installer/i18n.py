"""Our own sentences in the person's language: gettext catalogues made with Babel.

Legal text never passes through here (design §4); it comes from `installer.agreement` alone.
A translator is passed as an argument named `tr`; Babel extracts `tr("…")` and `tr.n("…", "…", n)`.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Language: TypeAlias = str
"""A BCP 47 tag, such as `hu` or `en`."""

Words: TypeAlias = Mapping[Language, str]
"""One sentence in several languages. Data files carry these; code does not."""

SOURCE_LANGUAGE: Final[Language] = "en"
"""The language in which message ids are written."""


def locale_of(language: Language) -> str:
    """How the libraries of dates call a language: the program's English is British."""
    return "en_GB" if language == SOURCE_LANGUAGE else language.replace("-", "_")


class Translator:
    """Looks up messages of one language. Call it with a literal message id.

    `language` is that of the reader, in which an edition's own words are looked up; `spoken` is that of
    the messages. They differ where an agreement is read in a language that the program does not speak.
    """

    def __init__(
        self, language: Language, catalogue: NullTranslations, spoken: Language | None = None
    ) -> None:
        self.language = language
        self.spoken = spoken or language
        self._catalogue = catalogue

    def for_reader(self, language: Language) -> Translator:
        """The same messages for somebody who reads the edition in `language`."""
        return Translator(language, self._catalogue, self.spoken)

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
        return Translator(language, NullTranslations())
    # Opened by its path: `gettext.translation` looks for relatives of the language in the library of
    # locales, which takes 2 ms of a start, and there are none.
    content = (folder / language / "LC_MESSAGES" / f"{domain}.mo").read_bytes()
    if not content.startswith(_MAGIC):
        return Translator(language, GNUTranslations(io.BytesIO(content)))
    return Translator(language, Catalogue(content))


_HEADER: Final = struct.Struct("<5I")
_PLACE: Final = struct.Struct("<2I")
_MAGIC: Final = 0x950412DE.to_bytes(4, "little")
"""Begins a catalogue whose numbers have their lowest byte first, as they are written nearly everywhere."""


class Catalogue(NullTranslations):
    """A compiled catalogue in which a message is looked up where it stands, once.

    `GNUTranslations` reads the whole of it first, which takes longer than painting a page;
    it does what is asked for less often, the plurals.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content
        self._known: dict[str, str] = {}
        _, _, self._count, self._originals, self._translations = _HEADER.unpack_from(content)

    def gettext(self, message: str) -> str:
        """The message in the catalogue's language, or itself where the catalogue does not have it."""
        known = self._known.get(message)
        if known is None:
            known = self._known[message] = self._find(message)
        return known

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The plural form for `n`."""
        return self._whole.ngettext(msgid1, msgid2, n)

    @cached_property
    def _whole(self) -> GNUTranslations:
        return GNUTranslations(io.BytesIO(self._content))

    def _find(self, message: str) -> str:
        """By halves: the originals of a catalogue are sorted."""
        wanted = message.encode()
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            original, *plural = self._text(self._originals, middle).split(b"\0")
            if original == wanted:
                return (
                    self._whole.ngettext(message, message, 1)  # `gettext` of Python 3.11.2 knows no plurals
                    if plural
                    else self._text(self._translations, middle).decode()
                )
            if original < wanted:
                low = middle + 1
            else:
                high = middle
        return message

    def _text(self, table: int, number: int) -> bytes:
        length, start = _PLACE.unpack_from(self._content, table + number * _PLACE.size)
        return self._content[start : start + length]
