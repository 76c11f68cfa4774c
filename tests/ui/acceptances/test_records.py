"""How a record reads: people who were erased, what was done by a grant, and where it comes from."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import fill
from helpers.delegates import LATER
from helpers.journeys import EVA, make_ready, open_on, screen
from msgspec import structs
from msgspec.structs import replace
from PySide6.QtWidgets import QTextBrowser

from installer.agreement.change_class import ChangeClass
from installer.agreement.cover import EDITION_FILE
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.upkeep import By
from installer.sentences.values import kinds
from installer.session.listed_grants import Used
from installer.session.people import personal_fields
from ui import amounts
from ui.acceptances import describe
from ui.acceptances.clerk import in_language

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk

    from ui.document import Document


def shown(document: Document) -> str:
    browser = QTextBrowser()
    browser.setHtml(document.html())
    return browser.toPlainText()


def test_whoever_was_erased_is_called_so_on_every_shelf(desk: Desk, state_folder: Path) -> None:
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        log.erase([0, 1], "request", By(seal(personal_fields(EVA))))
    erased = desk.window.clerk.tr("erased")
    for shelf in (desk.window.given, desk.window.grants, desk.window.consents):
        desk.turn_to(shelf)
        shelf.list.setCurrentRow(len(shelf.records) - 1)
        assert erased in shelf.list.currentItem().text()
        assert erased in shelf.details.toPlainText()
        assert "Vevő" not in shelf.details.toPlainText()


def test_what_relied_on_an_acceptance_later_is_said_with_it(desk: Desk) -> None:
    found = desk.window.clerk.acts.accepted()[0]
    once = shown(describe.acceptance(found, desk.window.clerk))
    again = shown(describe.acceptance(structs.replace(found, covered=(LATER,)), desk.window.clerk))
    assert desk.window.clerk.moment(LATER) in again
    assert desk.window.clerk.moment(LATER) not in once


def test_what_was_done_by_a_grant_is_said_and_what_came_late_is_marked(desk: Desk) -> None:
    clerk = desk.window.clerk
    listed = clerk.acts.delegation.listed()[0]
    uses = (Used("a" * 64, LATER, after_revocation=False), Used("b" * 64, LATER, after_revocation=True))
    text = shown(describe.grant(structs.replace(listed, used=uses), clerk))
    late = clerk.tr("After the revocation, before it was known here. It stands, and is marked.")
    assert text.count(late) == 1
    assert text.index("a" * 64) < text.index("b" * 64) < text.index(late)


def test_a_position_stands_for_whoever_holds_it(desk: Desk) -> None:
    clerk = desk.window.clerk
    listed = clerk.acts.delegation.listed()[0]
    by_role = structs.replace(
        listed,
        granted=replace(
            listed.granted, delegate="üzemeltető", by_role=True, classes=frozenset({ChangeClass.NONE})
        ),
    )
    text = shown(describe.grant(by_role, clerk))
    assert clerk.tr("whoever is in this position: {role}").format(role="üzemeltető") in text
    assert clerk.tr("Updates whose wording has not changed") in text
    assert clerk.tr("Changes that have to be accepted anew") not in text


def test_a_grant_from_another_log_says_which_and_up_to_when_it_is_known(desk: Desk) -> None:
    clerk, shelf = desk.window.clerk, desk.window.grants
    listed = clerk.acts.delegation.listed()[0]
    origin = "assent.invalid/log/0123"
    brought = structs.replace(listed, granted=replace(listed.granted, origin=origin, known_until=LATER))
    text = shown(describe.grant(brought, clerk))
    assert clerk.moment(LATER) in text
    assert origin in text
    elsewhere = clerk.tr("from another computer")
    assert elsewhere in shelf.line(brought)
    assert elsewhere not in shelf.line(listed)
    assert shelf.without_receipt(brought) != shelf.without_receipt(listed)


def test_a_product_that_this_edition_does_not_know_is_called_by_its_id(desk: Desk) -> None:
    assert desk.window.clerk.products(["xprotect-corporate", "gone"]).endswith(", gone")


def test_what_somebody_else_has_withdrawn_meanwhile_is_told(desk: Desk, tmp_path: Path) -> None:
    shelf = desk.turn_to(desk.window.consents)
    other = open_on(tmp_path / "target", clock=lambda: LATER)
    other.acts.consenting.withdraw(shelf.records[0].record, shelf.withdraw.how)
    desk.keys.activate(shelf.withdraw)
    desk.settle()
    assert desk.window.error is None
    told = desk.window.clerk.tr("This was recorded before. Nothing was recorded again.")
    assert desk.window.status.text() == told
    assert shelf.records[0].state == "withdrawn"
    assert desk.session.issued() == ()


def test_the_newest_record_stands_first_and_a_new_one_keeps_the_choice(desk: Desk, tmp_path: Path) -> None:
    shelf = desk.turn_to(desk.window.given)
    chosen = shelf.records[1].record
    shelf.list.setCurrentRow(1)
    session = make_ready(open_on(tmp_path / "target", clock=lambda: LATER), parties=EVA)
    issued = session.accept(screen(session))
    shelf.refresh()
    desk.settle()
    assert shelf.records[0].record == issued.statement
    assert shelf.chosen.record == chosen


@pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
def test_an_agreement_is_called_by_its_title_and_the_day_of_its_edition(desk: Desk) -> None:
    window, cover = desk.window, desk.session.cover
    title = in_language(cover.title, window.clerk.tr.language)
    day = amounts.date(cover.date, window.clerk.tr.spoken)
    assert day != cover.date
    for shelf in (window.notices, window.given, window.all):
        said = desk.turn_to(shelf).details.toPlainText()
        assert title in said
        assert day in said
    assert cover.id in desk.turn_to(window.given).details.toPlainText()


def test_an_edition_that_is_at_hand_has_its_title_too_and_another_one_its_id(
    desk: Desk, tmp_path: Path
) -> None:
    clerk = desk.window.clerk
    resources, known = clerk.acts.desk.resources, clerk.acts.accepted()[0].said.edition
    broken = tmp_path / "editions" / "broken" / "1"
    broken.mkdir(parents=True)
    (broken / EDITION_FILE).write_text("nothing of the kind", encoding="utf-8")
    there = resources.editions_root.joinpath(*known.id.split("/"))
    shutil.copytree(there, tmp_path / "editions" / "at-hand" / "1")
    resources.editions_root = tmp_path / "editions"
    clerk.read_titles()
    title = in_language(desk.session.cover.title, clerk.tr.language)
    said = {edition: clerk.agreement(replace(known, id=edition)) for edition in ("at-hand/1", "broken/1")}
    assert title in said["at-hand/1"]
    assert said["broken/1"] == "broken/1"
    assert clerk.agreement(replace(known, id="gone/1")) == "gone/1"


def test_what_a_record_is_about_is_named_and_not_only_numbered(desk: Desk) -> None:
    desk.turn_to(desk.window.consents)
    desk.keys.activate(desk.window.consents.withdraw)
    desk.settle()
    shelf = desk.turn_to(desk.window.all)
    withdrawal = shelf.records[0]
    about = next(entry for entry in shelf.records if entry.digest == withdrawal.said.of)
    named = f"{kinds(desk.window.clerk.tr)[about.kind]}, {desk.window.clerk.moment(about.stated_at)}"
    text = shelf.details.toPlainText()
    assert named in text
    assert about.digest in text
    # One that stands in another log is known by its digest alone.
    alone = shown(describe.entry(withdrawal, desk.window.clerk))
    assert named not in alone
    assert about.digest in alone


def test_another_record_is_read_from_its_beginning(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    bar = shelf.details.verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    place = bar.value()
    shelf.refresh()
    desk.settle()
    assert bar.value() == place
    shelf.list.setCurrentRow(1)
    assert bar.value() == 0


def test_the_keyboard_is_at_the_record_after_an_act(desk: Desk) -> None:
    dialog = desk.begin(desk.window.notices, "object")
    fill(dialog, EVA)
    desk.finish(dialog)
    assert desk.window.focusWidget() is desk.window.notices.list


def test_a_moment_is_not_parted_in_the_list(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    when = desk.window.clerk.moment(shelf.records[0].time)
    assert " " in when
    assert when.replace(" ", "\N{NO-BREAK SPACE}") in shelf.list.item(0).text()
