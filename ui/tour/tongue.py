"""Words of another language than the one that is spoken: what was left in the source's English.

It looks at everything that is read or heard: texts, titles, tool tips, placeholders, accessible names and
descriptions. What says of itself that it is in English, as the prevailing text does, is left alone.
"""

from __future__ import annotations

import re
import string
from gettext import GNUTranslations
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTextEdit,
)

from ui.clause_view import ClauseView
from ui.earlier_view import EarlierDialog
from ui.labels import plain
from ui.pages.choice import Choice
from ui.tour.finding import Fault, Finding, name_of
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from installer.i18n import Language

_LEAST: Final = 10
"""Letters of a message beside its placeholders. Fewer may be the same in both languages."""
_ENGLISH: Final = re.compile(
    r"\b(?:the|and|of|to|with|this|that|not|you|your|cannot|are|was|were|from|which|too|has|have)\b",
    re.IGNORECASE,
)
"""Words that hardly a sentence of English does without, and that no Hungarian one has."""
_QUOTED: Final = re.compile(r"„[^”]*”|“[^”]*”|\([^()]*\)|\S*[/\\]\S*|--\S+|\S+@\S+")
"""What is not said but named: quotations, what the system said, commands, paths, flags, addresses."""
_ITS_OWN_NAME: Final = "English"
"""A language is called what it calls itself, where one chooses among them."""
_TAGS: Final = re.compile(r"<[^>]+>")


class Tongue:
    """Knows the messages of the program that are others in the language than in English."""

    def __init__(self, language: Language, folder: Path) -> None:
        with (folder / language / "LC_MESSAGES" / "assent.mo").open("rb") as file:
            catalogue = GNUTranslations(file)
        self._locale = QLocale(language).language()
        self._plain: set[str] = set()
        self._filled: list[re.Pattern[str]] = []
        self._known: dict[str, bool] = {}
        for message in _messages(catalogue):
            said = catalogue.gettext(message)
            if said != message and message:
                self._learn(message)

    def check(self, window: QWidget, widgets: list[QWidget]) -> Iterator[Finding]:
        """Everything in English that is on screen, or is heard, of these widgets of the window."""
        for widget in (window, *widgets):
            if widget.locale().language() == self._locale and not _is_wording(widget):
                for words in dict.fromkeys(_said(widget)):
                    if words != _ITS_OWN_NAME and self._is_english(words):
                        yield Finding(Fault.FOREIGN, name_of(widget), words, "is English")

    def _learn(self, message: str) -> None:
        parts = [part[0] for part in string.Formatter().parse(message)]
        if len(parts) == 1 and "{" not in message:
            self._plain.add(plain(message))
        elif sum(map(len, parts)) >= _LEAST:
            holes = [re.escape(plain(part)) for part in parts]
            has_end = message.endswith("}")
            self._filled.append(re.compile(".+".join(holes) + (".+" if has_end else ""), re.DOTALL))

    def _is_english(self, words: str) -> bool:
        if words not in self._known:
            bare = _QUOTED.sub("", words)
            self._known[words] = (
                words in self._plain
                or any(message.fullmatch(words) for message in self._filled)
                or _ENGLISH.search(bare) is not None
            )
        return self._known[words]


def _messages(catalogue: GNUTranslations) -> Iterator[str]:
    """All ids; of a plural both forms."""
    # The module keeps them there, and offers no other way to them.
    found: dict[str | tuple[str, int], str] = catalogue._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    for key in found:
        yield key if isinstance(key, str) else key[0]


def _is_wording(widget: QWidget) -> bool:
    """Whether it shows the agreement in all its languages, or offers a language in that language."""
    return (
        isinstance(widget, ReaderColumn | ClauseView)
        or isinstance(widget.window(), EarlierDialog)
        or any(button.text() == _ITS_OWN_NAME for button in _choice(widget))
    )


def _choice(widget: QWidget) -> list[QAbstractButton]:
    parent = widget.parentWidget()
    return parent.findChildren(QAbstractButton) if isinstance(parent, Choice) else []


def _said(widget: QWidget) -> Iterator[str]:
    """What is read or heard of the widget, a paragraph at a time, without marks of shortcuts."""
    texts = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), *_texts(widget)]
    if widget.isWindow():
        texts.append(widget.windowTitle())
    for text in texts:
        for line in _TAGS.sub(" ", text).splitlines():
            if line.strip():
                yield plain(line.strip())


def _texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QGroupBox():
            yield widget.title()
        case QLineEdit():
            # What stands in it was typed.
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QListWidget():
            yield from (
                str(widget.item(row).data(Qt.ItemDataRole.DisplayRole)) for row in range(widget.count())
            )
        case QTextEdit() | QPlainTextEdit():
            yield widget.toPlainText() if widget.isReadOnly() else widget.placeholderText()
        case _:
            return
