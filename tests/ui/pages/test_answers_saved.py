"""The review saves what was answered as an answer file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton

from installer.errors import Code, Outcome, Unavailable
from installer.flow.steps import Step
from installer.unattended.answers import read_answers
from installer.unattended.check import check_answers
from installer.unattended.run import Intent, Request, Run
from ui.pages.review import ReviewPage

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.REVIEW)
    return stage


def test_the_saved_answers_install_without_a_screen(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "site.toml"
    answers = iter([("", ""), (str(saved), "")])
    monkeypatch.setattr("ui.pages.review.QFileDialog.getSaveFileName", lambda *_: next(answers))
    button = page.find(QPushButton, "save-answers")
    page.keys.activate(button)
    assert not saved.exists()
    page.keys.activate(button)
    assert str(saved) in "".join(page.words())
    found = read_answers(saved)
    assert (found.parties, found.selection) == (page.session.state.parties, page.session.state.selection)
    assert (found.target, found.edition) == (str(page.target), page.session.edition.id)
    # It accepts nothing: on a computer without the log of this one the text has to be named.
    monkeypatch.setenv("ASSENT_STATE", str(tmp_path / "another"))
    request = Request(Intent.INSTALL, answers=saved, bundle=page.target.parent / "bundle")
    assert Run(request).go().outcome is Outcome.NOT_ACCEPTED
    checked = check_answers(saved)
    assert checked.problems == ()
    asked = checked.asked
    named = replace(request, edition=asked.edition, affirm=tuple(item.id for item in asked.affirmations))
    assert Run(named).go().error is None
    assert (page.target / "bin/management-server").exists()


def test_answers_that_cannot_be_saved_are_told(page: Stage, tmp_path: Path) -> None:
    assert isinstance(page.page, ReviewPage)
    page.page.save_to(tmp_path / "no-such-folder" / "site.toml")
    error = page.page.error
    assert isinstance(error, Unavailable)
    assert error.code is Code.FILE_UNWRITABLE
