"""What changed since an earlier acceptance is shown before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.journeys import FOR_A_CUSTOMER
from helpers.records import recorded
from helpers.returning import TOLD, last, read, rely
from helpers.wizards import ONE_LANGUAGE, Stage
from PySide6.QtCore import Qt

from installer.evidence.predicates import Acceptance
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_what_changed_is_shown_first_and_only_that_is_to_be_read(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    assert not page.earlier.isVisible(), "it does not cover any more"
    stage.qtbot.waitUntil(lambda: "termination" in {section for section, _ in stage.session.state.seen})
    assert page.changes.isVisible()
    current = page.changes.current
    assert current is not None
    assert current.item == TOLD[0]
    assert not stage.next_button.isEnabled()
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    stage.keys.press(Qt.Key.Key_F8)
    stage.qtbot.waitUntil(stage.next_button.isEnabled)
    stage.qtbot.waitUntil(lambda: {found.item for found in stage.session.state.differences} == {*TOLD})
    assert page.changes.current is not None
    assert page.changes.current.item == TOLD[1]
    stage.go_on()
    stage.accept()
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.changes is not None
    assert said.changes.clauses == [*TOLD]
    assert {tuple(seen.clauses) for seen in said.changes.shown} == {TOLD}
    assert {seen.language for seen in said.changes.shown} == {"hu", "en"}


def test_what_one_is_to_be_told_of_is_shown_before_the_button_opens(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again(notify=TOLD)
    page = read(stage)
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    assert not rely(stage).isEnabled()
    before = page.earlier.sentence.text()
    page.changes.step(1)
    stage.qtbot.waitUntil(rely(stage).isEnabled)
    assert page.earlier.sentence.text() != before
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    said = last(state_folder)
    assert said.changes is not None
    assert (said.change_class, said.changes.clauses) == ("notify", [*TOLD])


@ONE_LANGUAGE
def test_it_is_shown_once(again: Callable[..., Stage]) -> None:
    stage = again(notify=TOLD)
    page = read(stage)
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    page.changes.step(1)
    stage.qtbot.waitUntil(rely(stage).isEnabled)
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    second = again()
    read(second)
    assert rely(second).isEnabled()


def test_the_outline_marks_what_changed_and_leads_to_it(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    spoken = {
        section: str(item.data(0, Qt.ItemDataRole.AccessibleTextRole))
        for section, item in page.outline._items.items()
    }
    tr = stage.translation.tr
    assert tr("Changed") in spoken["governing-law"]
    assert spoken["introduction"].endswith(tr("Accepted before"))
    page.outline.section_chosen.emit("governing-law")
    assert page.changes.current is not None
    assert page.changes.current.item == TOLD[1]
    page.outline.section_chosen.emit("introduction")
    assert page.changes.current.item == TOLD[1], "nothing changed there"


@ONE_LANGUAGE
def test_under_the_changes_the_reader_gives_up_room(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    assert page.reader.bar._compact
    stage.session.send(PartiesEntered(FOR_A_CUSTOMER))
    page.refresh()
    assert not page.reader.bar._compact


@ONE_LANGUAGE
def test_folded_changes_leave_their_room_to_the_text_and_have_it_again(
    again: Callable[..., Stage],
) -> None:
    stage = again(changed=TOLD)
    page, qtbot = read(stage), stage.qtbot
    qtbot.waitUntil(page.changes.isVisible)
    panel, reader = page.changes.height(), page.reader.height()
    page.changes._fold.click()
    qtbot.waitUntil(lambda: page.reader.height() > reader)
    assert page.changes.height() == page.changes.minimumSizeHint().height() < panel
    page.changes._fold.click()
    qtbot.waitUntil(lambda: (page.changes.height(), page.reader.height()) == (panel, reader))
