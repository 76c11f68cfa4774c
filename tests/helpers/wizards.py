"""A wizard on the shipped edition with a small bundle, and the way to bring it to a page.

Import `catalogues`, `translation` and `stage` into a `conftest.py` to have them as fixtures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from helpers.agreements import ROOT
from helpers.journeys import CORPORATE, EVA, open_on, small_bundle
from PySide6.QtWidgets import QAbstractButton, QLabel, QWizard

from installer.flow.state import PartiesEntered, SectionTicked, SelectionChanged
from installer.flow.steps import WIZARD, Step
from installer.terms.selected import Selection
from ui.keyboard import Keyboard
from ui.pages.agreement import AgreementPage
from ui.pages.choice import Choice
from ui.pages.review import ReviewPage
from ui.translation import Translation
from ui.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from installer.session import Session
    from ui.pages.base import Page

ONE_LANGUAGE = pytest.mark.parametrize("language", ["hu"])
"""For what is the same in each language."""

CATALOGUE = ROOT / "translations" / "hu" / "LC_MESSAGES" / "assent.po"


@dataclass
class Stage:
    """A wizard that is on screen, and hands on its keyboard."""

    qtbot: QtBot
    session: Session
    translation: Translation
    wizard: Wizard
    keys: Keyboard
    target: Path

    @property
    def page(self) -> Page:
        """The page on screen."""
        return self.wizard.current()

    @property
    def next_button(self) -> QAbstractButton:
        """The button that leads on from here, whatever its kind."""
        kinds = (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton)
        return next(button for kind in kinds if (button := self.wizard.button(kind)).isVisible())

    def settle(self) -> None:
        """Until the page on screen has the keyboard: Qt shows and focuses in the next turn of its loop."""
        self.qtbot.waitUntil(lambda: (first := self.page.first_focus()) is None or first.isVisible())
        self.wait_for_plan()
        self.qtbot.wait(1)

    def wait_for_plan(self) -> None:
        """Until the review, where that is on screen, has a plan for what its field says."""
        self.qtbot.waitUntil(lambda: not (isinstance(self.page, ReviewPage) and self.page.working))

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """The widget of that name on the page on screen."""
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), f"no {name}"
        return found

    def go_on(self) -> None:
        """Press the button that leads on, by keyboard."""
        self.settle()
        assert self.next_button.isEnabled(), (self.page, self.page.notice.error)
        self.keys.activate(self.next_button)
        self.settle()

    def bring_to(self, step: Step, products: tuple[str, ...] = CORPORATE) -> Page:
        """Say what the steps before `step` need, and go there. Decides nothing by itself."""
        order = WIZARD.index(step)
        if order > WIZARD.index(Step.PARTIES):
            self.session.send(PartiesEntered(EVA))
        if order > WIZARD.index(Step.PRODUCTS):
            self.session.send(SelectionChanged(Selection(products=products)))
        if order > WIZARD.index(Step.AGREEMENT):
            self.wizard.go_to(Step.AGREEMENT)
            self.wait_for_text()
            for section in self.session.determination.sections:
                self.session.send(SectionTicked(section, ticked=True))
        self.wizard.go_to(Step.ACCEPTANCE if order > WIZARD.index(Step.ACCEPTANCE) else step)
        self.settle()
        if order > WIZARD.index(Step.ACCEPTANCE):
            self.accept()
        if order > WIZARD.index(Step.REVIEW):
            self.go_on()
        assert self.page.step is (Step.PROGRESS if step is Step.FINISH else step)
        if step is Step.FINISH:
            self.wait_for_install()
            self.go_on()
        return self.page

    def wait_for_text(self) -> None:
        """Until the reader on the page shows the wording, and will not be laid out again by itself.

        What scrolls before that is put back to the place where the text was.
        """
        page = self.page
        assert isinstance(page, AgreementPage)
        self.qtbot.waitUntil(lambda: set(page.reader.read_back()) <= set(self.session.edition.languages))
        self.qtbot.waitUntil(lambda: page.reader.view.pair.is_settled)

    def affirm_all(self) -> None:
        """Tick every affirmation, by keyboard."""
        self.settle()
        for affirmation in self.session.affirmations():
            self.keys.activate(self.find(QAbstractButton, f"tick-{affirmation.id}"))

    def accept(self) -> None:
        """Tick everything and accept, by keyboard."""
        self.affirm_all()
        self.go_on()

    def wait_for_install(self) -> None:
        """Until the install on the page has ended, one way or the other."""
        self.qtbot.waitUntil(lambda: not self.page.busy, timeout=10_000)

    def speak(self, language: str) -> None:
        """Change the language as the wizard's own chooser does; Qt tells the windows in its next turn."""
        self.wizard._on_language_chosen(language)
        heading = self.page.heading_text(self.translation.tr)
        self.qtbot.waitUntil(lambda: self.wizard.windowTitle().startswith(heading))

    def words(self) -> list[str]:
        """Every word that is on screen in labels and buttons, without shortcut marks.

        A choice of a language speaks that language, so choices are left out.
        """
        kinds = (QLabel, QAbstractButton)
        shown = [widget for kind in kinds for widget in self.wizard.findChildren(kind) if widget.isVisible()]
        return [
            widget.text().replace("&", "")
            for widget in shown
            if widget.text() and not isinstance(widget.parent(), Choice)
        ]


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Hungarian catalogue, compiled from what stands in the repository."""
    folder = tmp_path_factory.mktemp("translations")
    compiled = folder / "hu" / "LC_MESSAGES" / "assent.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, compiled.open("wb") as made:
        write_mo(made, read_po(source))
    return folder


@pytest.fixture
def translation(qapp: QApplication, catalogues: Path) -> Iterator[Translation]:
    """Speaks English at first, and leaves no translator behind."""
    spoken = Translation(qapp, catalogues)
    yield spoken
    spoken.switch("en")


@pytest.fixture(params=["hu", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Both languages, one after the other."""
    return str(request.param)


@pytest.fixture
def stage(qtbot: QtBot, translation: Translation, tmp_path: Path, language: str) -> Stage:
    """A wizard on its first page."""
    translation.switch(language)
    target = tmp_path / "target"
    bundle = small_bundle(tmp_path / "bundle", "management-server", "smart-client", "access")
    return show_wizard(qtbot, translation, open_on(target, bundle, language=language), target)


def show_wizard(qtbot: QtBot, translation: Translation, session: Session, target: Path) -> Stage:
    """A wizard of this session on screen, with the keyboard."""
    wizard = Wizard(session, translation)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    return Stage(qtbot, session, translation, wizard, Keyboard(wizard), target)
