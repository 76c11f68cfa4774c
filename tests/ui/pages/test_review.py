"""The page "Review": the plan, the folder that can still be changed, and what will not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from helpers.proofs import Covered
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextBrowser

from installer.flow.steps import Step
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from ui import amounts
from ui.answers import AnswerView
from ui.clause_view import ClauseDialog
from ui.pages.review import ReviewPage

if TYPE_CHECKING:
    import logging
    from pathlib import Path

    from helpers.wizards import Stage

    from installer.session.planning import Review


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.REVIEW)
    return stage


def test_it_shows_the_plan_and_does_nothing(page: Stage) -> None:
    shown = page.find(QTextBrowser, "plan").toPlainText()
    for component in page.session.components():
        assert component.name[page.translation.language] in shown
    need = amounts.size(page.session.plan().disks[0].need, page.translation.language)
    # `toPlainText` gives plain spaces for no-break ones.
    assert need.replace("\N{NO-BREAK SPACE}", " ") in shown
    assert not page.target.exists()


def test_another_folder_makes_another_plan(page: Stage, tmp_path: Path) -> None:
    page.keys.go_to(page.find(QLineEdit, "target"))
    page.keys.write(str(tmp_path / "elsewhere"))
    assert page.session.state.target == str(tmp_path / "elsewhere")
    assert not page.next_button.isEnabled(), "there is no plan yet for what the field says"
    page.wait_for_plan()
    assert page.next_button.isEnabled()
    assert isinstance(page.page, ReviewPage)
    assert page.page.plan is not None
    assert page.page.plan.target == tmp_path / "elsewhere"


def test_a_folder_that_will_not_do_is_told_at_the_field_while_one_types_on(
    page: Stage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    field = page.find(QLineEdit, "target")
    page.keys.go_to(field)
    page.keys.write(str(tmp_path / "file"))
    page.wait_for_plan()
    assert not page.next_button.isEnabled()
    error = page.find(QLabel, "field-error")
    assert str(tmp_path / "file") in error.text()
    assert page.wizard.focusWidget() is field
    page.keys.press(Qt.Key.Key_Backspace)
    assert error.text() == "", "it was about another folder"
    page.wait_for_plan()
    assert page.next_button.isEnabled()
    assert error.text() == ""


def test_no_folder_at_all_is_asked_for(page: Stage) -> None:
    page.keys.go_to(page.find(QLineEdit, "target"))
    page.keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.keys.press(Qt.Key.Key_Delete)
    page.wait_for_plan()
    assert not page.next_button.isEnabled()
    assert page.find(QLabel, "field-error").text()


def test_the_folder_can_be_chosen(page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["", str(tmp_path / "chosen")])
    monkeypatch.setattr("ui.pages.review.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    browse = page.find(QPushButton, "browse")
    page.keys.activate(browse)
    assert page.session.state.target == str(page.target)
    page.keys.activate(browse)
    assert page.session.state.target == str(tmp_path / "chosen")
    assert page.find(QLineEdit, "target").text() == str(tmp_path / "chosen")


def test_an_older_version_is_refused_with_what_can_be_done(page: Stage) -> None:
    """The wizard takes no older version; the sentence says who does."""
    newer = load_bundle(small_bundle(page.target.parent / "newer", "management-server", version="9.0"))
    run(newer, make_plan(newer, ("management-server",), page.target), Covered(), ignore, Cancel())
    page.page.enter()
    page.wait_for_plan()
    assert not page.next_button.isEnabled()
    error = page.find(QLabel, "field-error").text()
    assert "9.0" in error
    assert "1.0" in error
    # The plan is not there, the terms that bind are not hidden behind it.
    view = page.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    assert page.translation.tr("Components") not in view.toPlainText()
    assert page.translation.tr("What binds") in view.toPlainText()


def test_a_clause_opens_from_the_terms_that_bind(page: Stage) -> None:
    view = page.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    clause = page.session.determination.applies[0].because[0].cite[0]
    view._on_anchor_clicked(QUrl(f"clause:{clause}"))
    dialog = page.page.findChild(ClauseDialog)
    assert isinstance(dialog, ClauseDialog)
    assert dialog.isVisible()
    dialog.close()


def test_words_that_were_typed_on_are_never_planned_for(page: Stage, tmp_path: Path) -> None:
    """Each pause asks anew; an answer for what the field said before is forgotten."""
    assert isinstance(page.page, ReviewPage)
    shown: list[Review] = []
    page.page.planner.planned.connect(shown.append)
    page.page.choose_target(str(tmp_path / "first"))
    page.page.choose_target(str(tmp_path / "second"))
    page.wait_for_plan()
    assert [review.plan.target.name for review in shown if review.plan is not None] == ["second"]
    assert not page.page.planner.busy


def test_a_page_that_is_left_waits_for_no_plan(page: Stage, tmp_path: Path) -> None:
    assert isinstance(page.page, ReviewPage)
    review = page.page
    review.choose_target(str(tmp_path / "first"))
    page.wizard.hide()
    assert not review.planner.busy
    page.wizard.show()
    page.wait_for_plan()
    assert review.plan is not None
    assert review.plan.target == tmp_path / "first"


def test_what_was_planned_is_said_to_whoever_does_not_see_it(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "ui.pages.review.QAccessible.updateAccessibility", lambda event: said.append(event.message())
    )
    (tmp_path / "file").write_text("in the way")
    assert isinstance(page.page, ReviewPage)
    for name in ("file", "elsewhere"):
        page.page.choose_target(str(tmp_path / name))
        page.wait_for_plan()
    assert said == [
        next(text for text in said if str(tmp_path / "file") in text),
        page.page.lead_text(page.translation.tr),
    ]


def test_a_defect_while_planning_is_told_and_leaves_next_closed(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: list[logging.LogRecord]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("installer.session.planning.plan", broken)
    assert isinstance(page.page, ReviewPage)
    page.page.choose_target(str(tmp_path / "elsewhere"))
    page.wait_for_plan()
    assert isinstance(page.page.error, ZeroDivisionError)
    assert not page.next_button.isEnabled()
    assert [record.message for record in logged] == ["ui.task-unexpected"]
    logged.clear()


def test_where_all_is_installed_already_it_is_said_and_leads_to_the_end(page: Stage) -> None:
    """The wizard says what the command line refuses with; nothing is written."""
    bundle = page.session.bundle()
    run(bundle, page.session.plan(), Covered(), ignore, Cancel())
    before = {path: path.stat().st_mtime_ns for path in page.target.rglob("*") if path.is_file()}
    page.page.enter()
    page.wait_for_plan()
    tr = page.translation.tr
    view = page.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    said = tr("Everything that you chose is already installed in {path}. Nothing will be changed.")
    assert said.format(path=page.target) in view.toPlainText()
    assert page.next_button.text() == tr("&Next")
    page.go_on()
    page.wait_for_install()
    page.go_on()
    assert page.page.step is Step.FINISH
    assert {path: path.stat().st_mtime_ns for path in page.target.rglob("*") if path.is_file()} == before


def test_a_bundle_without_any_of_the_products_is_not_called_installed(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW, ("xprotect-lpr",))
    view = stage.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    assert "xprotect-lpr" in view.toPlainText()
    assert not stage.next_button.isEnabled()
    assert stage.find(QLabel, "field-error").text() == ""
