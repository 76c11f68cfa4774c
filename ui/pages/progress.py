"""Step 8: the install, its progress, and the way to stop it."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError, Code, Refused
from installer.flow.steps import Step
from installer.sentences.amounts import said
from ui import messages
from ui.icons import icon
from ui.marks import mark
from ui.pages.base import Page
from ui.pages.layout import pane_height
from ui.widgets.flowing import Flowing
from ui.widgets.wrapped_rows import WrappedRows
from ui.worker import InstallJob

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.install.transaction import InstallResult
    from installer.progress import Progress

_FULL = 1000
"""Steps of the bar; finer than its pixels."""

_WAITING: Final = ("circle", "muted")
_SIGNS: Final = {
    "stage": ("circle", "accent"),
    "commit": ("circle", "accent"),
    "installed": ("success", "accent"),
    "replaced": ("success", "accent"),
    "kept": ("success", "accent"),
    "removed": ("minus", "text"),
    "pending": ("warning", "text"),
}
"""Icon and role for what has become of a component; the words beside it say the same."""


class ProgressPage(Page):
    """Starts the install when it comes on screen. Cancel stops it, and everything is put back."""

    step: ClassVar[Step] = Step.PROGRESS
    scrolls: ClassVar[bool] = False
    commits: ClassVar[bool] = True
    hints: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._job: InstallJob | None = None
        self._last: Progress | None = None
        self._states: dict[str, str] = {}
        self._status = QLabel()
        self._status.setObjectName("status")
        self._status.setWordWrap(True)
        self._counts = QLabel()
        self._counts.setObjectName("muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, _FULL)
        # Letters half on the bar and half beside it have too little contrast in either half.
        self._bar.setTextVisible(False)
        self._list = QListWidget()
        self._list.setObjectName("component-list")
        WrappedRows(self._list)
        self._retry = QPushButton()
        self._retry.setObjectName("retry")
        mark(self._retry, "leading", value=True)
        self._review = QPushButton()
        self._review.setObjectName("to-review")
        self._after_failure = QWidget()
        row = Flowing(self._after_failure)
        row.addWidget(self._retry)
        row.addWidget(self._review)
        body.addWidget(self._status)
        body.addWidget(self._bar)
        body.addWidget(self._counts)
        body.addWidget(self._after_failure)
        body.addWidget(self._list, 1)
        self._retry.clicked.connect(self._start)
        self._review.clicked.connect(self._on_review_clicked)

    def heading_text(self, tr: Translator) -> str:
        return tr("Installing")

    def lead_text(self, tr: Translator) -> str:
        return tr(
            "Everything is verified before it is put in place. If anything fails, the files are put back."
        )

    def retranslate(self, tr: Translator) -> None:
        self._retry.setText(tr("&Try again"))
        self._review.setText(tr("Back to the &review"))
        self._bar.setAccessibleName(tr("Progress of the installation"))
        self._list.setAccessibleName(tr("Components"))

    def refresh(self) -> None:
        self._say_status()
        self._fill_list()

    def first_focus(self) -> QWidget | None:
        return self._list

    def set_tight(self, *, tight: bool) -> None:
        super().set_tight(tight=tight)
        pane_height(self._list, tight=tight)

    def enter(self) -> None:
        super().enter()
        # The core did not let everybody in who came: then there is nothing to start.
        if self.session.state.step is self.step and not self.busy:
            self._start()

    @property
    def busy(self) -> bool:
        """Whether the install is at work, or its end has not been told yet."""
        return self._job is not None

    def interrupt(self) -> bool:
        """Ask the running install to stop; the page stays until it has."""
        if self._job is None:
            return False
        self._job.request_cancel()
        self._say_status()
        return True

    def _start(self) -> None:
        plan = self.around.shown_plan()
        if plan is None:
            self._on_failed(Refused(Code.PLAN_STALE, path=self.session.state.target))
            return
        self._after_failure.hide()
        self.notice.clear()
        self._last = None
        self._states = {}
        self._job = InstallJob(self.session, plan, self)
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_succeeded)
        self._job.failed.connect(self._on_failed)
        self._bar.setValue(0)
        self.refresh()
        self._job.start()
        self.busy_changed.emit()

    def _on_progressed(self, progress: Progress) -> None:
        self._last = progress
        if self._states.get(progress.component) != progress.phase:
            self._states[progress.component] = progress.phase
            self._fill_list()
        self._bar.setValue(int(_FULL * progress.fraction))
        self._say_status()

    def _on_succeeded(self, result: InstallResult) -> None:
        self._states = {component.id: component.state for component in result.components}
        self._last = None
        self._finish_job()
        self._bar.setValue(_FULL)
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._finish_job()
        self._bar.setValue(0)
        self._last = None
        self._states = {}
        self.refresh()
        # What was shown must be looked at anew; once more it would be refused once more.
        stale = isinstance(error, AssentError) and error.code is Code.PLAN_STALE
        self._retry.setHidden(stale)
        mark(self._review, "leading", value=stale)
        self._after_failure.show()
        self.notice.tell(error)

    def _finish_job(self) -> None:
        if self._job is not None:
            self._job.wait()
            self._job.deleteLater()
            self._job = None
        self.busy_changed.emit()
        self.announce()

    def _say_status(self) -> None:
        self._status.setText(self._status_text(self.tr_))
        self._counts.setText(said(self._last, self.tr_) if self._last is not None else "")
        self._counts.setVisible(self._last is not None)
        # An empty bar would say that it goes on.
        self._bar.setVisible(self.busy or self.session.state.installed)

    def _status_text(self, tr: Translator) -> str:
        if self._job is None:
            return self._ended_text(tr)
        if self._job.cancelling:
            return tr("Stopping. Everything is being put back…")
        if self._last is None:
            return tr("Starting…")
        names = {component.id: component.name[tr.language] for component in self.session.components()}
        component = names.get(self._last.component, self._last.component)
        return messages.phase(self._last.phase, tr).format(component=component)

    def _ended_text(self, tr: Translator) -> str:
        state = self.session.state
        if not state.installed:
            return tr("The installation stopped.")
        return tr("Everything is in place.") if state.restart is None else " ".join(state.restart.words(tr))

    def _fill_list(self) -> None:
        """Each component and what has become of it."""
        tr = self.tr_
        words = messages.component_states(tr)
        self._list.clear()
        for component in self.session.components():
            state = self._states.get(component.id, "")
            name = component.name[tr.language]
            said_of = words.get(state, "")
            line = tr("{component} – {state}").format(component=name, state=said_of) if said_of else name
            QListWidgetItem(icon(*_SIGNS.get(state, _WAITING)), line, self._list)

    def _on_review_clicked(self) -> None:
        self.step_asked.emit(Step.REVIEW)
