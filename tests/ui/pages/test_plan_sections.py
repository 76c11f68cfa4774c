"""The review names everything that will be done."""

from __future__ import annotations

import shlex
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import write_files
from helpers.externals import Part, script
from helpers.journeys import CORPORATE, open_on, sample_key
from helpers.proofs import Covered
from helpers.wizards import show_wizard
from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTextBrowser

from installer.flow.steps import Step
from installer.install.build import ComponentSource, build_bundle
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.planned import Downgrade
from installer.install.recovery import Ending, Recovery
from installer.install.registration.spec import Registration
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from ui.answers import AnswerDocument, AnswerView
from ui.pages.plan_sections import PlanSections

if TYPE_CHECKING:
    from helpers.wizards import Stage
    from pytestqt.qtbot import QtBot

    from ui.translation import Translation


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


def test_what_was_interrupted_and_what_waits_is_said_first(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    tr = stage.translation.tr
    plan = replace(
        stage.session.plan(),
        recovery=Recovery(Ending.ROLLED_BACK, left=("smart-client",)),
        pending=("access",),
        restart_first=True,
        downgrades=(Downgrade("management-server", "2.0", "1.0"),),
    )
    document = AnswerDocument(stage.session.edition, tr, "#000000")
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
