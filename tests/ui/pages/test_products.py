from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EVA, open_on
from helpers.wizards import show_wizard
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QTextBrowser, QTreeWidget, QTreeWidgetItemIterator

from installer.errors import Code
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui.answers import AnswerView
from ui.citation import clause_name, section_name
from ui.clause_view import ClauseDialog
from ui.pages.questions import FactBox, NumberBox

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

    from ui.translation import Translation


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PRODUCTS)
    return stage


def visible_products(stage: Stage) -> list[str]:
    tree = stage.find(QTreeWidget, "product-list")
    items = [item.value() for item in QTreeWidgetItemIterator(tree)]
    return [item.text(0) for item in items if item.parent() is not None and not item.isHidden()]


def search(stage: Stage, words: str) -> None:
    stage.keys.go_to(stage.find(QLineEdit, "product-search"))
    stage.keys.write(words)


def tick(stage: Stage, product: str) -> None:
    search(stage, stage.session.catalogue.product(product).name[stage.translation.language])
    stage.keys.go_to(stage.find(QTreeWidget, "product-list"))
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space):
        stage.keys.press(key)


def answer(stage: Stage) -> str:
    return stage.find(QTextBrowser, "consequences").toPlainText()


def test_every_product_of_the_edition_is_listed_under_its_group(page: Stage) -> None:
    assert len(visible_products(page)) == len(page.session.products())


def test_the_search_leaves_what_was_asked_for(page: Stage) -> None:
    search(page, "lpr")
    found = visible_products(page)
    assert found
    assert [name for name in found if "LPR" not in name] == []
    search(page, "no such product")
    assert visible_products(page) == []


def test_a_search_that_finds_nothing_says_so_and_what_to_do(
    page: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    tr = page.translation.tr
    search(page, "Nichts")
    said = tr("No product is called “{text}”.").format(text="Nichts")
    assert said in page.words()
    assert tr("Look for a part of its name, or clear the search.") in page.words()
    assert len(heard) == 1, "once, not at each letter"
    assert not page.find(QTreeWidget, "product-list").isVisible()
    search(page, "lpr")
    assert page.find(QTreeWidget, "product-list").isVisible()
    assert said not in page.words()


def test_a_sentence_that_rests_on_many_clauses_names_the_first_and_folds_the_others(page: Stage) -> None:
    for product in ("xprotect-access", "xprotect-lpr", "xprotect-smart-client"):
        tick(page, product)
    session, tr = page.session, page.translation.tr
    cited = session.terms.outlook(session.determination).questions.host
    names = [clause_name(session.edition, clause, tr) for clause in cited]
    assert len(names) > 3
    count = len(names) - 2
    more = tr.n("{count} more clause", "{count} more clauses", count).format(count=count)
    shown = answer(page).replace("\N{NO-BREAK SPACE}", " ")
    assert f"{names[0]} · {names[1]} · {more}".replace("\N{NO-BREAK SPACE}", " ") in shown
    view = page.find(AnswerView, "consequences")
    assert isinstance(view, AnswerView)
    view.anchorClicked.emit(QUrl(f"more:{','.join(cited)}"))
    shown = answer(page).replace("\N{NO-BREAK SPACE}", " ")
    assert " · ".join(names).replace("\N{NO-BREAK SPACE}", " ") in shown
    assert more not in shown


def test_a_tick_reaches_the_core_and_shows_what_comes_along(page: Stage) -> None:
    assert not page.next_button.isEnabled()
    tick(page, "xprotect-corporate")
    assert page.session.state.selection.products == ("xprotect-corporate",)
    for component in page.session.components():
        assert component.name[page.translation.language] in answer(page)
    assert page.next_button.isEnabled()


def test_a_conflict_shows_at_once_with_its_clause(page: Stage) -> None:
    tick(page, "xprotect-essential-plus")
    tick(page, "xprotect-access")
    conflicts = page.session.determination.conflicts
    assert conflicts
    assert conflicts[0].text[page.translation.language] in answer(page)
    page.keys.go_to(page.find(QTextBrowser, "consequences"))
    page.keys.press(Qt.Key.Key_Tab)
    page.keys.press(Qt.Key.Key_Return)
    assert page.page.findChild(ClauseDialog) is not None


def test_a_release_that_is_none_is_told_at_its_field(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    page.keys.go_to(page.find(QLineEdit, "release"))
    page.keys.write("soon")
    page.keys.press(Qt.Key.Key_Tab)
    shown = [label.text() for label in page.page.findChildren(QLabel, "field-error") if label.isVisible()]
    assert "soon" in "".join(shown)
    assert not page.next_button.isEnabled()
    page.keys.go_to(page.find(QLineEdit, "release"))
    page.keys.write("2025 R1")
    assert page.session.state.selection.release == "2025 R1"
    assert page.next_button.isEnabled()


def test_the_host_is_chosen_by_keyboard(page: Stage) -> None:
    tick(page, "xprotect-access")
    page.keys.go_to(page.find(QComboBox, "host"))
    page.keys.press(Qt.Key.Key_Down)
    assert page.session.state.selection.host == "xprotect-corporate"
    page.keys.press(Qt.Key.Key_End)
    assert str(page.session.state.selection.host).startswith("oem:")
    page.keys.press(Qt.Key.Key_Home)
    assert page.session.state.selection.host is None


def test_a_missing_bundle_is_told_when_it_is_needed(
    qtbot: object, translation: Translation, tmp_path: Path
) -> None:
    session = open_on(tmp_path / "target", tmp_path / "no-bundle", language="en")
    stage = show_wizard(qtbot, translation, session, tmp_path / "target")  # type: ignore[arg-type]
    stage.bring_to(Step.PRODUCTS)
    tick(stage, "xprotect-corporate")
    assert stage.page.notice.error.code is Code.BUNDLE_MISSING


def test_a_selection_made_before_is_kept_when_the_page_is_first_shown(stage: Stage) -> None:
    stage.session.send(PartiesEntered(EVA))
    stage.session.send(SelectionChanged(Selection(products=("xprotect-corporate",), facts={"maps": True})))
    stage.bring_to(Step.PRODUCTS)
    assert stage.session.state.selection.products == ("xprotect-corporate",)
    assert stage.find(FactBox, "maps").value is True


def test_a_conflict_says_what_to_change_and_the_step_can_be_taken(page: Stage) -> None:
    tick(page, "xprotect-web-client")
    view = page.find(AnswerView, "consequences")
    added = page.session.catalogue.product("xprotect-mobile-server").name[page.translation.language]
    assert added in answer(page)
    view.anchorClicked.emit(QUrl("step:0"))
    assert page.session.state.selection.products == ("xprotect-web-client", "xprotect-mobile-server")
    assert not page.session.determination.conflicts


def test_what_comes_along_and_what_it_needs_are_told_with_their_clauses(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    tick(page, "xprotect-360-split-view-plug-in")
    language = page.translation.language
    outlook = page.session.terms.outlook(page.session.determination)
    assert outlook.along
    assert outlook.needed
    for applied in outlook.along:
        assert section_name(page.session.edition, applied.section, language) in answer(page)
    for item in outlook.needed:
        assert item.text[language] in answer(page)


def test_only_the_questions_of_the_present_selection_are_shown(page: Stage) -> None:
    tick(page, "xprotect-access")
    assert page.find(NumberBox, "doors").isVisible()
    assert not page.find(FactBox, "maps").isVisible()
    tick(page, "xprotect-corporate")
    assert page.find(FactBox, "maps").isVisible()


def test_a_number_reaches_the_core_at_each_key(page: Stage) -> None:
    tick(page, "xprotect-essential-plus")
    page.keys.go_to(page.find(NumberBox, "devices"))
    page.keys.write("9")
    assert page.session.state.selection.quantities == {"devices": 9}
    assert page.session.determination.conflicts
    page.keys.press(Qt.Key.Key_Backspace)
    assert page.session.state.selection.quantities == {}


def test_a_fact_is_said_by_keyboard_and_taken_back(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    box = page.find(FactBox, "maps")
    page.keys.go_to(box)
    page.keys.press(Qt.Key.Key_Down)
    assert page.session.state.selection.facts == {"maps": True}
    page.keys.press(Qt.Key.Key_Down)
    assert page.session.state.selection.facts == {"maps": False}
    page.keys.press(Qt.Key.Key_Home)
    assert page.session.state.selection.facts == {}


def test_every_question_has_a_label_tied_to_it(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    labels = {label.buddy(): label.text() for label in page.page.findChildren(QLabel) if label.buddy()}
    for kind in (FactBox, NumberBox):
        shown = [box for box in page.page.findChildren(kind) if box.isVisible()]
        assert shown, kind
        for box in shown:
            assert labels[box] == box.accessibleName() != ""


def test_the_questions_stay_while_a_release_is_being_typed(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    page.keys.go_to(page.find(QLineEdit, "release"))
    page.keys.write("2")
    assert page.find(FactBox, "maps").isVisible()


def test_a_new_conflict_is_brought_on_screen_and_an_old_one_is_not(page: Stage) -> None:
    tick(page, "xprotect-access")
    tick(page, "xprotect-lpr")
    view = page.find(QTextBrowser, "consequences")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    tick(page, "xprotect-essential-plus")
    assert page.session.determination.conflicts
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    tick(page, "xprotect-smart-client")
    assert bar.value() > 0


def test_in_a_narrow_panel_each_input_stands_under_its_question(page: Stage) -> None:
    tick(page, "xprotect-corporate")
    fact = next(box for box in page.page.findChildren(FactBox) if box.isVisible())
    label = next(label for label in page.page.findChildren(QLabel) if label.buddy() is fact)
    for width, stacked in ((800, True), (1280, False)):
        page.wizard.resize(width, 700)
        page.qtbot.waitUntil(lambda stacked=stacked: (fact.y() >= label.geometry().bottom()) is stacked)
