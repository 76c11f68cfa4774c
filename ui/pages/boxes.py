"""What is said where no font of this computer can show a text: it stands there in boxes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from installer.errors import Code, Unavailable
from ui.glyphs import without_glyph
from ui.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator

_FEW: Final = 2
"""So many characters are named, by their names: whoever installs a font needs to know the script."""


class BoxesNotice(Notice):
    """Shown while a language on screen cannot be shown."""

    def look(self, edition: Edition, languages: Iterable[Language], tr: Translator) -> frozenset[Language]:
        """Those of `languages` whose text has a character that is a box here; the last one is told of."""
        boxed = {
            language: signs
            for language in dict.fromkeys(languages)
            if (signs := without_glyph([edition.texts[language].content], self.font()))
        }
        self.clear()
        for language, signs in boxed.items():
            named = ", ".join(f"{unicodedata.name(sign, '–')} (U+{ord(sign):04X})" for sign in signs[:_FEW])
            self.show_error(
                Unavailable(Code.TEXT_IN_BOXES, language=language, count=len(signs), characters=named), tr
            )
        return frozenset(boxed)
