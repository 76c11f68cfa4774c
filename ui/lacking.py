"""The words of Qt's own dialogs that Qt's own catalogues lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator
    from ui.translation import Translation


_OURS: Final = frozenset(
    {
        ("QFileDialog", "&Look in:"),
        ("QFileDialog", "Files of &type:"),
        ("QPrintSettingsOutput", "Page &Set:"),
    }
)


class Lacking(QTranslator):
    """Asked by Qt for what no catalogue of its own has; says it in the language that is spoken now.

    It calls itself empty: Qt then announces no other language when it is installed, and asks it all the same.
    """

    def __init__(self, translation: Translation) -> None:
        super().__init__()
        self._translation = translation

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """As said above."""
        return True

    def translate(
        self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The words for Qt's `source` in its `context`; else None, with which it asks on."""
        del disambiguation, n
        return _words(self._translation.tr)[source] if (context, source) in _OURS else None


def _words(tr: Translator) -> Mapping[str, str]:
    return {
        "&Look in:": tr("&Look in:"),
        "Files of &type:": tr("Files of &type:"),
        "Page &Set:": tr("Page &Set:"),
    }
