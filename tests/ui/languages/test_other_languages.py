"""A wizard on an agreement in languages that the program has no words in: they are read, not spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EVA, small_bundle
from helpers.rented import PRODUCT, rented
from helpers.scripts_of_the_world import TEXTS
from helpers.wizards import Stage
from PySide6.QtWidgets import QLabel, QRadioButton, QToolButton
from shiboken6 import delete

from installer.errors import AssentError, Code
from installer.evidence.predicates import presentation_of
from installer.evidence.verify import verify
from installer.flow.state import PartiesEntered, SectionTicked, SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui import app
from ui.glyphs import without_glyph
from ui.keyboard import Keyboard
from ui.pages.acceptance import AcceptancePage
from ui.pages.agreement import AgreementPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.translation import Translation
    from ui.wizard import Wizard


@pytest.fixture
def open_in(
    translation: Translation, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Stage]]:
    """Opens a wizard on an agreement in these languages, as the program opens it.

    The translation outlives the wizard: a window of this agreement cannot speak a language it lacks.
    """

    def make(
        languages: tuple[str, ...],
        prevailing: str,
        *,
        spoken: str = "en",
        asked: str = "",
        texts: Mapping[str, str] | None = None,
    ) -> Stage:
        rented(tmp_path / "editions", languages, prevailing=prevailing, texts=texts)
        monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
        bundle = small_bundle(tmp_path / "bundle", "bit", products={"bit": (PRODUCT,)})
        monkeypatch.setattr("installer.paths.bundle_root", lambda: bundle)
        translation.switch(spoken)
        session, wizard = app.make_wizard(translation, asked or spoken)
        qtbot.addWidget(wizard)
        made.append(wizard)
        with qtbot.waitSignal(wizard.opened):
            wizard.show()
        wizard.activateWindow()
        qtbot.waitUntil(wizard.isActiveWindow)
        return Stage(qtbot, session, translation, wizard, Keyboard(wizard), tmp_path / "target")

    made: list[Wizard] = []
    yield make
    for wizard in made:
        delete(wizard)


HIEROGLYPH = "\U00013080"
"""No font that a desktop comes with has it."""


def choices(stage: Stage) -> dict[str, QRadioButton]:
    return {button.text(): button for button in stage.page.findChildren(QRadioButton)}


def read(stage: Stage) -> AgreementPage:
    """Go to the text."""
    stage.wizard.go_to(Step.PARTIES)
    stage.session.send(PartiesEntered(EVA))
    stage.wizard.go_to(Step.PRODUCTS)
    stage.session.send(SelectionChanged(Selection(products=(PRODUCT,))))
    stage.wizard.go_to(Step.AGREEMENT)
    stage.wait_for_text()
    page = stage.page
    assert isinstance(page, AgreementPage)
    return page


def accept_all(stage: Stage) -> None:
    """Go through every page up to the acceptance."""
    read(stage)
    for section in stage.session.determination.sections:
        stage.session.send(SectionTicked(section, ticked=True))
    stage.wizard.go_to(Step.ACCEPTANCE)
    stage.settle()
    assert isinstance(stage.page, AcceptancePage)


@pytest.mark.parametrize("spoken", ["hu", "en"])
def test_a_language_that_is_not_spoken_can_be_read(open_in: Callable[..., Stage], spoken: str) -> None:
    stage = open_in(("de", "fr"), "fr", spoken=spoken)
    assert list(choices(stage)) == ["Deutsch", "Français"]
    assert (stage.session.language, stage.translation.tr.spoken) == ("fr", spoken)

    choices(stage)["Deutsch"].click()
    stage.qtbot.waitUntil(lambda: "de title" in stage.words())
    assert (stage.session.language, stage.translation.language) == ("de", "de")
    assert stage.translation.tr.spoken == spoken
    assert stage.page.heading_text(stage.translation.translator(spoken)) in stage.words()


def test_each_choice_says_what_the_wizard_itself_speaks(open_in: Callable[..., Stage]) -> None:
    stage = open_in(("de", "en"), "de", asked="de")
    said = {name: button.accessibleDescription() for name, button in choices(stage).items()}
    assert "English" in said["Deutsch"]
    assert said["Deutsch"] != said["English"]


def test_the_language_asked_for_is_read_where_the_agreement_has_it(open_in: Callable[..., Stage]) -> None:
    assert open_in(("de", "fr", "en"), "de", spoken="en", asked="fr").session.language == "fr"


def test_the_governing_language_is_read_where_no_other_is_wished(open_in: Callable[..., Stage]) -> None:
    stage = open_in(("fr", "de"), "de", spoken="hu")
    assert stage.session.language == "de"
    assert stage.page.findChildren(QLabel)


@pytest.mark.parametrize(
    "steps",
    [
        (("de", "hu"), ("en", "en"), ("de", "en"), ("hu", "hu")),
        (("de", "en"), ("en", "en"), ("hu", "hu"), ("en", "en")),
    ],
)
def test_a_spoken_language_is_spoken_again_after_one_that_is_only_read(
    open_in: Callable[..., Stage], steps: tuple[tuple[str, str], ...]
) -> None:
    stage = open_in(("de", "en", "hu"), "de", spoken=steps[0][1])
    for language, spoken in steps:
        button = next(
            button for button in stage.wizard.findChildren(QToolButton) if button.text() == language.upper()
        )
        button.click()
        heading = stage.page.heading_text(stage.translation.translator(spoken))
        stage.qtbot.waitUntil(lambda heading=heading: stage.wizard.windowTitle().startswith(heading))
        stage.qtbot.waitUntil(lambda language=language: f"{language} title" in stage.words())


def test_every_page_up_to_the_decision_stands_in_the_language_read(open_in: Callable[..., Stage]) -> None:
    stage = open_in(("ar", "de"), "de", asked="ar")
    accept_all(stage)
    assert [label for label in stage.words() if label.startswith("ar ")]
    stage.accept()
    (issued,) = stage.session.issued()
    assert issued.receipt.exists()


def test_the_record_names_the_language_that_the_labels_are_in(open_in: Callable[..., Stage]) -> None:
    stage = open_in(("fr", "de"), "de", asked="fr")
    accept_all(stage)
    stage.accept()
    (issued,) = stage.session.issued()
    statement = verify(issued.receipt.read_bytes()).statement
    assert statement is not None
    said = presentation_of(statement.predicate)
    assert said is not None
    assert said.language == "en"
    assert {visit.language for visit in said.pages} == {"en"}
    assert set(said.read_back) == {"fr", "de"}


def test_equal_languages_are_not_called_translations(open_in: Callable[..., Stage]) -> None:
    page = read(open_in(("de", "fr"), "none"))
    names = [column.accessibleName() for column in page.reader.view.shown_columns()]
    assert all("translation" not in name for name in names), names


def test_a_text_that_no_font_can_show_does_not_come_on_screen(open_in: Callable[..., Stage]) -> None:
    stage = open_in(("de", "fr"), "de", texts={"fr": TEXTS["fr"].replace("30", HIEROGLYPH)})
    page = read(stage)
    assert page.boxes.isVisible()
    assert isinstance(page.boxes.error, AssentError)
    assert page.boxes.error.code is Code.TEXT_IN_BOXES
    assert page.boxes.error.facts["characters"] == "EGYPTIAN HIEROGLYPH D010 (U+13080)"
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.seen))
    assert {language for _, language in stage.session.state.seen} == {"de"}


def test_nothing_is_said_where_every_character_has_its_glyph(open_in: Callable[..., Stage]) -> None:
    page = read(open_in(("de", "fr"), "de"))
    assert page.boxes.isHidden()
    assert page.boxes.error is None


def test_characters_that_are_not_seen_in_any_case_need_no_glyph(qapp: QApplication) -> None:
    assert without_glyph(["a b\nű", HIEROGLYPH * 2], qapp.font()) == HIEROGLYPH
