"""The left side of the window: whose agreement this is, the steps, and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from installer.flow.steps import Step
from ui import early
from ui.widgets.step_list import StepList
from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from installer.i18n import Language, Translator
    from installer.session import Session
    from ui.translation import Translation

_NAMES: Final = 11.5
_NUMBERS: Final = 3
"""Width of the step list, in heights of a line."""
_COMPACT: Final = 58
"""Width of the window, in heights of a line, under which the step list shows numbers only."""
_EDGE: Final = 16
_NARROW_EDGE: Final = 9
_AROUND: Final = 9
"""Pixels that Qt leaves around the side of a window, in its colour here (theme.qss)."""
_LOW: Final = 32
"""Height, in lines, under which the steps need the room of the title, which the window's frame shows too."""
_TARGET: Final = 28
"""Pixels of what can be pressed, where it shows no more than its icon (WCAG 2.2, 2.5.8 asks for 24)."""


class SidePanel(QFrame):
    """Beside every page.

    Signals:
        step_chosen(Step): the person wants to go to that step.
        language_chosen(str): the person picked a language to read in.
        acceptances_asked(): the person wants to see what the log holds.
    """

    step_chosen = Signal(object)
    language_chosen = Signal(str)
    acceptances_asked = Signal()

    def __init__(self, session: Session, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._session = session
        self._translation = translation
        self._title = WrappedLabel("side-title", self)
        self._licensor = QLabel(session.cover.licensor, self)
        self._licensor.setObjectName("muted")
        self.steps = StepList(self)
        # Not exclusive: of an exclusive group Tab reaches one button only, and not always the same.
        self._buttons: dict[Language, QToolButton] = {}
        self._acceptances: QToolButton | None = None
        self._waiting = 0
        self._compact = self._stretched = False
        self._lay_out()
        # As in most windows: whatever changes once it is shown is laid out twice.
        self.set_compact(compact=False)
        self._connect()

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""
        self._title.setText(self._session.cover.title[tr.language])
        names = _step_names(tr)
        self.steps.set_names([names[step] for step in self._session.steps()], tr)
        for language, button in self._buttons.items():
            name = self._translation.own_name(language)
            button.setText(language.upper())
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setChecked(language == tr.language)
        self._name_acceptances(tr)

    def refresh(self, current: Step, open_steps: frozenset[Step]) -> None:
        """Show where the person is, and where they may go."""
        steps = self._session.steps()
        passed_over = {steps.index(step) for step in self._session.left_out()}
        self.steps.set_state(steps.index(current), [step in open_steps for step in steps], passed_over)

    def offer_acceptances(self, waiting: int, tr: Translator) -> None:
        """Stand a button beside the steps; `waiting` notices have no answer yet.

        For after the first paint: its icon is drawn with what the first page does without.
        """
        self._waiting = waiting
        if self._acceptances is None:
            self._acceptances = QToolButton()
            self._acceptances.setObjectName("acceptances")
            self._acceptances.setProperty("focusPolicy", early.STRONG_FOCUS)
            self._acceptances.setMinimumSize(_TARGET, _TARGET)
            self._acceptances.clicked.connect(self.acceptances_asked)
            self._layout.insertWidget(self._layout.count() - 1, self._acceptances)
            QWidget.setTabOrder(self.steps, self._acceptances)
        self._name_acceptances(tr)

    def allow_acceptances(self, *, allowed: bool) -> None:
        """Whether the button can be pressed now."""
        if self._acceptances is not None:
            self._acceptances.setEnabled(allowed)

    def fit(self, width: int) -> None:
        """Beside a page in a window of this width."""
        self.set_compact(compact=width < _COMPACT * self.fontMetrics().height())

    def set_compact(self, *, compact: bool) -> None:
        """Only the numbers of the steps, where the window has no room for their names."""
        self._compact = compact
        edge = _NARROW_EDGE if compact else _EDGE
        self._layout.setContentsMargins(edge - _AROUND, 22 - _AROUND, edge - _AROUND, 16 - _AROUND)
        self._show_title(self.height() if self.isVisible() else None)
        self.steps.setFixedWidth(int((_NUMBERS if compact else _NAMES) * self.fontMetrics().height()))
        self.steps.set_compact(compact=compact)
        if compact != self._stretched:
            # Not at the start: Qt's class of policies is one more to load.
            self._stretched = compact
            for button in self._buttons.values():
                _stretch(button, wide=compact)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight
        )
        self._show_acceptances()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A low window leaves the room to the steps."""
        super().resizeEvent(event)
        self._show_title(event.size().height())

    def _show_title(self, height: int | None) -> None:
        """What is not on screen yet has no height; the first one comes before it is shown."""
        low = height is not None and height < _LOW * self.fontMetrics().height()
        hidden = self._compact or low
        self._title.setHidden(hidden)
        self._licensor.setHidden(hidden)

    def _lay_out(self) -> None:
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._licensor)
        layout.addSpacing(12)
        layout.addWidget(self.steps, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for language in self._session.cover.languages:
            button = QToolButton(self)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setProperty("focusPolicy", early.STRONG_FOCUS)
            self._buttons[language] = button
            self._row.addWidget(button)
        self._row.addStretch()
        layout.addLayout(self._row)

    def _name_acceptances(self, tr: Translator) -> None:
        if self._acceptances is None:
            return
        name = tr("A notice waits for you") if self._waiting else tr("Your acceptances")
        self._acceptances.setToolTip(name)
        self._acceptances.setAccessibleName(name)
        self._show_acceptances()

    def _show_acceptances(self) -> None:
        """With its words where there is room for them.

        What waits stands out: by another icon, by its ground, and where there is no room by its number.
        """
        if self._acceptances is None:
            return
        from PySide6.QtCore import Qt  # after the first paint, see ui.early

        from ui.icons import icon
        from ui.marks import mark

        button = self._acceptances
        button.setIcon(icon("warning" if self._waiting else "document"))
        font = self.font()
        font.setBold(self._waiting > 0)
        button.setFont(font)
        mark(button, "waiting", value=self._waiting > 0)
        words = button.toolTip()
        if self._compact:
            words = str(self._waiting) if self._waiting else ""
        # A style sheet has no word for the room between icon and words.
        button.setText(f" {words}")
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        _stretch(button, wide=self._compact)

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


def _stretch(button: QToolButton, *, wide: bool) -> None:
    """Beside numbers only, what stands below them is as wide as they are."""
    policy = button.sizePolicy()
    wanted = policy.Policy.Minimum if wide else policy.Policy.Fixed
    if policy.horizontalPolicy() is not wanted:
        policy.setHorizontalPolicy(wanted)
        button.setSizePolicy(policy)


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
