"""The window: nine pages in the order of the flow, and the step list at their side (design §9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QWizard

from installer.errors import AssentError
from installer.flow.steps import Step
from ui.frame import Frame
from ui.pages.making import AHEAD, page_class
from ui.side import SidePanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from installer.i18n import Language
    from installer.install.plan import Plan
    from installer.session import Session
    from ui.pages.base import Page
    from ui.presentation_log import PresentationLog
    from ui.recording import Recorder
    from ui.translation import Translation

DEFAULT_SIZE: Final = QSize(1100, 760)
MINIMUM_SIZE: Final = QSize(760, 540)
"""Leaves room for a window frame and a task bar on a screen of 800×600."""

_FIRST_FRAME_MS: Final = 40
"""Two frames of an ordinary screen: what comes after a page waits until the page is really seen."""


class Wizard(QWizard):
    """Shows the flow's steps and passes on what the person does. It decides nothing.

    A page's number is the place of its step in `Session.steps()`.

    Signals:
        refused(AssentError): the text or its rules could not be loaded; the window closes.
        opened(): the first page is on screen, and the text and its rules are loaded.
        changed(): something was entered, or another page came.
    """

    refused = Signal(object)
    opened = Signal()
    changed = Signal()

    def __init__(self, session: Session, translation: Translation) -> None:
        super().__init__()
        self._session = session
        self._translation = translation
        self._travelling = False
        self._painted = False
        self._pages: dict[Step, Page] = {}
        self._recorder: Recorder | None = None
        self._side = SidePanel(session, translation, self)
        # Before the frame, which has Qt lay it out: what is laid out anew is styled anew.
        self.setSideWidget(self._side)
        self._frame = Frame(self)
        self._connect()
        self.page_of(session.steps()[0])
        self.setMinimumSize(MINIMUM_SIZE)
        self.resize(DEFAULT_SIZE)
        self._speak()

    @property
    def recorder(self) -> Recorder:
        """Notes what is on screen, from the first paint on."""
        if self._recorder is None:
            from ui.recording import Recorder

            self._recorder = Recorder(self)
        return self._recorder

    def page_of(self, step: Step) -> Page:
        """The page of a step, made when it is first asked for."""
        if step not in self._pages:
            page = page_class(step)(self._session, self._translation)
            page.around = self
            self._pages[step] = page
            self._listen_to(page)
            self.setPage(self._session.steps().index(step), page)
        return self._pages[step]

    def read_screen(self) -> Mapping[Language, str]:
        """See `Around`, as the next two."""
        return self.page_of(Step.AGREEMENT).read_back()

    def find_log(self) -> PresentationLog:
        """What is on screen, and was."""
        return self.recorder.log

    def shown_plan(self) -> Plan | None:
        """What the person saw when they pressed what starts the install."""
        return self.page_of(Step.REVIEW).plan

    def current(self) -> Page:
        """The page on screen."""
        return self.page_of(self._session.steps()[self.currentId()])

    def go_to(self, step: Step) -> None:
        """Show the page of `step`, where the core lets one go."""
        if self.current().busy or step not in self.open_steps():
            return
        target = self._session.steps().index(step)
        # By steps, not by `setCurrentId`: that leaves a history in which Back skips pages.
        self._travelling = True
        while target in self.visitedIds() and self.currentId() != target:
            self.back()
        while self.currentId() < target and self.nextId() >= 0 and self.current().isComplete():
            self.next()
        self._travelling = False
        self._on_current_id_changed(self.currentId())

    def open_steps(self) -> frozenset[Step]:
        """The steps that may be gone to from here without pressing a button that commits."""
        steps = self._session.steps()
        here = max(self.currentId(), 0)
        return frozenset(
            step
            for number, step in enumerate(steps)
            if self._session.reachable(step)
            and not any(self.page_of(between).commits for between in steps[here:number])
        )

    def nextId(self) -> int:  # noqa: N802 - Qt's name
        """The one place that says what comes after what: the core's answer, as a page number."""
        steps = self._session.steps()
        following = self._session.following(steps[max(self.currentId(), 0)])
        return -1 if following is None else steps.index(following)

    def validateCurrentPage(self) -> bool:  # noqa: N802 - Qt's name
        """The page before may decide what follows; so what follows is made only then."""
        self._log_leaving()
        if not super().validateCurrentPage():
            return False
        following = self._session.following(self.current().step)
        if following is not None:
            self.page_of(following)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """After the first paint the text and its rules are loaded, where that was left for later."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_FIRST_FRAME_MS, self._on_painted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window leaves the room to the page."""
        self._side.fit(event.size().width())
        super().resizeEvent(event)

    def reject(self) -> None:
        """Cancel, Escape or the window's cross: there may be work to stop first, or entries to lose."""
        if self.current().interrupt():
            return
        if self._session.loaded:
            from ui.closing import ClosingQuestion, would_lose  # nobody closes what is not open yet

            if would_lose(self._session.state):
                question = ClosingQuestion(self._session.state, self._translation.tr, self)
                question.accepted.connect(self.close_anyway)
                question.open()
                return
        super().reject()

    def close_anyway(self) -> None:
        """Close without a question."""
        super().reject()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language: say everything anew. Pages not on screen do it when they come."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def _connect(self) -> None:
        self.currentIdChanged.connect(self._on_current_id_changed)
        self.customButtonClicked.connect(self._on_custom_button_clicked)
        self._side.step_chosen.connect(self.go_to)
        self._side.language_chosen.connect(self._on_language_chosen)

    def _listen_to(self, page: Page) -> None:
        page.changed.connect(self._on_page_changed)
        page.language_chosen.connect(self._on_language_chosen)
        page.moved_on.connect(self.next)
        page.step_asked.connect(self.go_to)
        page.busy_changed.connect(self._on_page_changed)

    def _log_page(self) -> None:
        if self._painted:
            self.recorder.entered(self.current(), self._translation.tr)

    def _log_leaving(self) -> None:
        if self._painted:
            self.recorder.leaving(self.current(), self._translation.tr, self._session.state.parties)

    def _speak(self) -> None:
        tr = self._translation.tr
        self._frame.speak(tr)
        self._side.retranslate(tr)
        if self.currentId() >= 0:
            self.current().speak()
            self._log_page()
            self._show_around()

    def _show_around(self) -> None:
        """The title and the buttons, as the page on screen has them."""
        tr, page = self._translation.tr, self.current()
        self._frame.show_page(page, tr)
        title = self._session.cover.title[tr.language]
        self.setWindowTitle(tr("{page} – {title}").format(page=page.heading_text(tr), title=title))

    def _on_painted(self) -> None:
        from ui.collector import Collector  # for a window that is seen, as what follows
        from ui.theme import settle_theme
        from ui.widgets.page_scroll import watch_focus

        Collector(self)
        settle_theme()
        watch_focus()
        self._log_page()
        try:
            self._session.load()
        except AssentError as error:
            self.refused.emit(error)
            super().reject()
            return
        self._refresh_side()
        self.opened.emit()

    def _on_current_id_changed(self, number: int) -> None:
        if number < 0 or self._travelling:
            return
        self.current().enter()
        self._log_page()
        self._refresh_side()
        self._show_around()
        self.changed.emit()
        if self._session.following(self.current().step) in AHEAD:
            QTimer.singleShot(_FIRST_FRAME_MS, self._on_page_seen)

    def _on_page_seen(self) -> None:
        following = self._session.following(self.current().step)
        if following in AHEAD:
            self.page_of(following).prepare()

    def _on_page_changed(self) -> None:
        # Until the text is loaded there is the first page alone, which lacks nothing.
        if self._session.loaded and self.currentId() >= 0 and not self._travelling:
            page = self.current()
            self._frame.open_way(is_open=page.isComplete())
            self._refresh_side()
            self._frame.show_buttons(page, self._translation.tr)
            self.changed.emit()

    def _on_custom_button_clicked(self, _which: int) -> None:
        self._log_leaving()
        self.current().decline()

    def _refresh_side(self) -> None:
        page = self.current()
        still = page.busy or not self._session.loaded
        self._side.refresh(page.step, frozenset() if still else self.open_steps())

    def _on_language_chosen(self, language: Language) -> None:
        from installer.flow.state import LanguageChosen  # for when somebody chooses, not for the start

        self._session.send(LanguageChosen(language))
        self._translation.switch(language)

    def speak_language(self, language: Language) -> None:
        """Change the language, where it is one that can be chosen."""
        if language in self._session.cover.languages:
            self._on_language_chosen(language)
