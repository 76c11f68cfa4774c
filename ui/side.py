"""The left side of the window: whose agreement this is, the steps, and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from installer.flow.steps import Step
from ui import early
from ui.translation import language_name
from ui.widgets.step_list import StepList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Language, Translator
    from installer.session import Session
    from ui.translation import Translation

_NAMES: Final = 184
_NUMBERS: Final = 48
"""Pixels of width of the step list."""
_EDGE: Final = 8


class SidePanel(QWidget):
    """Beside every page.

    Signals:
        step_chosen(Step): the person wants to go to that step.
        language_chosen(str): the person picked an interface language.
    """

    step_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, session: Session, translation: Translation) -> None:
        super().__init__()
        self.setObjectName("side")
        self._session = session
        self._translation = translation
        self._title = QLabel()
        self._title.setObjectName("side-title")
        self._title.setWordWrap(True)
        self._licensor = QLabel(session.cover.licensor)
        self._licensor.setObjectName("muted")
        self.steps = StepList()
        # Not exclusive: of an exclusive group Tab reaches one button only, and not always the same.
        self._buttons: dict[Language, QToolButton] = {}
        self._lay_out()
        self._connect()

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""
        self._title.setText(self._session.cover.title[tr.language])
        names = _step_names(tr)
        self.steps.set_names([names[step] for step in self._session.steps()], tr)
        for language, button in self._buttons.items():
            own = self._translation.translator(language)
            button.setText(language.upper())
            button.setAccessibleName(language_name(language, own))
            button.setToolTip(language_name(language, own))
            button.setChecked(language == tr.language)

    def refresh(self, current: Step, open_steps: frozenset[Step]) -> None:
        """Show where the person is, and where they may go."""
        steps = self._session.steps()
        self.steps.set_state(steps.index(current), [step in open_steps for step in steps])

    def set_compact(self, *, compact: bool) -> None:
        """Only the numbers of the steps, where the window has no room for their names."""
        edge = _EDGE if compact else 2 * _EDGE
        self._layout.setContentsMargins(edge, 22, edge, 16)
        self._title.setHidden(compact)
        self._licensor.setHidden(compact)
        self.steps.setFixedWidth(_NUMBERS if compact else _NAMES)
        self.steps.set_compact(compact=compact)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        )

    def _lay_out(self) -> None:
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._licensor)
        layout.addSpacing(12)
        layout.addWidget(self.steps, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for language in self._session.cover.languages:
            if self._translation.speaks(language):
                button = QToolButton()
                button.setObjectName("segment")
                button.setCheckable(True)
                button.setProperty("focusPolicy", early.STRONG_FOCUS)
                self._buttons[language] = button
                self._row.addWidget(button)
        self._row.addStretch()
        layout.addLayout(self._row)

    def _connect(self) -> None:
        self.steps.step_chosen.connect(self._on_step_chosen)
        # No QButtonGroup: Tab would stop at one of its buttons only, and leave the other to arrow keys.
        for button in self._buttons.values():
            button.clicked.connect(self._on_language_clicked)

    def _on_step_chosen(self, number: int) -> None:
        self.step_chosen.emit(self._session.steps()[number])

    def _on_language_clicked(self) -> None:
        language, button = next(entry for entry in self._buttons.items() if entry[1] is self.sender())
        button.setChecked(True)
        self.language_chosen.emit(language)


def _step_names(tr: Translator) -> Mapping[Step, str]:
    return {
        Step.LANGUAGE: tr("Language"),
        Step.PARTIES: tr("Who accepts"),
        Step.PRODUCTS: tr("Products"),
        Step.TERMS: tr("Terms"),
        Step.AGREEMENT: tr("The agreement"),
        Step.ACCEPTANCE: tr("Acceptance"),
        Step.REVIEW: tr("Review"),
        Step.PROGRESS: tr("Installing"),
        Step.FINISH: tr("Done"),
    }
