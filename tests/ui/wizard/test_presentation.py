"""What the wizard tells the log of what was on screen, and the pictures of its window."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel

from installer.evidence.predicates import presentation_of
from installer.evidence.verify import verify
from installer.flow.steps import Step
from ui.exposure import Exposure
from ui.grabbing import grab, personal_words
from ui.labels import plain
from ui.pages.agreement import AgreementPage

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture(autouse=True)
def opened(stage: Stage) -> None:
    """The record begins with the first paint."""
    stage.qtbot.waitUntil(lambda: bool(stage.wizard.recorder.log.shown().pages))


def reading(stage: Stage) -> AgreementPage:
    stage.bring_to(Step.AGREEMENT)
    stage.wait_for_text()
    page = stage.page
    assert isinstance(page, AgreementPage)
    return page


def test_every_page_is_entered_and_left(stage: Stage) -> None:
    stage.bring_to(Step.AGREEMENT)
    shown = stage.wizard.recorder.log.shown()
    assert [visit.step for visit in shown.pages][:2] == [Step.LANGUAGE, Step.AGREEMENT]
    assert all(visit.entered <= visit.left for visit in shown.pages)
    assert shown.pages[-1].language == stage.translation.language


def test_another_language_is_another_visit(stage: Stage, language: str) -> None:
    other = {"hu": "en", "en": "hu"}[language]
    stage.speak(other)
    visits = stage.wizard.recorder.log.shown().pages
    assert [(visit.step, visit.language) for visit in visits] == [
        (Step.LANGUAGE, language),
        (Step.LANGUAGE, other),
    ]


def test_the_clauses_on_screen_are_told(stage: Stage) -> None:
    page = reading(stage)
    page.reader.go_to("xprotect-corporate/4")
    stage.qtbot.waitUntil(
        lambda: any(
            "4" in shown.clauses
            for shown in stage.wizard.recorder.log.shown().sections
            if shown.section == "xprotect-corporate"
        )
    )
    told = {(shown.section, shown.language) for shown in stage.wizard.recorder.log.shown().sections}
    stage.qtbot.waitUntil(lambda: told <= stage.session.state.seen)


def test_nothing_runs_on_while_another_page_is_on_screen(stage: Stage) -> None:
    page = reading(stage)
    stage.qtbot.waitUntil(lambda: bool(stage.wizard.recorder.log.shown().sections))
    stage.wizard.go_to(Step.TERMS)
    assert page.reader.view.watcher._on_screen == frozenset()


def test_searching_and_saving_are_told(stage: Stage, tmp_path: Path) -> None:
    page = reading(stage)
    page.reader.find_all("XProtect")
    page.reader.find_all("")
    page.save_as(tmp_path / "text.pdf")
    page.save_as(tmp_path / "missing" / "text.html")
    shown = stage.wizard.recorder.log.shown()
    assert shown.searches == 1
    assert shown.saved == ("pdf",)


def test_a_picture_names_nobody(stage: Stage) -> None:
    stage.bring_to(Step.PRODUCTS)
    stage.wizard.go_to(Step.PARTIES)
    parties = stage.session.state.parties
    label = QLabel(f"Accepting: {parties.actor.name}", stage.page)
    label.resize(200, 20)
    label.show()
    picture = grab(stage.wizard, Step.PARTIES, parties)
    assert picture.masked
    image = QImage.fromData(picture.png)
    assert (image.width(), image.height()) == (picture.width, picture.height)
    place = label.mapTo(stage.wizard, label.rect().center())
    colours = {image.pixelColor(place.x() + x, place.y()).name() for x in range(-90, 90, 3)}
    assert colours == {"#808080"}


def test_a_picture_without_a_name_is_not_masked(stage: Stage) -> None:
    assert not grab(stage.wizard, Step.LANGUAGE, stage.session.state.parties).masked


def test_personal_words_are_those_that_were_said(stage: Stage) -> None:
    assert list(personal_words(stage.session.state.parties)) == []
    stage.bring_to(Step.PRODUCTS)
    actor = stage.session.state.parties.actor
    assert {actor.name, actor.email} <= set(personal_words(stage.session.state.parties))


def test_the_decision_is_recorded_with_its_labels_and_nothing_ticked(stage: Stage) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    stage.affirm_all()
    labels = {}
    accept, decline = plain(stage.next_button.text()), plain(stage.page.decline_text(stage.translation.tr))
    for affirmation in stage.session.affirmations():
        box = stage.find(QAbstractButton, f"tick-{affirmation.id}")
        labels[box.objectName()] = box.text() or box.accessibleName()
        assert affirmation.text[stage.translation.language] in labels[box.objectName()]
    stage.go_on()
    shown = stage.wizard.recorder.log.shown()
    assert shown.ticked_by_default == ()
    assert labels.items() <= shown.labels.items()
    assert (shown.labels["accept"], shown.labels["decline"]) == (accept, decline)
    pictures = {taken.step: taken for taken in stage.wizard.recorder.log.shown().grabs}
    assert set(pictures) == {Step.AGREEMENT, Step.ACCEPTANCE}
    assert all(taken.png.startswith(b"\x89PNG") for taken in pictures.values())


def test_what_was_on_screen_is_what_is_signed(stage: Stage) -> None:
    page = reading(stage)
    page.log.searched()
    page.log.saved("html")
    stage.bring_to(Step.ACCEPTANCE)
    stage.accept()
    receipt = stage.session.issued()[0].receipt
    statement = verify(receipt.read_bytes()).statement
    assert statement is not None
    said = presentation_of(statement.predicate)
    assert said is not None
    assert (said.searches, said.printed, said.saved) == (1, 0, ["html"])
    assert {visit.step for visit in said.pages} >= {"language", "agreement", "acceptance"}
    assert any(seen.clauses for seen in said.sections_seen)
    assert said.button == said.labels["accept"]
    assert said.ticked_by_default == []
    kept = {picture.sha256: receipt.with_name(f"{picture.sha256}.png") for picture in said.grabs}
    assert {picture.step for picture in said.grabs} == {"agreement", "acceptance"}
    assert {digest: sha256(path.read_bytes()).hexdigest() for digest, path in kept.items()} == {
        digest: digest for digest in kept
    }


def test_a_window_that_is_minimised_or_hidden_is_not_on_screen(stage: Stage) -> None:
    exposure = Exposure(stage.wizard)
    stage.qtbot.waitUntil(lambda: exposure.visible)
    for leave, come_back in (
        (stage.wizard.showMinimized, stage.wizard.showNormal),
        (stage.wizard.hide, stage.wizard.show),
    ):
        leave()
        stage.qtbot.waitUntil(lambda: not exposure.visible)
        come_back()
        stage.qtbot.waitUntil(lambda: exposure.visible)


def test_a_window_that_is_away_adds_no_second_to_the_record(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(stage)
    log = stage.wizard.recorder.log
    stage.qtbot.waitUntil(lambda: bool(log.shown().sections))
    now = log._timer()
    monkeypatch.setattr(log, "_timer", lambda: now)
    log.window_seen(visible=True)

    def longest() -> int:
        return max(section.seconds for section in log.shown().sections)

    before = longest()
    stage.wizard.showMinimized()
    with stage.qtbot.waitSignal(stage.wizard.recorder.exposure.looked):
        now += 100
    assert longest() == before
    stage.wizard.showNormal()
    stage.qtbot.waitUntil(lambda: stage.wizard.recorder.exposure.visible and bool(log._sights))
    stage.wizard.recorder.exposure.look()
    now += 10
    assert before < longest() <= before + 11
