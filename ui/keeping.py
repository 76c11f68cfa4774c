"""Keeps what a person enters while they enter it, and gives it back after a run that broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from installer.flow.steps import Step
from ui.resume import Kept, ResumeFile, events, kept_of

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session
    from ui.wizard import Wizard

_PAUSE_MS: Final = 800
"""After the last change: a name is saved as a whole, not letter by letter."""


class Keeper(QObject):
    """Saves the entries of a wizard to the user's own folder; the file goes when the wizard closes."""

    def __init__(self, wizard: Wizard, session: Session, folder: Path) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._session = session
        self._file = ResumeFile(folder)
        self._last: Kept | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()

    def restore(self, *, keep_language: bool) -> None:
        """Give back what an earlier run left, as far as the core lets one come by it, and say so."""
        kept = self._file.load()
        edition = self._session.edition
        if kept is None or kept.edition != edition.id:
            self._file.remove()
            return
        for event in events(kept, edition.digest):
            self._session.send(event)
        if not keep_language:
            self._wizard.speak_language(kept.language)
        self._go_towards(kept.step)
        page = self._wizard.current()
        page.remark(page.tr_("What you had entered last time has been restored. Nothing had been accepted."))

    def _go_towards(self, step: Step) -> None:
        """As far as the core lets one, and not past the text: it has to come on screen again."""
        steps = self._session.steps()
        furthest = min(steps.index(step), steps.index(Step.AGREEMENT))
        for nearer in reversed(steps[: furthest + 1]):
            if nearer in self._wizard.open_steps():
                self._wizard.go_to(nearer)
                return

    def save(self) -> None:
        """Write what has changed since the last time."""
        edition = self._session.edition
        kept = kept_of(self._session.state, edition.id, edition.digest)
        if kept == self._last:
            return
        self._last = kept
        if kept is None:
            self._file.remove()
        else:
            self._file.save(kept)

    def _connect(self) -> None:
        self._wizard.changed.connect(self._pause.start)
        self._wizard.finished.connect(self._on_finished)
        self._pause.timeout.connect(self.save)

    def _on_finished(self) -> None:
        self._pause.stop()
        self._file.remove()
