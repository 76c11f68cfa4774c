from __future__ import annotations

import shlex
import tempfile
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import write_files
from helpers.externals import Part, script
from helpers.journeys import CORPORATE, open_on, sample_key, small_bundle
from helpers.proofs import Covered
from helpers.wizards import show_wizard
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextBrowser

from installer.errors import Code, Outcome, Unavailable
from installer.flow.steps import Step
from installer.install.build import ComponentSource, build_bundle
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.planned import Downgrade
from installer.install.recovery import Ending, Recovery
from installer.install.registration.spec import Registration
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from installer.unattended.answers import read_answers
from installer.unattended.check import check_answers
from installer.unattended.run import Intent, Request, Run
from ui import amounts
from ui.answers import AnswerDocument, AnswerView
from ui.clause_view import ClauseDialog
from ui.pages.plan_sections import PlanSections
from ui.pages.review import ReviewPage

if TYPE_CHECKING:
    from helpers.wizards import Stage
    from pytestqt.qtbot import QtBot

    from ui.translation import Translation


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


def test_an_older_version_is_refused_with_what_can_be_done(page: Stage) -> None:
    """The wizard takes no older version; the sentence says who does."""
    newer = load_bundle(small_bundle(page.target.parent / "newer", "management-server", version="9.0"))
    run(newer, make_plan(newer, ("management-server",), page.target), Covered(), ignore, Cancel())
    page.page.speak()
    assert not page.next_button.isEnabled()
    error = page.find(QLabel, "field-error").text()
    assert "9.0" in error
    assert "1.0" in error
    # The plan is not there, the terms that bind are not hidden behind it.
    view = page.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    assert page.translation.tr("Components") not in view.toPlainText()
    assert page.translation.tr("What binds") in view.toPlainText()


# Everything that will be done


NEWER = "2.0"


@pytest.fixture
def full(qtbot: QtBot, translation: Translation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A review of a plan that has something of everything."""
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "share"))
    translation.switch("en")
    target, system = tmp_path / "target", tmp_path / "system"
    system.mkdir()
    old = load_bundle(something_of_everything(tmp_path / "old", system, "1.0"))
    run(old, make_plan(old, ("management-server",), target), Covered(), ignore, Cancel())
    write_files(target, {"share/data/0": b"mine"})
    new = something_of_everything(tmp_path / "new", system, NEWER)
    shown = show_wizard(qtbot, translation, open_on(target, new, language="en"), target)
    shown.bring_to(Step.REVIEW, ("xprotect-corporate", "xprotect-smart-client"))
    return shown


def something_of_everything(folder: Path, system: Path, version: str) -> Path:
    """Twenty files that change, one that goes, an entry, a program that can be undone and one that cannot."""
    files = {f"share/data/{number}": version.encode() for number in range(20)}
    files |= {"bin/server": b"server", f"only/in/{version}": b"1"}
    server = Part(files, registration=Registration(name={"en": f"Server {version}"}, exec="bin/server"))
    parts = {
        "management-server": server,
        "recording-server": script(system, "recording-server", sets={"MODE": "quiet"}, passes=("PROXY",)),
        "smart-client": script(system, "smart-client", undo=False, privileged=True),
    }
    products = {"smart-client": ("xprotect-smart-client",)}
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for name, part in parts.items():
            source = Path(scratch) / name
            source.mkdir()
            write_files(source, part.files)
            sources.append(
                ComponentSource(
                    folder=source,
                    id=name,
                    version=version,
                    products=products.get(name, CORPORATE),
                    requires=(),
                    external=part.external,
                    registration=part.registration,
                )
            )
        build_bundle(folder, f"sample/{version}", "Sample", tuple(sources), sample_key())
    return folder


def heard(stage: Stage) -> str:
    """What a screen reader gets of the plan."""
    interface = QAccessible.queryAccessibleInterface(stage.find(QTextBrowser, "plan"))
    text = interface.textInterface()
    return str(text.text(0, text.characterCount()))


def test_programs_stand_there_with_their_exact_commands_and_what_cannot_be_undone(full: Stage) -> None:
    plan = full.session.plan()
    said = heard(full)
    for program in plan.programs:
        assert shlex.join(program.command) in said
    undone, kept = plan.programs
    assert shlex.join(undone.undo) in said
    assert "MODE=quiet" in said
    assert "PROXY" in said
    assert said.count("Cannot be undone") == 1
    assert said.index(kept.command[0]) < said.index("Cannot be undone")
    assert "Needs an administrator" in said


def test_every_name_and_every_disk_of_the_plan_can_be_seen(full: Stage) -> None:
    plan = full.session.plan()
    view = full.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    for name in ("replaced", "added", "removed"):
        view.step_chosen.emit(name)
    said = heard(full)
    names = [*plan.replaced, *plan.removed, *plan.added, *plan.folders, *plan.folders_removed]
    names += [name for pair in plan.saved for name in pair] + [path for path, _ in plan.entries]
    assert len(names) > 20
    assert [name for name in names if name not in said] == []
    for disk in plan.disks:
        assert disk.path in said


def test_a_long_list_is_folded_until_somebody_wants_all_of_it(full: Stage) -> None:
    last = full.session.plan().replaced[-1]
    assert f"{last}\n" not in heard(full)
    assert "Show all" in heard(full)
    view = full.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    view._on_anchor_clicked(QUrl("step:replaced"))
    assert f"{last}\n" in heard(full)


def test_nothing_in_it_is_heard_as_noise(full: Stage) -> None:
    """Qt marks the cells of tables with characters that stand for nothing."""
    assert not {character for character in heard(full) if "\ufdd0" <= character <= "\ufdef"}


def test_a_clause_opens_from_the_terms_that_bind(page: Stage) -> None:
    view = page.find(AnswerView, "plan")
    assert isinstance(view, AnswerView)
    clause = page.session.determination.applies[0].because[0].cite[0]
    view._on_anchor_clicked(QUrl(f"clause:{clause}"))
    dialog = page.page.findChild(ClauseDialog)
    assert isinstance(dialog, ClauseDialog)
    assert dialog.isVisible()
    dialog.close()


def test_what_was_interrupted_and_what_waits_is_said_first(page: Stage) -> None:
    tr = page.translation.tr
    plan = replace(
        page.session.plan(),
        recovery=Recovery(Ending.ROLLED_BACK, left=("smart-client",)),
        pending=("access",),
        restart_first=True,
        downgrades=(Downgrade("management-server", "2.0", "1.0"),),
    )
    document = AnswerDocument(page.session.edition, tr, "#000000")
    PlanSections(document, plan, {"access": "Door"}, ()).what_matters(tr)
    said = document.html()
    order = [
        tr("An interrupted installation was undone first."),
        "smart-client",
        "Door",
        tr("Nothing is installed before that restart."),
        tr("Components"),
    ]
    places = [said.index(escape(words)) for words in order]
    assert places == sorted(places)
    assert (
        escape(
            tr(
                "{component}: the older version {offered} takes the place of {installed}, as you asked"
            ).format(component="management-server", offered="1.0", installed="2.0")
        )
        in said
    )


# Saving the answers


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
