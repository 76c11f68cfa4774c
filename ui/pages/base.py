"""What all nine pages share: how they are built, entered, translated and asked whether they are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget, QWizardPage

from installer.errors import AssentError
from ui import messages
from ui.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.flow.state import Event
    from installer.flow.steps import Step
    from installer.i18n import Language, Translator
    from installer.session import Session
    from ui.translation import Translation

Result = TypeVar("Result")


class Page(QWizardPage):
    """One step. Subclasses fill `build`, `retranslate` and `refresh`, and decide nothing.

    The contents are made on the first visit, so that nine pages cost the start no more than one.

    Signals:
        language_chosen(str): the person picked an interface language.
        moved_on(): the page has done its part and the wizard may show the next one.
        step_asked(Step): the page wants another step shown.
        busy_changed(): work outside this thread began or ended.
    """

    language_chosen = Signal(str)
    moved_on = Signal()
    step_asked = Signal(object)
    busy_changed = Signal()

    step: ClassVar[Step]
    scrolls: ClassVar[bool] = True
    """Whether the contents scroll as a whole. Pages whose parts scroll themselves say no."""
    commits: ClassVar[bool] = False
    """Whether leaving the page forwards starts what cannot be gone back from."""

    hints: ClassVar[bool] = True
    """Whether the page says what is still missing. Where the program works, nothing is."""

    read_screen: Callable[[], Mapping[Language, str]]
    """Reads back the wording that the wizard showed; the wizard sets it."""

    def __init__(self, session: Session, translation: Translation) -> None:
        super().__init__()
        self.session = session
        self.translation = translation
        self.built = False
        self.setCommitPage(self.commits)

    # What a subclass gives

    def build(self, body: QVBoxLayout) -> None:
        """Make the widgets, without words, and connect their signals."""
        raise NotImplementedError

    def heading_text(self, tr: Translator) -> str:
        """The page's heading, which is also the window's title."""
        raise NotImplementedError

    def lead_text(self, tr: Translator) -> str:
        """One or two sentences under the heading."""
        raise NotImplementedError

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""

    def refresh(self) -> None:
        """Fill the widgets from the session."""

    def next_text(self, tr: Translator) -> str:
        """The label of the button that leads on from here."""
        return tr("&Next")

    def first_focus(self) -> QWidget | None:
        """The widget that a keyboard starts at."""
        return None

    @property
    def busy(self) -> bool:
        """Whether work is under way that leaving the page would disturb."""
        return False

    def decline_text(self, _tr: Translator) -> str:
        """The label of the button beside the one that leads on; empty where there is none."""
        return ""

    def decline(self) -> None:
        """That button was pressed."""

    def read_back(self) -> Mapping[Language, str]:
        """Digests of the wording that this page has on screen, by language; none where it has none."""
        return {}

    def interrupt(self) -> bool:
        """The person wants to close the window: stop what is under way. False when nothing is."""
        return False

    # What the wizard calls

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether Next is open: the core says."""
        return self.session.ready(self.step)

    def enter(self) -> None:
        """The page came on screen, forwards or backwards."""
        if not self.built:
            self._build()
        self.attempt(lambda: self.session.enter(self.step))
        self.announce()
        self.speak()
        # Qt shows what was added to a visible page in its next turn, and focuses nothing hidden.
        QTimer.singleShot(0, self._focus_first)

    def speak(self) -> None:
        """Say everything in the language of now."""
        tr = self.tr_
        self._heading.setText(self.heading_text(tr))
        self._lead.setText(self.lead_text(tr))
        self.notice.retranslate(tr)
        self.retranslate(tr)
        self.refresh()
        self.announce()

    # What a subclass uses

    @property
    def tr_(self) -> Translator:
        """The translator of now (`QObject.tr` is Qt's)."""
        return self.translation.tr

    def send(self, event: Event) -> None:
        """Tell the core what happened."""
        self.attempt(lambda: self.session.send(event))
        self.announce()

    def announce(self) -> None:
        """Show what is still missing, and let the wizard ask `isComplete` again."""
        if self.built and self.hints:
            hints = dict.fromkeys(
                messages.hint(problem, self.tr_) for problem in self.session.problems(self.step)
            )
            self._hint.setText("\n".join(hints))
            self._hint.setVisible(bool(hints))
        self.completeChanged.emit()

    def attempt(self, work: Callable[[], Result]) -> Result | None:
        """The result of `work`; when the core refuses, its sentence is shown and None returned."""
        try:
            result = work()
        except AssentError as error:
            self.notice.show_error(error, self.tr_)
            return None
        self.notice.clear()
        return result

    def _focus_first(self) -> None:
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._heading = QLabel()
        self._heading.setObjectName("heading")
        self._heading.setWordWrap(True)
        self._lead = QLabel()
        self._lead.setObjectName("lead")
        self._lead.setWordWrap(True)
        self.notice = Notice()
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        # Shown once there is something to say; a label without a parent would show as a window.
        self._hint.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 12)
        outer.setSpacing(10)
        outer.addWidget(self._heading)
        outer.addWidget(self._lead)
        outer.addWidget(self.notice)
        body = self._make_body(outer)
        outer.addWidget(self._hint)
        self.foot = QVBoxLayout()
        outer.addLayout(self.foot)
        self.build(body)
        self.built = True

    def _make_body(self, outer: QVBoxLayout) -> QVBoxLayout:
        inner = QWidget()
        inner.setObjectName("body")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        if not self.scrolls:
            outer.addWidget(inner, 1)
            return body
        area = QScrollArea()
        area.setObjectName("page-scroll")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        return body
