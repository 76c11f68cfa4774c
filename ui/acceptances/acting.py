"""The dialog of one act: who acts, the words above the button that name it, and a refusal if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError, Code
from installer.flow.facts import Problem
from ui import messages
from ui.acceptances.act_button import ActButton, on_screen
from ui.acceptances.person import PersonForm
from ui.acceptances.sizes import as_large_as_text
from ui.clause_view import ClauseDialog
from ui.labels import plain
from ui.marks import mark
from ui.notice import Notice
from ui.widgets.page_scroll import page_scroll
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk
    from ui.pages.fields import Field

_MARGINS: Final = (24, 20, 24, 16)
_WIDTH: Final = 640
_HEIGHT: Final = 560
_ROLE: Final = QDialogButtonBox.ButtonRole


class ActDialog(QDialog):
    """One act of the core by one button. A subclass says what it is about and what does it.

    The act is done outside the window's thread. Until it is known what became of it the dialog stays, and
    neither Escape nor a second press does anything: nobody calls back what is being recorded.

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
        self.buttons = QDialogButtonBox()
        self._pressed: ActButton | None = None
        self._words = ""
        self._acting = clerk.person
        self._about = QLabel()
        self._about.setObjectName("about")
        self._about.setWordWrap(True)
        self._about.hide()
        self._lay_out()
        self.above_button.setText(self.above().format(button=plain(self.button_text())))
        # Whoever hears the button hears what it means.
        self.button.setAccessibleDescription(self.above_button.text())
        self._connect()
        self.resize(as_large_as_text(self.size_hint, self, parent))

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

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Callable[[], Issued]:
        """What does it, in another thread: everything that stands in the form is read here.

        Raises as the core does, both now and then.
        """
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

    @property
    def busy(self) -> bool:
        """Whether it is still to be known what becomes of something."""
        return self._pressed is not None

    def perform(
        self,
        button: ActButton,
        above: str,
        act: Callable[[Parties, Given, Presentation], Callable[[], Issued]],
    ) -> None:
        """Have it done in the name of who stands in the form; tell the refusal, or close."""
        parties = self.person.parties()
        self.notice.clear()
        for field in self.person.fields.values():
            field.set_error("")
        try:
            work = act(parties, button.how, on_screen(self, button, above, self.tr_))
        except AssentError as error:
            self.tell(error)
            return
        errand = self.clerk.work.begin(work)
        if errand is None:
            return
        self._acting = parties
        errand.lasted.connect(self._on_lasted)
        errand.succeeded.connect(self._on_recorded)
        errand.failed.connect(self._on_refused)
        self._stand_still(button)

    def reject(self) -> None:
        """Go, unless something is being recorded: that is said, and nothing else happens."""
        if self._pressed is None:
            super().reject()
        else:
            self._on_lasted()

    def tell(self, error: Exception) -> None:
        """At its input where the error names one, else in sentences with code and clauses."""
        name = str(error.facts.get("field", "")) if isinstance(error, AssentError) else ""
        field = self.field(name)
        if field is None or not isinstance(error, AssentError):
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
        self._following.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What has the keyboard stays in sight."""
        super().resizeEvent(event)
        self._following.start()

    def _widen(self) -> None:
        """As wide as what is in it needs, beside its scroll bar."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        self._area.setMinimumWidth(self._inner.minimumSizeHint().width() + bar)

    def _stand_still(self, button: ActButton) -> None:
        """Nothing can be typed or pressed until it is known what became of it."""
        self._pressed = button
        self._words = button.text()
        # Where Space and Enter do nothing: what is disabled hands the keyboard on to the button beside it.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._inner.setEnabled(False)
        self.buttons.setEnabled(False)

    def _go_on(self) -> None:
        """As before it was pressed, the keyboard where it was."""
        button, self._pressed = self._pressed, None
        self._inner.setEnabled(True)
        self.buttons.setEnabled(True)
        if button is not None:
            button.setText(self._words)
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        heading = QLabel(self.title())
        heading.setObjectName("title")
        heading.setWordWrap(True)
        inner = self._inner = QWidget()
        inner.setObjectName("body")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self._about)
        self.build(body)
        body.addStretch()
        body.addWidget(self.notice)
        self._area, self._following = page_scroll(inner, self)
        self.add_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*_MARGINS)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.above_button)
        layout.addWidget(self.buttons)
        order_tabs(self)

    def add_buttons(self) -> None:
        """In the order of the system. None accepts: that one Qt would let Enter press from any input."""
        self.buttons.addButton(self.button, _ROLE.YesRole)
        self.buttons.addButton(self.cancel, _ROLE.RejectRole)

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

    def _on_lasted(self) -> None:
        """It is said on the button, and to who does not see it."""
        said = self.tr_("Being recorded…")
        if self._pressed is not None:
            self._pressed.setText(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _on_recorded(self, issued: Issued) -> None:
        self._close()
        self.recorded.emit(issued)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AssentError) and error.code is Code.RECEIPT_UNWRITABLE:
            self._close()
            self.unreceipted.emit(error)
            return
        self._go_on()
        self.tell(error)

    def _close(self) -> None:
        self._pressed = None
        self.clerk.person = self._acting
        self.accept()
