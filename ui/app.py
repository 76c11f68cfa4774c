"""From nothing to a wizard on screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from installer import __version__, errors, host, paths
from installer.errors import AssentError
from installer.i18n import SOURCE_LANGUAGE
from installer.session import open_session
from ui import single
from ui.places import default_target, own_folder
from ui.theme import STYLE, apply_theme
from ui.translation import Translation
from ui.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from installer.i18n import Language
    from installer.session import Session


def run(language: Language | None = None, *, acceptances: bool = False) -> int:
    """Open the wizard; return the exit status when its window has closed (design §11).

    With `acceptances` the window of what the log holds stands before it.
    """
    app = make_application()
    if single.hand_over(paths.state_root()):
        return host.exit_status(errors.Outcome.SUCCESS)
    translation = Translation(app, paths.translations_root())
    translation.switch(start_language(translation, language))
    try:
        session, wizard = make_wizard(translation, language)
    except AssentError as error:
        return _refuse(error, translation)
    sys.excepthook = _reporter(wizard, translation)
    companions = _Companions(wizard, translation, session, keep_language=language is not None)
    companions.acceptances = acceptances
    wizard.show()
    app.exec()
    refusal = companions.refusal
    return _refuse(refusal, translation) if refusal is not None else host.exit_status(outcome(session))


def make_wizard(translation: Translation, asked: Language | None = None) -> tuple[Session, Wizard]:
    """A wizard that is not on screen yet. Raises as `open_session` and `Wizard` for a later load.

    The agreement is read in the language asked for, else in one of the system's, else in the one spoken,
    as far as it is there in it; else in the governing one.
    """
    wanted = (*_wanted(asked), translation.language)
    session = open_session(language=wanted, target=default_target(), later=True)
    translation.switch(session.language)
    return session, Wizard(session, translation)


class _Companions:
    """What works beside the wizard once its first page is on screen, and what ends it."""

    def __init__(
        self, wizard: Wizard, translation: Translation, session: Session, *, keep_language: bool
    ) -> None:
        self.refusal: AssentError | None = None
        self.acceptances = False
        """Whether the window of what the log holds is wanted at once."""
        self._wizard = wizard
        self._translation = translation
        self._session = session
        self._keep_language = keep_language
        self._held: list[object] = []
        wizard.refused.connect(self._on_refused)
        wizard.opened.connect(self._on_opened)

    def _on_refused(self, error: AssentError) -> None:
        self.refusal = error

    def _on_opened(self) -> None:
        from ui.acceptances.doorway import Doorway
        from ui.keeping import Keeper
        from ui.listener import Listener

        self._translation.complete()
        listener = Listener(paths.state_root())
        listener.called.connect(self._on_called)
        keeper = Keeper(self._wizard, self._session, own_folder())
        keeper.restore(keep_language=self._keep_language)
        doorway = Doorway(self._wizard, self._session, self._translation)
        self._held += [listener, keeper, doorway]
        if self.acceptances:
            doorway.open()

    def _on_called(self) -> None:
        if self._wizard.isMinimized():
            self._wizard.showNormal()
        self._wizard.raise_()
        self._wizard.activateWindow()


def make_application() -> QApplication:
    """The one QApplication, with our look."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName("assent")
    app.setApplicationDisplayName("Assent")
    app.setApplicationVersion(__version__)
    apply_theme(app)
    return app


def start_language(translation: Translation, asked: Language | None) -> Language:
    """The language asked for, else the first of the system's that we speak, else English."""
    return next((language for language in _wanted(asked) if translation.speaks(language)), SOURCE_LANGUAGE)


def _wanted(asked: Language | None) -> tuple[Language, ...]:
    """What was asked for, else the system's, each with its script and region (`zh-Hant-TW`) and then less."""
    if asked is not None:
        return (asked,)
    tags = [tag.split("-") for tag in QLocale.system().uiLanguages()]
    return tuple("-".join(tag[:length]) for tag in tags for length in range(len(tag), 0, -1))


def outcome(session: Session) -> errors.Outcome:
    """How the run ended (design §11). Closing the window while nothing is installed cancels."""
    from installer.flow.state import Decision  # the end of the run, not its start

    if session.state.decision is Decision.DECLINED:
        return errors.Outcome.DECLINED
    return errors.Outcome.SUCCESS if session.state.is_over else errors.Outcome.CANCELLED


def _refuse(error: AssentError, translation: Translation) -> int:
    """Say why there is no wizard; return the exit status."""
    from ui.failure import FailureDialog

    FailureDialog(error, translation.tr).exec()
    return host.exit_status(error.outcome)


def _reporter(wizard: Wizard, translation: Translation) -> Callable[..., None]:
    """What a slot raises that nobody catches: kept in the log, shown, and the window stays usable."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        from installer import logs  # most runs write none

        logs.logger(__name__, paths.state_root()).error("ui.unexpected", exc_info=error)
        if isinstance(error, Exception):
            from ui.failure import FailureDialog

            FailureDialog(error, translation.tr, wizard).open()

    return report
