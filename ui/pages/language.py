"""Step 1: in which language to read, and which language governs."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from installer.flow.steps import Step
from ui import amounts
from ui.pages.base import Page
from ui.pages.choice import Choice
from ui.translation import language_name, sentence_case
from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from installer.i18n import Language, Translator


_WORD_JOINER: Final = "\u2060"


class LanguagePage(Page):
    """One choice per language of the edition, each written in its own language."""

    step: ClassVar[Step] = Step.LANGUAGE

    def build(self, body: QVBoxLayout) -> None:
        """The choices, and below them whose wording governs."""
        self._group = QButtonGroup(self)
        self._choices: dict[Language, Choice] = {}
        for language in self.session.cover.languages:
            choice = Choice(body.parentWidget())
            self._group.addButton(choice.button)
            self._choices[language] = choice
            body.addWidget(choice)
        self._agreement = WrappedLabel("card", body.parentWidget())
        self._agreement.setMargin(14)
        body.addSpacing(8)
        body.addWidget(self._agreement)
        body.addStretch()
        self._group.buttonClicked.connect(self._on_button_clicked)

    def heading_text(self, tr: Translator) -> str:
        return tr("Language")

    def lead_text(self, tr: Translator) -> str:
        return tr("Choose the language you want to read in. You can change it at any time, on every page.")

    def retranslate(self, tr: Translator) -> None:
        for language, choice in self._choices.items():
            spoken = self.translation.speaks(language)
            meaning = _meaning(self.translation.translator(language)) if spoken else _only_read(tr)
            choice.set_words(sentence_case(self.translation.own_name(language)), meaning)
        self._agreement.setText(self._about(tr))

    def refresh(self) -> None:
        choice = self._choices.get(self.session.language)
        if choice is not None:
            choice.button.setChecked(True)

    def first_focus(self) -> QWidget | None:
        return self._group.checkedButton()

    def _about(self, tr: Translator) -> str:
        cover = self.session.cover
        return "\n".join(
            (
                tr("{title}, edition {date}. Licensor: {licensor}.").format(
                    title=cover.title[tr.language],
                    date=amounts.date_at_start(cover.date, tr.spoken),
                    # A name such as “A/S” is not parted at the end of a line.
                    licensor=cover.licensor.replace("/", f"/{_WORD_JOINER}"),
                ),
                _governing(cover.prevailing, tr),
            )
        )

    def _on_button_clicked(self, button: QRadioButton) -> None:
        for language, choice in self._choices.items():
            if choice.button is button:
                self.language_chosen.emit(language)


def _meaning(tr: Translator) -> str:
    """What choosing a language means, said in that language."""
    return tr("The wizard speaks this language, and the agreement is shown in it.")


def _only_read(tr: Translator) -> str:
    """The same of a language that the program has no words in; said in the one that it speaks."""
    return tr("The agreement is shown in this language. The wizard itself goes on in {language}.").format(
        language=language_name(tr.spoken, tr)
    )


def _governing(prevailing: Language | None, tr: Translator) -> str:
    """The edition's rule about its languages, in a sentence (design §5)."""
    if prevailing is None:
        return tr("All languages of this agreement are equally binding.")
    return tr(
        "The governing language is {language}: where a translation says something else, "
        "the wording in that language is what binds. Every such place that is known is marked when you read."
    ).format(language=language_name(prevailing, tr))
