from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.opened import opened
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton, QTextBrowser

from installer.flow.steps import Step
from ui.citation import section_name, web_address

if TYPE_CHECKING:
    from helpers.wizards import Stage


def test_every_section_that_applies_is_shown_with_its_reason(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    shown = stage.find(QTextBrowser, "determination").toPlainText()
    language = stage.translation.language
    assert stage.session.determination.applies
    for applied in stage.session.determination.applies:
        assert section_name(stage.session.edition, applied.section, language) in shown
        assert all(reason.text[language] in shown for reason in applied.because)


def test_acknowledgements_obligations_and_notices_are_shown(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    shown = stage.find(QTextBrowser, "determination").toPlainText()
    determination = stage.session.determination
    for items in (determination.acknowledgements, determination.obligations, determination.notices):
        assert items
        for item in items:
            assert item.text[stage.translation.language] in shown


def test_a_link_opens_the_clause_in_both_languages_beside(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    view = stage.find(QTextBrowser, "determination")
    clause = stage.find(QTextBrowser, "clause")
    before = clause.toPlainText()
    assert before
    stage.keys.go_to(view)
    for _ in range(3):
        stage.keys.press(Qt.Key.Key_Tab)
    stage.keys.press(Qt.Key.Key_Return)
    assert clause.toPlainText() != before


def test_an_address_opens_in_the_browser(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    link = next(
        link
        for item in stage.session.determination.acknowledgements
        for link in item.links
        if link.startswith("https")
    )
    with opened("https") as addresses:
        stage.find(QTextBrowser, "determination").anchorClicked.emit(QUrl(link))
    assert addresses == [QUrl(link)]


def test_a_conflict_closes_the_way(stage: Stage) -> None:
    stage.bring_to(Step.TERMS, products=("xprotect-essential-plus", "xprotect-access"))
    assert stage.session.determination.conflicts
    assert not stage.next_button.isEnabled()


def test_an_address_without_a_scheme_gets_one() -> None:
    assert web_address("example.org/list") == "http://example.org/list"
    assert web_address("https://example.org") == "https://example.org"


def test_what_does_not_apply_is_folded_and_unfolds_by_keyboard(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    view = stage.find(QTextBrowser, "determination")
    language = stage.translation.language
    left_out = stage.session.determination.does_not_apply
    reasons = [reason.text[language] for each in left_out for reason in each.because]
    assert reasons
    assert not any(reason in view.toPlainText() for reason in reasons)
    button = stage.find(QPushButton, "unfold")
    assert str(len(left_out)) in button.text()
    stage.keys.activate(button)
    assert all(reason in view.toPlainText() for reason in reasons)
    stage.keys.activate(button)
    assert not any(reason in view.toPlainText() for reason in reasons)


def test_affirmations_are_announced(stage: Stage) -> None:
    stage.bring_to(Step.TERMS)
    shown = stage.find(QTextBrowser, "determination").toPlainText()
    affirmations = stage.session.determination.affirmations
    assert affirmations
    assert all(each.text[stage.translation.language] in shown for each in affirmations)
