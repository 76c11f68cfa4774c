"""The inputs for what the agreement asks of the present selection: release, host, numbers, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.pages.fields import Field
from ui.pages.host_box import HostBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QResizeEvent

    from installer.i18n import Translator
    from installer.terms.catalogue import Catalogue
    from installer.terms.questions import Question, Questions
    from installer.terms.selected import Selection

_MOST: Final = 999_999_999
"""Nine digits are more than any count of devices has, and fit what Qt checks."""
_ANSWERS: Final = (None, True, False)
_NARROW: Final = 24
"""Width, in heights of a line, under which a question beside its input would be a tower of words."""
_INPUT_WIDTH: Final = 130
"""Pixels that an input has at least; all of them have the width of the widest."""


class FactBox(QComboBox):
    """Not said, so, or not so.

    Signals:
        answered(): the person chose.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        for value in _ANSWERS:
            self.addItem("", value)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> bool | None:
        """What was chosen; None for nothing."""
        return _ANSWERS[self.currentIndex()]

    def set_value(self, value: bool | None) -> None:  # noqa: FBT001 - a value, not a switch
        """Show `value`."""
        self.setCurrentIndex(_ANSWERS.index(value))

    def retranslate(self, tr: Translator) -> None:
        """The words of the three choices."""
        for index, words in enumerate((tr("not said"), tr("yes"), tr("no"))):
            self.setItemText(index, words)

    def _on_activated(self, _index: int) -> None:
        self.answered.emit()


class NumberBox(QLineEdit):
    """A number of things, or nothing.

    Signals:
        answered(): the person changed it.
    """

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QIntValidator(0, _MOST, self))
        self.textEdited.connect(self._on_text_edited)

    @property
    def value(self) -> int | None:
        """What was typed; None for nothing."""
        return int(self.text()) if self.text().isdecimal() else None

    def set_value(self, value: int | None) -> None:
        """Show `value`, unless the person is typing just that."""
        if value != self.value:
            self.setText("" if value is None else str(value))

    def retranslate(self, tr: Translator) -> None:
        """What stands in an empty one."""
        self.setPlaceholderText(tr("not said"))

    def _on_text_edited(self, _text: str) -> None:
        self.answered.emit()


Box = TypeVar("Box", FactBox, NumberBox)


class _Row(Generic[Box]):
    """One question: its words and its input, tied together."""

    def __init__(self, name: str, box: Box) -> None:
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setBuddy(box)
        self.box: Box = box
        box.setObjectName(name)
        box.setMinimumWidth(_INPUT_WIDTH)

    def ask(self, question: Question | None, tr: Translator) -> None:
        """Show the row with these words, or not at all."""
        for widget in (self.label, self.box):
            widget.setVisible(question is not None)
        if question is not None:
            words = question.text[tr.language]
            self.label.setText(words)
            self.box.setAccessibleName(words)
            self.box.retranslate(tr)


class QuestionsPanel(QScrollArea):
    """All inputs beside the products. A question that changes nothing now is not shown.

    Signals:
        answered(): the person changed the release, a number or a fact.
        host_chosen(object): see `HostBox`.
    """

    answered = Signal()
    host_chosen = Signal(object)

    def __init__(self, facts: Iterable[str], quantities: Iterable[str]) -> None:
        super().__init__()
        self.setObjectName("questions")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.release = Field("release")
        self._host_label = QLabel()
        self._host = HostBox()
        self._host_label.setBuddy(self._host)
        self._heading = QLabel()
        self._heading.setObjectName("muted")
        self._heading.setWordWrap(True)
        self._numbers = {name: _Row(name, NumberBox()) for name in quantities}
        self._facts = {name: _Row(name, FactBox()) for name in facts}
        self._lay_out()
        self._connect()

    def facts(self) -> dict[str, bool]:
        """What was said of the facts; those out of sight are kept, and change nothing now."""
        return {name: row.box.value for name, row in self._facts.items() if row.box.value is not None}

    def quantities(self) -> dict[str, int]:
        """The numbers that were given, in the same way."""
        return {name: row.box.value for name, row in self._numbers.items() if row.box.value is not None}

    def retranslate(self, tr: Translator) -> None:
        """Set the words that do not come with a question."""
        self.setAccessibleName(tr("Details of the use"))
        self.release.set_words(tr("&Release of the system"), tr("for example 2025 R1"))
        self._host_label.setText(tr("&Used with"))
        self._heading.setText(
            tr("What the answer depends on for your choice. What you do not say is left open.")
        )

    def show_selection(self, selection: Selection, catalogue: Catalogue, tr: Translator) -> None:
        """Fill all inputs with what was said."""
        self.release.set_value(selection.release or "")
        self._host.fill(catalogue, selection.host, tr)
        for name, fact in self._facts.items():
            fact.box.set_value(selection.facts.get(name))
        for name, number in self._numbers.items():
            number.box.set_value(selection.quantities.get(name))

    def ask(self, questions: Questions | None, tr: Translator) -> None:
        """Show exactly these questions; none where the selection has no answer."""
        numbers = _by_name(questions.quantities if questions else ())
        facts = _by_name(questions.facts if questions else ())
        for name, number in self._numbers.items():
            number.ask(numbers.get(name), tr)
        for name, fact in self._facts.items():
            fact.ask(facts.get(name), tr)
        self._heading.setVisible(bool(numbers or facts))

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.release)
        column.addWidget(self._host_label)
        column.addWidget(self._host)
        column.addWidget(self._heading)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inner)
        self._arrange(stacked=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow panel each input stands under its question."""
        stacked = event.size().width() < _NARROW * self.fontMetrics().height()
        if stacked != self._stacked:
            self._arrange(stacked=stacked)
        super().resizeEvent(event)

    def _arrange(self, *, stacked: bool) -> None:
        self._stacked = stacked
        rows: list[tuple[QLabel, QWidget]] = [(row.label, row.box) for row in self._numbers.values()]
        rows += [(row.label, row.box) for row in self._facts.values()]
        for place, (label, box) in enumerate(rows):
            for widget in (label, box):
                self._grid.removeWidget(widget)
            self._grid.addWidget(label, 2 * place, 0)
            self._grid.addWidget(box, 2 * place + stacked, 0 if stacked else 1)

    def _connect(self) -> None:
        self.release.edited.connect(self.answered)
        self._host.host_chosen.connect(self.host_chosen)
        for number in self._numbers.values():
            number.box.answered.connect(self.answered)
        for fact in self._facts.values():
            fact.box.answered.connect(self.answered)


def _by_name(questions: Iterable[Question]) -> Mapping[str, Question]:
    return {question.name: question for question in questions}
