from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextBrowser

from installer.flow.steps import Step
from ui import amounts

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.REVIEW)
    return stage


def test_it_shows_the_plan_and_does_nothing(page: Stage) -> None:
    shown = page.find(QTextBrowser, "plan").toPlainText()
    for component in page.session.components():
        assert component.name[page.translation.language] in shown
    need = amounts.size(page.session.plan().need_bytes, page.translation.language)
    # `toPlainText` gives plain spaces for no-break ones.
    assert need.replace("\N{NO-BREAK SPACE}", " ") in shown
    assert not page.target.exists()


def test_another_folder_makes_another_plan(page: Stage, tmp_path: Path) -> None:
    page.keys.go_to(page.find(QLineEdit, "target"))
    page.keys.write(str(tmp_path / "elsewhere"))
    assert page.session.state.target == str(tmp_path / "elsewhere")
    assert page.session.plan().target == tmp_path / "elsewhere"
    assert page.next_button.isEnabled()


def test_a_folder_that_will_not_do_is_told_at_the_field_while_one_types_on(
    page: Stage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    field = page.find(QLineEdit, "target")
    page.keys.go_to(field)
    page.keys.write(str(tmp_path / "file"))
    assert not page.next_button.isEnabled()
    error = page.find(QLabel, "field-error")
    assert str(tmp_path / "file") in error.text()
    assert page.wizard.focusWidget() is field
    page.keys.press(Qt.Key.Key_Backspace)
    assert page.next_button.isEnabled()
    assert error.text() == ""


def test_no_folder_at_all_is_asked_for(page: Stage) -> None:
    page.keys.go_to(page.find(QLineEdit, "target"))
    page.keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.keys.press(Qt.Key.Key_Delete)
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


@pytest.mark.parametrize(
    ("count", "hungarian", "english"),
    [(999, "999 B", "999 B"), (1500, "1,5 kB", "1.5 kB"), (2 * 10**15, "2 000 TB", "2,000 TB")],
)
def test_sizes_are_written_as_the_language_writes_them(count: int, hungarian: str, english: str) -> None:
    def plain(text: str) -> str:
        return " ".join(text.split())

    assert plain(amounts.size(count, "hu")) == hungarian
    assert plain(amounts.size(count, "en")) == english


def test_dates_are_written_as_the_language_writes_them() -> None:
    assert amounts.date("2025-02-12", "hu") == "2025. február 12."
    assert amounts.date("2025-02-12", "en") == "February 12, 2025"
    assert amounts.date("spring", "en") == "spring"
