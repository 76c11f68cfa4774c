from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import accept_for
from helpers.journeys import AS_ADMINISTRATOR, CORPORATE, EVA
from helpers.opened import opened
from helpers.printing import answer_print_dialogues
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from installer.errors import Code
from installer.flow.state import Columns, PartiesEntered, SectionSeen, SelectionChanged
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui import export
from ui.pages.agreement import AgreementPage
from ui.why import WhyDialog, why, why_title
from ui.widgets.outline_delegate import STATUS
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.AGREEMENT)
    stage.wait_for_text()
    return stage


def agreement(stage: Stage) -> AgreementPage:
    found = stage.page
    assert isinstance(found, AgreementPage)
    return found


def test_reading_opens_the_way(page: Stage) -> None:
    assert not page.next_button.isEnabled()
    page.keys.go_to(next(view for view in page.page.findChildren(ReaderColumn) if view.isVisible()))
    for _ in range(300):
        if page.next_button.isEnabled():
            break
        page.keys.press(Qt.Key.Key_PageDown)
        page.wait_for_text()
        page.qtbot.waitUntil(lambda: not agreement(page).reader.view._looking.isActive())
    assert page.next_button.isEnabled()
    assert not page.session.state.ticked


def test_ticking_in_the_outline_opens_the_way(page: Stage) -> None:
    page.keys.go_to(agreement(page).outline)
    page.keys.press(Qt.Key.Key_Home)
    for _ in range(len(page.session.determination.sections) + 1):
        page.keys.press(Qt.Key.Key_Down)
        page.keys.press(Qt.Key.Key_Space)
    assert page.session.state.ticked == set(page.session.determination.sections)
    assert page.next_button.isEnabled()


def test_a_section_chosen_in_the_outline_comes_on_screen(page: Stage) -> None:
    page.keys.go_to(agreement(page).outline)
    page.keys.press(Qt.Key.Key_Home)
    for _ in range(6):
        page.keys.press(Qt.Key.Key_Down)
    page.keys.press(Qt.Key.Key_Return)
    section = page.session.determination.sections[5]
    page.qtbot.waitUntil(lambda: any(section == seen for seen, _ in page.session.state.seen))


def test_the_columns_chosen_are_told_to_the_core(page: Stage) -> None:
    agreement(page).reader.set_columns(Columns.GOVERNING)
    assert page.session.state.columns is Columns.GOVERNING
    assert set(agreement(page).read_back()) == {page.session.edition.prevailing}


def test_a_refusal_stays_while_one_reads_and_ticks(stage: Stage) -> None:
    accept_for(EVA, stage.target)
    stage.bring_to(Step.PRODUCTS)
    stage.session.send(PartiesEntered(AS_ADMINISTRATOR))
    stage.session.send(SelectionChanged(Selection(products=CORPORATE)))
    stage.wizard.go_to(Step.AGREEMENT)
    stage.wait_for_text()
    assert agreement(stage).error is not None
    assert agreement(stage).error.code is Code.AUTHORITY_MISSING
    before = stage.session.state
    stage.keys.go_to(next(view for view in stage.page.findChildren(ReaderColumn) if view.isVisible()))
    stage.keys.press(Qt.Key.Key_PageDown)
    stage.qtbot.waitUntil(lambda: stage.session.state.seen > before.seen)
    stage.keys.go_to(agreement(stage).outline)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space):
        stage.keys.press(key)
    assert stage.session.state.ticked
    assert agreement(stage).error is not None
    assert agreement(stage).notice.isVisible()


def test_the_outline_says_only_what_counts_in_the_columns_shown(page: Stage) -> None:
    section = page.session.determination.sections[-1]
    reader, tr = agreement(page).reader, page.page.tr_
    page.session.send(SectionSeen(section, page.session.translation()))
    reader.set_columns(Columns.TRANSLATION)
    assert said_of(page, section) == tr("Was on screen")
    reader.set_columns(Columns.GOVERNING)
    assert said_of(page, section) == tr("Not yet on screen")


def said_of(page: Stage, section: str) -> str:
    """What the outline says of a section that applies."""
    applies = agreement(page).outline.topLevelItem(0)
    place = page.session.determination.sections.index(section)
    return str(applies.child(place).data(0, STATUS))


def test_the_text_can_be_saved_before_anything_is_accepted(page: Stage, tmp_path: Path) -> None:
    for name in ("agreement.txt", "agreement.html"):
        agreement(page).save_as(tmp_path / name)
        saved = (tmp_path / name).read_text("utf-8")
        for language in page.session.edition.languages:
            text = page.session.shown("xprotect-corporate/intro", language).text
            assert text in saved


def test_the_text_can_be_saved_as_pages(page: Stage, tmp_path: Path) -> None:
    agreement(page).save_as(tmp_path / "agreement.PDF")
    saved = (tmp_path / "agreement.PDF").read_bytes()
    assert saved.startswith(b"%PDF")
    pages = subprocess.run(
        ["pdftotext", "-", "-"], input=saved, capture_output=True, check=True
    ).stdout.decode()
    for language in page.session.edition.languages:
        words = page.session.shown("xprotect-corporate/intro", language).text.split()
        assert words[0] in pages
    assert pages.count("\f") > 20


def test_why_a_section_applies_is_told_from_its_heading(page: Stage) -> None:
    agreement(page).reader.go_to("termination/heading")
    page.keys.go_to(next(view for view in page.page.findChildren(ReaderColumn) if view.isVisible()))
    page.keys.press(Qt.Key.Key_Return)
    dialog = page.page.findChild(WhyDialog)
    assert isinstance(dialog, WhyDialog)
    reasons = why(page.session, "termination")
    assert reasons
    for reason in reasons:
        assert reason.text[page.translation.language] in dialog.view.toPlainText()
    dialog.clause_chosen.emit("xprotect-corporate/4")
    page.qtbot.waitUntil(lambda: any(seen == "xprotect-corporate" for seen, _ in page.session.state.seen))


def test_why_a_section_does_not_apply_is_told_too(page: Stage) -> None:
    tr = page.translation.tr
    assert why_title(page.session, "husky-m-series", tr) != why_title(page.session, "termination", tr)
    agreement(page).outline.reason_wanted.emit("husky-m-series")
    dialog = page.page.findChild(WhyDialog)
    assert isinstance(dialog, WhyDialog)
    assert len(dialog.view.toPlainText().splitlines()) >= 2
    dialog.reject()


@pytest.mark.parametrize("height", [600, 640])
def test_in_a_low_window_the_text_has_most_of_the_room(page: Stage, height: int) -> None:
    page.wizard.resize(800, height)
    page.settle()
    # With a long explanation below it, too.
    agreement(page).reader.go_to("note-on-behalf/p1")
    page.settle()
    assert page.wizard.size().toTuple() == (800, height)
    assert agreement(page).reader.view.height() >= 0.55 * height
    page.wizard.resize(1280, 800)
    page.settle()
    assert agreement(page)._lead.isVisible()


def test_the_outline_speaks_the_language_of_the_interface(page: Stage, language: str) -> None:
    def titles() -> str:
        tree = agreement(page).outline
        group = tree.topLevelItem(0)
        return " ".join(group.child(row).text(0) for row in range(group.childCount()))

    other = {"hu": "en", "en": "hu"}[language]
    for spoken in (language, other):
        page.speak(spoken)
        heading = page.session.edition.clause("termination/heading", spoken)
        assert heading is not None
        assert heading.text.rstrip(".") in titles()


def test_leaving_the_page_tells_what_was_seen_first(page: Stage) -> None:
    page.qtbot.waitUntil(lambda: bool(page.session.state.seen))
    agreement(page).reader.go_to("xprotect-corporate/4")
    agreement(page).reader.view._on_look_due()
    page.wizard.go_to(Step.TERMS)
    assert any(section == "xprotect-corporate" for section, _ in page.session.state.seen)


def test_a_folder_that_cannot_be_written_is_told(page: Stage, tmp_path: Path) -> None:
    agreement(page).save_as(tmp_path / "missing" / "agreement.txt")
    assert page.page.notice.error.code is Code.FILE_UNWRITABLE


def test_the_buttons_ask_where_to_save_and_what_to_print_on(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([("", ""), (str(tmp_path / "saved.txt"), "")])
    monkeypatch.setattr("ui.pages.agreement.QFileDialog.getSaveFileName", lambda *_: next(answers))
    save, printing = page.find(QPushButton, "save-text"), page.find(QPushButton, "print-text")
    page.keys.activate(save)
    page.keys.activate(save)
    assert (tmp_path / "saved.txt").exists()
    answer_print_dialogues(monkeypatch, tmp_path / "printed.pdf")
    page.keys.activate(printing)
    assert not (tmp_path / "printed.pdf").exists()
    page.keys.activate(printing)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_printing_prints_every_clause(page: Stage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "agreement.pdf"))
    export.print_to(printer, page.session.edition, page.session.edition.languages, page.translation.tr)
    assert (tmp_path / "agreement.pdf").stat().st_size > 50_000


def test_links_lead_to_clauses_and_to_the_browser(page: Stage) -> None:
    with opened("https") as addresses:
        agreement(page).reader.link_activated.emit("https://example.com/terms")
    assert addresses == [QUrl("https://example.com/terms")]
    agreement(page).reader.link_activated.emit("clause:xprotect-corporate/4")
    page.qtbot.waitUntil(lambda: any(seen == "xprotect-corporate" for seen, _ in page.session.state.seen))


def test_coming_back_keeps_the_text_and_the_place(page: Stage) -> None:
    agreement(page).reader.go_to("xprotect-corporate/4")
    filled = agreement(page)._filled
    page.wizard.go_to(Step.TERMS)
    page.wizard.go_to(Step.AGREEMENT)
    assert agreement(page)._filled is filled
