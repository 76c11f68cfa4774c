"""What all nine pages share: how they are built, entered, translated and asked whether they are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWizardPage

from installer.errors import AssentError
from ui.pages.layout import PageLayout, is_low, is_narrow, is_tight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        self._compact = self._narrow = False
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
        self._layout.set_compact(compact=compact)

    def set_tight(self, *, tight: bool) -> None:
        """The page scrolls as a whole, or no longer: parts that scroll by themselves need a height then."""
        self._layout.set_tight(tight=tight)

    def set_narrow(self, *, narrow: bool) -> None:
        """There is no room for two things side by side, or there is."""
        self._layout.set_narrow(narrow=narrow)

    # What the wizard calls

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The window may have become low, or high again."""
        super().resizeEvent(event)
        self._fit()
        if self.built and self._layout.following is not None:
            self._layout.following.start()

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
        if self._narrow:
            self._layout.break_words()
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
            self._layout.tell(self._notice)
        return self._notice

    def remark(self, text: str) -> None:
        """Say under the heading, quietly, what the person may want to know once."""
        from ui.remark import Remark

        self._layout.tell(Remark(text, self.tr_))

    def _focus_first(self) -> None:
        focus = self.first_focus()
        # What is told of an error has the keyboard already.
        if focus is not None and self.isVisible() and self.error is None:
            focus.setFocus()

    def _fit(self) -> None:
        if not self.built:
            return
        low, tight, narrow = self.gives_way and is_low(self), is_tight(self), is_narrow(self)
        if narrow != self._narrow:
            self._narrow = narrow
            self.set_narrow(narrow=narrow)
        if tight != self._layout.is_tight:
            focus: QWidget | None = self.window().focusWidget()
            self.set_tight(tight=tight)
            # What gets another place loses the keyboard, and can have it when it is shown again.
            if focus is not None and self.isAncestorOf(focus):
                QTimer.singleShot(0, focus, focus.setFocus)
        if narrow:
            self._layout.break_words()
        if low != self._compact:
            self._compact = low
            self.set_compact(compact=low)

    def _build(self) -> None:
        layout = self._layout = PageLayout(self, scrolls=self.scrolls)
        self._heading, self._lead, self.hint_label = layout.heading, layout.lead, layout.hint
        self.foot = layout.foot
        self.build(layout.body)
        self.built = True
