"""What all nine pages share: how they are built, entered, translated and asked whether they are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from installer.errors import AssentError
from ui.widgets.page_scroll import page_scroll
from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent

    from installer.flow.state import Event
    from installer.flow.steps import Step
    from installer.i18n import Language, Translator
    from installer.install.plan import Plan
    from installer.session import Session
    from ui.page_notice import PageNotice
    from ui.pages.around import Around
    from ui.presentation_log import PresentationLog
    from ui.translation import Translation

Result = TypeVar("Result")

_MARGINS: Final = (24, 20, 24, 16)
_SPACING: Final = 10
_LOW_MARGINS: Final = (24, 8, 24, 8)
_LOW_SPACING: Final = 4
"""Pixels around and between the parts of a page: left, upper, right, lower."""
_LOW: Final = 600
_FEW_LINES: Final = 38
"""Height, in pixels and in lines, under which a page gives way: a window of 600 leaves it some 540 or 34."""

_BELOW_LEAD: Final = 2
"""Where the notice stands in the page."""


class Page(QWizardPage):
    """One step. Subclasses fill `build`, `retranslate` and `refresh`, and decide nothing.

    The contents are made on the first visit, so that nine pages cost the start no more than one.

    Signals:
        language_chosen(str): the person picked an interface language.
        moved_on(): the page has done its part and the wizard may show the next one.
        step_asked(Step): the page wants another step shown.
        changed(): the core was told something, or another language is spoken.
        busy_changed(): work outside this thread began or ended.
    """

    language_chosen = Signal(str)
    moved_on = Signal()
    step_asked = Signal(object)
    changed = Signal()
    busy_changed = Signal()

    step: ClassVar[Step]
    scrolls: ClassVar[bool] = True
    """Whether the contents scroll as a whole. Pages whose parts scroll themselves say no."""
    commits: ClassVar[bool] = False
    """Whether leaving the page forwards starts what cannot be gone back from."""

    gives_way: ClassVar[bool] = False
    """Whether heading and margins shrink in a low window, because what they frame needs the room."""

    hints: ClassVar[bool] = True
    """Whether the page says what is still missing. Where the program works, nothing is."""

    built: bool = False
    """Whether its parts stand. Of the class, for what Qt still tells a page that is being taken down."""

    around: Around
    """What the page is not alone with; the wizard sets it."""

    def __init__(self, session: Session, translation: Translation) -> None:
        super().__init__()
        self.session = session
        self.translation = translation
        self._notice: PageNotice | None = None
        self._compact = False
        self._following: QTimer | None = None
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

    @property
    def cancellable(self) -> bool:
        """Whether Cancel means something: not at the end, and not once all is in place."""
        at_end = self.session.following(self.step) is None
        return not at_end and not (self.session.loaded and self.session.state.is_over)

    def decline_text(self, _tr: Translator) -> str:
        """The label of the button beside the one that leads on; empty where there is none."""
        return ""

    def decline(self) -> None:
        """That button was pressed."""

    @property
    def plan(self) -> Plan | None:
        """The plan that this page has on screen; None where it has none."""
        return None

    def read_back(self) -> Mapping[Language, str]:
        """Digests of the wording that this page has on screen, by language; none where it has none."""
        return {}

    def interrupt(self) -> bool:
        """The person wants to close the window: stop what is under way. False when nothing is."""
        return False

    def set_compact(self, *, compact: bool) -> None:
        """In a low window: leave the room to what the page is about."""
        self._lead.setHidden(compact)
        self._outer.setContentsMargins(*(_LOW_MARGINS if compact else _MARGINS))
        self._outer.setSpacing(_LOW_SPACING if compact else _SPACING)

    # What the wizard calls

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The window may have become low, or high again."""
        super().resizeEvent(event)
        self._fit()
        if self._following is not None:
            self._following.start()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether Next is open: the core says."""
        return self.session.ready(self.step)

    def enter(self) -> None:
        """The page came on screen, forwards or backwards."""
        self.prepare()
        self._fit()
        self.attempt(lambda: self.session.enter(self.step))
        self.speak()
        # Qt shows what was added to a visible page in its next turn, and focuses nothing hidden.
        QTimer.singleShot(0, self._focus_first)

    def prepare(self) -> None:
        """Have the parts, still without words; nothing of it is on screen before `enter`."""
        if not self.built:
            self._build()

    def speak(self) -> None:
        """Say everything in the language of now."""
        tr = self.tr_
        self._heading.setText(self.heading_text(tr))
        self._lead.setText(self.lead_text(tr))
        if self._notice is not None:
            self._notice.retranslate(tr)
        self.retranslate(tr)
        self.refresh()
        self.announce()

    # What a subclass uses

    @property
    def log(self) -> PresentationLog:
        """Where to say what was on screen."""
        return self.around.find_log()

    @property
    def error(self) -> Exception | None:
        """What the page tells of now."""
        return None if self._notice is None else self._notice.error

    @property
    def tr_(self) -> Translator:
        """The translator of now (`QObject.tr` is Qt's)."""
        return self.translation.tr

    def send(self, event: Event, *, clears: bool = True) -> None:
        """Tell the core what happened; `clears` as in `attempt`."""
        self.attempt(lambda: self.session.send(event), clears=clears)
        self.announce()

    def announce(self) -> None:
        """Show what is still missing, and let the wizard ask `isComplete` again.

        By `changed`, not by QWizard's own `completeChanged`: that paints the whole window anew, at
        each step of the wheel through the text.
        """
        if self.built and self.hints:
            hints = self._missing_words()
            self.hint_label.setText("\n".join(hints))
            self.hint_label.setVisible(bool(hints))
        self.changed.emit()

    def _missing_words(self) -> tuple[str, ...]:
        problems = self.session.problems(self.step)
        if not problems:
            return ()
        from ui import messages  # the first page lacks nothing

        return tuple(dict.fromkeys(messages.hint(problem, self.tr_) for problem in problems))

    def attempt(self, work: Callable[[], Result], *, clears: bool = True) -> Result | None:
        """The result; None when the core refuses: its sentence stays until a success `clears` it."""
        try:
            result = work()
        except AssentError as error:
            self.notice.tell(error)
            return None
        if clears and self._notice is not None:
            self._notice.clear()
        return result

    @property
    def notice(self) -> PageNotice:
        """What tells of errors, under the heading. Made when it is first needed, which is mostly never."""
        if self._notice is None:
            from ui.page_notice import PageNotice

            self._notice = PageNotice(self.session, self.translation)
            self._notice.retranslate(self.tr_)
            self._outer.insertWidget(_BELOW_LEAD, self._notice)
        return self._notice

    def remark(self, text: str) -> None:
        """Say under the heading, quietly, what the person may want to know once."""
        from ui.remark import Remark

        self._outer.insertWidget(_BELOW_LEAD, Remark(text, self.tr_))

    def _focus_first(self) -> None:
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus()

    def _fit(self) -> None:
        low = self.gives_way and self.height() < max(_LOW, _FEW_LINES * self.fontMetrics().height())
        if self.built and low != self._compact:
            self._compact = low
            self.set_compact(compact=low)

    def _build(self) -> None:
        # Each has its parent from the start: what gets one later is styled anew, with all that is in it.
        self._heading = WrappedLabel("heading", self)
        self._lead = WrappedLabel("lead", self)
        self._lead.setIndent(0)
        self.hint_label = WrappedLabel("hint", self)
        self.hint_label.hide()
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(*_MARGINS)
        outer.setSpacing(_SPACING)
        outer.addWidget(self._heading)
        outer.addWidget(self._lead)
        body = self._make_body(outer)
        outer.addWidget(self.hint_label)
        self.foot = QVBoxLayout()
        outer.addLayout(self.foot)
        self.build(body)
        self.built = True

    def _make_body(self, outer: QVBoxLayout) -> QVBoxLayout:
        inner = QWidget(self)
        inner.setObjectName("body")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        if not self.scrolls:
            outer.addWidget(inner, 1)
            return body
        area, self._following = page_scroll(inner, self)
        outer.addWidget(area, 1)
        return body
