"""From nothing to a wizard on screen."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from installer import __version__, host, logs, paths
from installer.errors import AssentError, Outcome
from installer.i18n import SOURCE_LANGUAGE
from installer.session import open_session
from ui.theme import STYLE, apply_theme
from ui.translation import Translation
from ui.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from installer.i18n import Language
    from installer.session import Session

_LOGGER = logging.getLogger(__name__)


def run(language: Language | None = None) -> int:
    """Open the wizard; return the exit status when its window has closed (design §11)."""
    logs.start(paths.state_root())
    app = make_application()
    translation = Translation(app, paths.translations_root())
    translation.switch(start_language(translation, language))
    try:
        session = open_session(language=translation.language, target=default_target(), later=True)
    except AssentError as error:
        return _refuse(error, translation)
    wizard = Wizard(session, translation)
    sys.excepthook = _reporter(wizard, translation)
    refusals: list[AssentError] = []
    wizard.refused.connect(refusals.append)
    wizard.show()
    app.exec()
    return _refuse(refusals[0], translation) if refusals else host.exit_status(outcome(session))


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
    system = (tag.partition("-")[0] for tag in QLocale.system().uiLanguages())
    wanted = (asked,) if asked is not None else tuple(system)
    return next((language for language in wanted if translation.speaks(language)), SOURCE_LANGUAGE)


def default_target() -> Path:
    """Where programs of this machine, or of this user, go."""
    if host.is_windows():  # pragma: no cover - reached on Windows only
        return Path(r"C:\Program Files") / "Assent"
    return Path.home() / "Assent"


def outcome(session: Session) -> Outcome:
    """How the run ended (design §11). Closing the window while nothing is installed cancels."""
    from installer.flow.state import Decision  # the end of the run, not its start

    if session.state.installed:
        return Outcome.SUCCESS
    return Outcome.DECLINED if session.state.decision is Decision.DECLINED else Outcome.CANCELLED


def _refuse(error: AssentError, translation: Translation) -> int:
    """Say why there is no wizard; return the exit status."""
    from ui.failure import FailureDialog

    FailureDialog(error, translation.tr).exec()
    return host.exit_status(error.outcome)


def _reporter(wizard: Wizard, translation: Translation) -> Callable[..., None]:
    """What a slot raises that nobody catches: kept in the log, shown, and the window stays usable."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        _LOGGER.error("ui.unexpected", exc_info=error)
        if isinstance(error, Exception):
            from ui.failure import FailureDialog

            FailureDialog(error, translation.tr, wizard).open()

    return report
