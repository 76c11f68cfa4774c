from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from helpers.wizards import CATALOGUE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWizard

from installer.flow.steps import WIZARD, Step
from ui.widgets.step_list import StepList

if TYPE_CHECKING:
    from helpers.wizards import Stage

BEFORE_DECISION = WIZARD[: WIZARD.index(Step.ACCEPTANCE) + 1]


def test_it_opens_on_the_first_step_of_the_flow(stage: Stage) -> None:
    assert stage.page.step is WIZARD[0]
    assert stage.session.state.step is WIZARD[0]


def test_there_is_one_page_for_each_step_in_the_flows_order(stage: Stage) -> None:
    for step in stage.session.steps():
        stage.wizard.page_of(step)
    pages = [stage.wizard.page(number) for number in stage.wizard.pageIds()]
    assert [page.step for page in pages] == list(stage.session.steps())


def test_pages_are_made_when_they_are_first_shown(stage: Stage) -> None:
    assert stage.wizard.pageIds() == [0]
    stage.go_on()
    assert stage.wizard.pageIds() == [0, 1]


def test_the_text_has_its_place_made_while_one_looks_at_the_page_before(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    number = WIZARD.index(Step.AGREEMENT)
    stage.qtbot.waitUntil(lambda: stage.wizard.page(number) is not None and stage.wizard.page(number).built)
    assert stage.session.state.step is Step.TERMS
    assert number not in stage.wizard.visitedIds()
    assert stage.wizard.page_of(Step.AGREEMENT).read_back() == {}


def test_what_follows_is_what_the_core_says(stage: Stage) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    assert stage.wizard.nextId() == WIZARD.index(Step.REVIEW)
    stage.keys.activate(stage.wizard.button(QWizard.WizardButton.CustomButton1))
    assert stage.page.step is Step.FINISH
    assert stage.wizard.nextId() == -1


def test_the_button_that_leads_on_is_closed_while_the_core_says_so(stage: Stage) -> None:
    stage.go_on()
    assert stage.page.step is Step.PARTIES
    assert not stage.next_button.isEnabled()
    assert not stage.page.isComplete()


def test_every_step_is_announced_to_the_core(stage: Stage) -> None:
    for step in BEFORE_DECISION:
        stage.bring_to(step)
        assert stage.session.state.step is step


def test_the_step_list_goes_back_and_forth_by_keyboard(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    steps = stage.wizard.findChild(StepList)
    stage.keys.go_to(steps)
    stage.keys.press(Qt.Key.Key_Home)
    stage.keys.press(Qt.Key.Key_Return)
    assert stage.page.step is Step.LANGUAGE
    stage.keys.go_to(steps)
    stage.keys.press(Qt.Key.Key_Down)
    stage.keys.press(Qt.Key.Key_Down)
    stage.keys.press(Qt.Key.Key_Return)
    assert stage.page.step is Step.PRODUCTS
    # The way was walked, not jumped: Back leads through every page.
    assert stage.wizard.visitedIds() == [0, 1, 2]


@pytest.mark.parametrize("step", [Step.ACCEPTANCE, Step.REVIEW, Step.PROGRESS, Step.FINISH])
def test_the_step_list_never_decides(stage: Stage, step: Step) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    stage.affirm_all()
    stage.wizard.go_to(step)
    assert stage.page.step is Step.ACCEPTANCE
    assert stage.session.issued() == ()


def test_the_step_list_does_not_start_the_install(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    assert stage.session.reachable(Step.PROGRESS)
    stage.wizard.go_to(Step.PROGRESS)
    assert stage.page.step is Step.REVIEW
    assert not stage.target.exists()


def test_what_was_accepted_cannot_be_gone_back_to(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    assert not stage.wizard.button(QWizard.WizardButton.BackButton).isEnabled()
    stage.wizard.go_to(Step.PARTIES)
    assert stage.page.step is Step.REVIEW


def test_back_leads_to_the_page_before_with_its_entries(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    stage.keys.activate(stage.wizard.button(QWizard.WizardButton.BackButton))
    assert stage.page.step is Step.PARTIES
    assert stage.session.state.parties.actor.name == "Kiss Éva"


@pytest.mark.parametrize("step", [*BEFORE_DECISION, Step.REVIEW, Step.FINISH])
def test_no_english_is_left_in_a_hungarian_wizard(stage: Stage, step: Step) -> None:
    """On every page the language is changed at once, there and back."""
    with CATALOGUE.open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if isinstance(message.id, str)}
    english = {text.replace("&", "") for text, hungarian in catalogue.items() if text and text != hungarian}
    stage.bring_to(step)
    stage.speak("en")
    assert english.intersection(stage.words())
    stage.speak("hu")
    assert not english.intersection(stage.words())


def test_the_language_changes_from_the_side_on_any_page(stage: Stage, language: str) -> None:
    other = {"hu": "en", "en": "hu"}[language]
    stage.bring_to(Step.PARTIES)
    heading = stage.page.heading_text(stage.translation.translator(other))
    button = next(
        button
        for button in stage.wizard.findChildren(QAbstractButton, "segment")
        if button.text() == other.upper() and button.isVisible()
    )
    stage.keys.activate(button)
    assert stage.translation.language == other
    assert stage.session.state.language == other
    stage.qtbot.waitUntil(lambda: heading in stage.words())
    stage.keys.press(Qt.Key.Key_Space)
    assert button.isChecked()
    assert stage.translation.language == other


def test_the_window_says_where_one_is(stage: Stage) -> None:
    stage.bring_to(Step.PARTIES)
    heading = stage.page.heading_text(stage.translation.tr)
    assert stage.wizard.windowTitle().startswith(heading)


@pytest.mark.parametrize("step", [*BEFORE_DECISION, Step.REVIEW, Step.FINISH])
def test_every_page_fits_a_screen_of_800_by_600(stage: Stage, step: Step) -> None:
    stage.wizard.resize(800, 600)
    stage.bring_to(step)
    assert stage.wizard.width() <= 800
    assert stage.wizard.height() <= 600
    assert stage.page.minimumSizeHint().width() <= stage.page.width()


def test_a_narrow_window_shows_only_the_numbers_of_the_steps(stage: Stage) -> None:
    steps = stage.wizard.findChild(StepList)
    wide = steps.width()
    stage.wizard.resize(800, 600)
    assert steps.width() < wide
    stage.wizard.resize(1100, 760)
    stage.qtbot.waitUntil(lambda: steps.width() == wide)


def test_escape_closes_the_window_when_nothing_is_under_way(stage: Stage) -> None:
    stage.keys.press(Qt.Key.Key_Escape)
    assert not stage.wizard.isVisible()
    assert stage.session.issued() == ()


def test_every_control_of_the_first_pages_has_a_name(stage: Stage) -> None:
    for step in BEFORE_DECISION:
        stage.bring_to(step)
        nameless = [
            widget
            for widget in stage.page.findChildren(QAbstractButton)
            if widget.isVisible()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not (widget.text() or widget.accessibleName())
        ]
        assert nameless == [], step
