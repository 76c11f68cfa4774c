"""The language the interface speaks: our own catalogues, and Qt's own words beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator

from installer.i18n import SOURCE_LANGUAGE, load_translator

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from installer.i18n import Language, Translator

_QT_CATALOGUE: Final = "qtbase"
"""Holds the words of Qt's own buttons and dialogs (design §9)."""


class Translation:
    """Which language the interface speaks now, and the way to change it.

    `switch` has Qt send `QEvent.LanguageChange` to every window; the wizard then sets all its words
    anew with `tr`. Legal text never passes through here (design §4).
    """

    def __init__(self, app: QCoreApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._qt = QTranslator()
        self._lacking: QTranslator | None = None
        self.tr: Translator = load_translator(SOURCE_LANGUAGE, folder)
        self._translators = {SOURCE_LANGUAGE: self.tr}

    @property
    def language(self) -> Language:
        """The language that is read now. The interface speaks it too where it can (`tr.spoken`)."""
        return self.tr.language

    def translator(self, language: Language) -> Translator:
        """Our words in another language, for what must be read before choosing it.

        Raises FileNotFoundError where it has no catalogue.
        """
        if language not in self._translators:
            self._translators[language] = load_translator(language, self._folder)
        return self._translators[language]

    def speaks(self, language: Language) -> bool:
        """Whether there is a catalogue, so that this language can be chosen."""
        try:
            self.translator(language)
        except FileNotFoundError:
            return False
        return True

    def switch(self, language: Language) -> None:
        """Speak `language` from now on.

        One without a catalogue is only read: the interface goes on in the language that it speaks.
        """
        if language == self.language:
            return
        if not self.speaks(language):
            self.tr = self.tr.for_reader(language)
            self._announce()
            return
        self.tr = self.translator(language)
        QLocale.setDefault(QLocale(language))
        told = self._app.removeTranslator(self._qt)
        self._qt = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._qt.load(f"{_QT_CATALOGUE}_{language}", folder)
        # Installing announces the change to every window, and so does removing. That for English is empty.
        if not self._qt.isEmpty():
            self._app.installTranslator(self._qt)
        elif not told:
            self._announce()

    def complete(self) -> None:
        """Have a say where Qt's own catalogues have none. For after the first paint."""
        from ui.lacking import Lacking  # no dialog of Qt's stands on the first page

        self._lacking = Lacking(self)
        self._app.installTranslator(self._lacking)

    def own_name(self, language: Language) -> str:
        """What `language` is called in itself."""
        if self.speaks(language):
            return language_name(language, self.translator(language))
        return _babel_name(language, language)

    def translators(self, languages: Iterable[Language]) -> list[Translator]:
        """For what is said in several languages: the one spoken now, and what is spoken of `languages`."""
        spoken = filter(self.speaks, languages)
        return [self.translator(language) for language in dict.fromkeys((self.tr.spoken, *spoken))]

    def _announce(self) -> None:
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))


def language_name(language: Language, tr: Translator) -> str:
    """What `language` is called in the translator's language.

    The two that ship are in our catalogues: Babel, which knows all others, takes 100 ms to load,
    and the first page is on screen before that.
    """
    ours = {"en": tr("English"), "hu": tr("Hungarian")}
    return ours.get(language) or _babel_name(language, tr.spoken)


def _babel_name(language: Language, display: Language) -> str:
    """As it stands in Unicode's lists; a tag that these do not have is its own name."""
    from babel.core import Locale, UnknownLocaleError  # see language_name

    try:
        return Locale.parse(language, sep="-").get_display_name(display.replace("-", "_")) or language
    except (UnknownLocaleError, ValueError):
        return language


def sentence_case(words: str) -> str:
    """With a capital letter, as at the start of a line: Hungarian writes `magyar` inside a sentence."""
    return words[:1].upper() + words[1:]
