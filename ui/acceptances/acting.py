"""The dialog of one act: who acts, the words above the button that name it, and a refusal if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError, Code
from installer.flow.facts import Problem
from installer.session.presentation import Presentation, Shown
from ui import messages
from ui.acceptances.person import PersonForm
from ui.clause_view import ClauseDialog
from ui.labels import plain
from ui.marks import mark
from ui.notice import Notice
from ui.pressing import Pressing
from ui.widgets.page_scroll import page_scroll
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from ui.acceptances.clerk import Clerk
    from ui.pages.fields import Field

_MARGINS: Final = (24, 20, 24, 16)
_WIDTH: Final = 640
_HEIGHT: Final = 560


class ActButton(QPushButton):
    """Does an act, and knows by what it was pressed.

    It is never what Enter presses in an input: an act is not done by the way.
    """

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._pressing = Pressing(self)

    @property
    def how(self) -> Given:
        """By what it was pressed last."""
        return self._pressing.how


class ActDialog(QDialog):
    """One act of the core by one button. A subclass says what it is about and does it.

    Signals:
        recorded(Issued): the statement is durable; the dialog closes.
        unreceipted(AssentError): so it is, but its receipt could not be written; the dialog closes all the
            same, since the act must not be done twice.
    """

    recorded = Signal(object)
    unreceipted = Signal(object)
    size_hint: ClassVar[QSize] = QSize(_WIDTH, _HEIGHT)

    def __init__(self, clerk: Clerk, parent: QWidget) -> None:
        super().__init__(parent)
        # Whoever opens it keeps no reference: closed is gone.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.clerk = clerk
        self.tr_ = clerk.tr
        self.setWindowTitle(self.title())
        self.person = PersonForm(clerk.person, self.tr_)
        self.notice = Notice()
        self.above_button = QLabel()
        self.above_button.setObjectName("above-button")
        self.above_button.setWordWrap(True)
        self.button = ActButton("act", self.button_text())
        mark(self.button, "leading", value=True)
        self.cancel = QPushButton(self.tr_("Cancel"))
        self.cancel.setAutoDefault(False)
        self._about = QLabel()
        self._about.setObjectName("about")
        self._about.setWordWrap(True)
        self._about.hide()
        self._lay_out()
        self.above_button.setText(self.above().format(button=plain(self.button_text())))
        # Whoever hears the button hears what it means.
        self.button.setAccessibleDescription(self.above_button.text())
        self._connect()
        self.resize(self.size_hint)

    # What a subclass gives

    def title(self) -> str:
        """The window's title and heading."""
        raise NotImplementedError

    def above(self) -> str:
        """The words directly above the button; `{button}` stands for its label."""
        raise NotImplementedError

    def button_text(self) -> str:
        """The button's label."""
        raise NotImplementedError

    def build(self, body: QVBoxLayout) -> None:
        """Make what stands between the heading and the button."""
        body.addWidget(self.person)

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Issued:
        """Do it. Raises as the core does."""
        raise NotImplementedError

    def field(self, name: str) -> Field | None:
        """The input that the core's errors call by that name."""
        return self.person.fields.get(name)

    def hint(self, name: str, error: AssentError) -> str:
        """What is to be done about an input."""
        if error.code is Code.PARTY_INCOMPLETE:
            return self.tr_("Fill in this field.")
        return messages.hint(Problem(name, error), self.tr_)

    def show_about(self, text: str) -> None:
        """Say which record the act is about."""
        self._about.setText(text)
        self._about.setVisible(bool(text))

    # What a subclass uses

    def perform(
        self, button: ActButton, above: str, act: Callable[[Parties, Given, Presentation], Issued]
    ) -> None:
        """Do it in the name of who stands in the form; tell the refusal, or close."""
        parties = self.person.parties()
        self.notice.clear()
        for field in self.person.fields.values():
            field.set_error("")
        try:
            issued = act(parties, button.how, self._presentation(button, above))
        except AssentError as error:
            if error.code is not Code.RECEIPT_UNWRITABLE:
                self.tell(error)
                return
            self.unreceipted.emit(error)
        else:
            self.recorded.emit(issued)
        self.clerk.person = parties
        self.accept()

    def tell(self, error: AssentError) -> None:
        """At its input where the error names one, else in sentences with code and clauses."""
        name = str(error.facts.get("field", ""))
        field = self.field(name)
        if field is None:
            self.notice.show_error(error, self.tr_, self.clerk.edition)
            self._widen()
            self._following.start()
            return
        field.set_error(self.hint(name, error))
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_clause(self, clause: str) -> None:
        """Open a clause above the dialog."""
        ClauseDialog(self.clerk.session, clause, self.tr_, self).open()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is to be scrolled sideways."""
        super().showEvent(event)
        self._widen()

    def _widen(self) -> None:
        """As wide as what is in it needs, beside its scroll bar."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(self._inner.minimumSizeHint().width() + bar)

    def _presentation(self, button: ActButton, above: str) -> Presentation:
        boxes = [box for box in self.findChildren(QAbstractButton) if box.objectName() and box.isVisible()]
        labels = {box.objectName(): plain(box.text()) or box.accessibleName() for box in boxes}
        return Presentation(
            button=plain(button.text()),
            above_button=above,
            language=self.tr_.spoken,
            shown=Shown(labels={name: text for name, text in labels.items() if text}),
        )

    def _lay_out(self) -> None:
        heading = QLabel(self.title())
        heading.setObjectName("title")
        heading.setWordWrap(True)
        inner = self._inner = QWidget()
        inner.setObjectName("body")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        self.build(body)
        body.addStretch()
        body.addWidget(self.notice)
        self._area, self._following = page_scroll(inner, self)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch()
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self._about)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.above_button)
        layout.addLayout(row)
        order_tabs(self)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_act_clicked)
        self.cancel.clicked.connect(self.reject)
        self.notice.clause_chosen.connect(self.show_clause)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def _on_range_changed(self) -> None:
        """A refusal that has the keyboard is seen whole: it grows by turns while its words are laid out."""
        focus: QWidget | None = self.focusWidget()
        if focus is not None and self.notice.isAncestorOf(focus):
            self._area.ensureWidgetVisible(self.notice)

    def _on_act_clicked(self) -> None:
        self.perform(self.button, self.above_button.text(), self.act)
