"""Drives the wizard by keyboard alone through every page, with a picture of each (`python -m ui.tour`).

It is the same wizard with the same session as for a person; what a key cannot reach, the tour cannot
do. It ends with an installed target and a receipt that verifies, or with a status other than 0.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QWidget, QWizard

from installer import paths
from installer.errors import AssentError
from installer.evidence.verify import verify
from installer.flow.steps import Step
from installer.session import open_session
from ui.app import make_application
from ui.keyboard import Keyboard, TourFailed
from ui.translation import Translation
from ui.widgets.reader_column import ReaderColumn
from ui.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QMessageLogContext

    from installer.i18n import Language
    from installer.session import Session

LANGUAGES: Final = ("hu", "en")

_NOT_OURS: Final = "This plugin does not support "
"""Qt's screenless platform says so of some window functions."""
_POLL: Final = 10
"""Milliseconds between two looks at a condition."""
_LIMIT: Final = 60_000
"""Milliseconds after which a condition will not come true any more."""
_MOST_PAGES: Final = 400
_WORDS: Final = {"actor.name": "Kovács Anna", "actor.email": "anna.kovacs@example.com"}
_RELEASE: Final = "2025 R1"


class Tour:
    """One walk in one language."""

    def __init__(self, session: Session, translation: Translation, language: Language, out: Path) -> None:
        self._session = session
        self._translation = translation
        self._language = language
        self._out = out
        self.wizard = Wizard(session, translation)
        self._keys = Keyboard(self.wizard)

    def walk(self) -> None:
        """All pages, from the first to the last. Raises TourFailed where something does not hold."""
        self.wizard.show()
        self.wizard.activateWindow()
        # Only an active window has the keyboard.
        self._expect(_until(self.wizard.isActiveWindow), "the window did not become active")
        visits: dict[Step, Callable[[], None]] = {
            Step.LANGUAGE: self._choose_language,
            Step.PARTIES: self._say_who,
            Step.PRODUCTS: self._choose_products,
            Step.TERMS: self._read_terms,
            Step.AGREEMENT: self._read_agreement,
            Step.ACCEPTANCE: self._affirm,
            Step.PROGRESS: self._wait_for_install,
        }
        for number, step in enumerate(self._session.steps(), start=1):
            self._expect(self.wizard.current().step is step, f"the page {step} is not on screen")
            visits.get(step, _nothing)()
            self._take_picture(number, step)
            if step is not Step.FINISH:
                self._expect(self.wizard.current().isComplete(), f"the page {step} is not complete")
                self._go_on()
        self._check_receipts()
        self._keys.activate(self.wizard.button(QWizard.WizardButton.FinishButton))

    def _choose_language(self) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._translation.language != self._language:
                self._keys.press(key)
        self._expect(self._translation.language == self._language, "the language did not change at once")

    def _say_who(self) -> None:
        for name, text in _WORDS.items():
            self._keys.go_to(self._child(QLineEdit, name))
            self._keys.write(text)

    def _choose_products(self) -> None:
        """The first system that the bundle can install, and everything else in it."""
        tree = self._child(QTreeWidget, "product-list")
        for product in _products_to_install(self._session):
            self._keys.go_to(self._child(QLineEdit, "product-search"))
            self._keys.write(self._session.catalogue.product(product).name[self._language])
            self._keys.go_to(tree)
            self._keys.press(Qt.Key.Key_Home)
            self._keys.press(Qt.Key.Key_Down)
            self._keys.press(Qt.Key.Key_Space)
            self._expect(product in self._session.state.selection.products, f"{product} was not ticked")
        self._keys.go_to(self._child(QLineEdit, "product-search"))
        self._keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._keys.press(Qt.Key.Key_Delete)
        self._keys.go_to(self._child(QLineEdit, "release"))
        self._keys.write(_RELEASE)

    def _read_terms(self) -> None:
        self._keys.go_to(self._child(QWidget, "determination"))
        self._keys.press(Qt.Key.Key_Tab)
        self._keys.press(Qt.Key.Key_Return)

    def _read_agreement(self) -> None:
        """Leaf through the text until every section that applies was on screen."""
        page = self.wizard.current()
        self._keys.go_to(next(view for view in page.findChildren(ReaderColumn) if view.isVisible()))
        for _ in range(_MOST_PAGES):
            if page.isComplete():
                break
            self._keys.press(Qt.Key.Key_PageDown)
            _settle()

    def _affirm(self) -> None:
        for affirmation in self._session.affirmations():
            self._keys.activate(self._child(QWidget, f"tick-{affirmation.id}"))

    def _wait_for_install(self) -> None:
        page = self.wizard.current()
        self._expect(_until(lambda: not page.busy), "the install did not end")
        self._expect(self._session.state.installed, "nothing was installed")

    def _go_on(self) -> None:
        buttons = (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton)
        visible = [button for which in buttons if (button := self.wizard.button(which)).isVisible()]
        self._keys.activate(visible[0])
        _settle()

    def _check_receipts(self) -> None:
        self._expect(bool(self._session.issued()), "there is no receipt")
        for issued in self._session.issued():
            valid = verify(issued.receipt.read_bytes()).valid
            self._expect(valid, f"the receipt {issued.receipt} does not verify")
            _say(f"{self._language}: receipt valid: {issued.receipt}")

    def _take_picture(self, number: int, step: Step) -> None:
        _settle()
        path = self._out / f"{number:02}-{step.value}.png"
        self._expect(self.wizard.grab().save(str(path)), f"{path} was not written")
        _say(f"{self._language}: {path}")

    def _child(self, kind: type[QWidget], name: str) -> QWidget:
        found = self.wizard.current().findChild(kind, name)
        if not isinstance(found, QWidget):
            msg = f"the page has no {name}"
            raise TourFailed(msg)
        return found

    @staticmethod
    def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the thing that is asked
        if not holds:
            raise TourFailed(otherwise)


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk in every language asked for. 0 when everything held."""
    parser = argparse.ArgumentParser(prog="python -m ui.tour", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/tour"), help="folder for pictures and target")
    parser.add_argument("--language", action="append", help="hu or en; may be given twice")
    chosen = parser.parse_args(arguments)
    languages = tuple(chosen.language or LANGUAGES)
    complaints: list[str] = []
    with _listening(complaints):
        translation = Translation(make_application(), paths.translations_root())
        try:
            for language in languages:
                _walk(language, translation, chosen.out.resolve())
        except (TourFailed, AssentError) as failure:
            complaints.append(str(failure))
    for complaint in complaints:
        _say(f"tour failed: {complaint}")
    return 1 if complaints else 0


def _walk(language: Language, translation: Translation, out: Path) -> None:
    """One walk with a state folder and a target of its own. It starts in another language."""
    pictures, state, target = out / language, out / "state" / language, out / "target"
    for folder in (pictures, state, target):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    os.environ[paths.STATE_VARIABLE] = str(state)
    other = next(each for each in LANGUAGES if each != language)
    translation.switch(other)
    tour = Tour(open_session(language=other, target=target), translation, language, pictures)
    try:
        tour.walk()
    finally:
        tour.wizard.close()
        tour.wizard.deleteLater()


def _products_to_install(session: Session) -> list[str]:
    offered = {product for component in session.bundle().components for product in component.products}
    known = [product for product in session.catalogue.products if product.id in offered]
    systems = [product.id for product in known if product.host]
    return systems[:1] + [product.id for product in known if not product.host]


@contextmanager
def _listening(complaints: list[str]) -> Iterator[None]:
    """Whatever Qt warns of, and whatever a slot raises, fails the tour."""

    def on_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not text.startswith(_NOT_OURS):
            complaints.append(f"Qt: {text}")

    def on_exception(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        complaints.append(f"{kind.__name__}: {error}")

    hook, handler = sys.excepthook, qInstallMessageHandler(on_message)
    sys.excepthook = on_exception
    try:
        yield
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(handler)


def _settle() -> None:
    """Let everything that is due happen: layouts, paints, single-shot timers."""
    _until(lambda: False, limit=3 * _POLL)


def _until(holds: Callable[[], bool], limit: int = _LIMIT) -> bool:
    """Run the event loop until the condition holds; False when it never did."""
    loop, timer, deadline = QEventLoop(), QTimer(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if holds() else None)
    deadline.setSingleShot(True)
    deadline.timeout.connect(loop.quit)
    timer.start(_POLL)
    deadline.start(limit)
    loop.exec()
    return holds()


def _nothing() -> None:
    """A page where there is only something to see."""


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a program that talks to whoever runs it


if __name__ == "__main__":
    sys.exit(main())
