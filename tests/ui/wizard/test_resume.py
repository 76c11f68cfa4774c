"""Entries survive a run that broke off; decisions do not, and nobody else reads them."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import CORPORATE, EVA, open_on
from helpers.wizards import Stage, show_wizard
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.flow.state import (
    Columns,
    Decision,
    PartiesEntered,
    SectionTicked,
    SelectionChanged,
    State,
    TargetChosen,
)
from installer.flow.steps import Step
from installer.terms.selected import Selection
from ui.keeping import Keeper
from ui.remark import Remark
from ui.resume import Kept, ResumeFile, decode, encode, kept_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.translation import Translation

EDITION = "milestone-xprotect/2025-02-12"
TEXT = "0" * 64
FILLED = State(
    step=Step.AGREEMENT,
    language="hu",
    parties=EVA,
    selection=Selection(products=CORPORATE, quantities={"devices": 3}, facts={"maps": True}),
    columns=Columns.TRANSLATION,
    ticked=frozenset({"termination"}),
    affirmed={"agreement": Given.CLICK},
    target="/opt/assent",
)


def kept(state: State = FILLED) -> Kept:
    found = kept_of(state, EDITION, TEXT)
    assert found is not None
    return found


def test_what_was_entered_comes_back_as_it_was() -> None:
    assert decode(encode(kept())) == kept()


def test_no_affirmation_and_no_consent_is_kept() -> None:
    document = json.loads(encode(kept()))
    assert document["type"] == "assent/resume"
    assert "agreement" not in document
    assert not {"affirmed", "consents", "decision", "seen"} & set(document)


@pytest.mark.parametrize(
    "state",
    [
        State(),
        State(language="hu", target="/opt", columns=Columns.GOVERNING),
        replace(FILLED, decision=Decision.ACCEPTED),
        replace(FILLED, decision=Decision.DECLINED),
    ],
)
def test_where_nothing_was_entered_or_all_is_decided_nothing_is_kept(state: State) -> None:
    assert kept_of(state, EDITION, TEXT) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-10],
        lambda data: data.replace(b'"version":1', b'"version":2'),
        lambda data: data.replace(b"assent/resume", b"assent/receipt"),
        lambda data: data.replace(b'"step":"agreement"', b'"step":"nowhere"'),
        lambda data: data.replace(b"{", b'{"affirmed":{"agreement":"click"},', 1),
        lambda data: data.replace(b'"language":"hu"', b'"language":"hu","language":"hu"'),
        lambda _: b"\xff\xfe",
        lambda _: b"[]",
    ],
)
def test_a_document_that_is_not_ours_to_the_letter_is_not_used(damage: object) -> None:
    assert callable(damage)
    data = damage(encode(kept()))
    assert data != encode(kept())
    assert decode(data) is None


def test_the_file_is_the_users_own_and_goes(tmp_path: Path) -> None:
    file = ResumeFile(tmp_path / "own")
    assert file.load() is None
    file.save(kept())
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.load() == kept()
    file.remove()
    assert list(file.path.parent.iterdir()) == []
    file.remove()


def test_a_file_that_is_far_too_long_is_not_read(tmp_path: Path) -> None:
    file = ResumeFile(tmp_path)
    file.save(kept())
    file.path.write_bytes(encode(kept()) + b" " * 1_000_001)
    assert file.load() is None


def test_a_folder_that_cannot_be_had_keeps_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file where the folder should be", "utf-8")
    file = ResumeFile(tmp_path / "own")
    file.save(kept())
    file.remove()
    assert file.load() is None


# In the wizard


def filled(stage: Stage) -> None:
    stage.session.send(PartiesEntered(EVA))
    stage.session.send(SelectionChanged(Selection(products=CORPORATE)))
    stage.session.send(TargetChosen(str(stage.target / "here")))
    stage.session.send(SectionTicked("termination", ticked=True))


def anew(stage: Stage) -> Stage:
    """Another run, as after a power cut."""
    return show_wizard(stage.qtbot, stage.translation, open_on(stage.target, language="en"), stage.target)


def test_a_run_that_broke_off_is_taken_up_again(stage: Stage, tmp_path: Path) -> None:
    keeper = Keeper(stage.wizard, stage.session, tmp_path / "own")
    keeper.restore(keep_language=False)
    filled(stage)
    stage.wizard.go_to(Step.AGREEMENT)
    stage.qtbot.waitUntil(ResumeFile(tmp_path / "own").path.exists, timeout=3000)
    keeper.save()
    left = ResumeFile(tmp_path / "own").load()

    again = anew(stage)
    Keeper(again.wizard, again.session, tmp_path / "own").restore(keep_language=False)
    assert left is not None
    state = again.session.state
    assert (state.parties, state.target) == (left.parties, left.target)
    assert state.selection == stage.session.state.selection
    assert state.ticked == {"termination"}
    assert state.language == stage.session.language
    assert state.affirmed == {}
    assert again.page.step is Step.AGREEMENT
    remark = again.page.findChild(Remark)
    assert isinstance(remark, Remark)
    again.qtbot.waitUntil(remark.isVisible)
    remark.dismiss.click()
    again.qtbot.waitUntil(lambda: again.page.findChild(Remark) is None)


def test_whoever_had_come_past_the_text_sees_it_again_and_can_accept(stage: Stage, tmp_path: Path) -> None:
    filled(stage)
    for section in stage.session.determination.sections:
        stage.session.send(SectionTicked(section, ticked=True))
    state = replace(stage.session.state, step=Step.ACCEPTANCE, target=str(stage.target))
    left = kept_of(state, EDITION, stage.session.edition.digest)
    assert left is not None
    ResumeFile(tmp_path).save(left)
    again = anew(stage)
    Keeper(again.wizard, again.session, tmp_path).restore(keep_language=False)
    assert again.page.step is Step.AGREEMENT
    again.wait_for_text()
    again.go_on()
    again.accept()
    assert again.page.step is Step.REVIEW


def test_ticks_are_for_the_text_that_was_ticked(stage: Stage, tmp_path: Path) -> None:
    ResumeFile(tmp_path).save(dataclasses.replace(kept(), text="another", step=Step.PRODUCTS))
    Keeper(stage.wizard, stage.session, tmp_path).restore(keep_language=True)
    assert stage.session.state.ticked == frozenset()
    assert stage.session.state.parties == EVA
    assert stage.page.step is Step.PRODUCTS


def test_the_language_asked_for_stays(stage: Stage, tmp_path: Path, language: str) -> None:
    other = {"hu": "en", "en": "hu"}[language]
    ResumeFile(tmp_path).save(dataclasses.replace(kept(), language=other))
    Keeper(stage.wizard, stage.session, tmp_path).restore(keep_language=True)
    assert stage.translation.language == language


def test_entries_of_another_edition_are_dropped(stage: Stage, tmp_path: Path) -> None:
    ResumeFile(tmp_path).save(dataclasses.replace(kept(), edition="another/2020-01-01"))
    Keeper(stage.wizard, stage.session, tmp_path).restore(keep_language=False)
    assert stage.page.step is Step.LANGUAGE
    assert not ResumeFile(tmp_path).path.exists()


def test_the_entries_go_when_the_wizard_closes(stage: Stage, tmp_path: Path) -> None:
    keeper = Keeper(stage.wizard, stage.session, tmp_path)
    filled(stage)
    keeper.save()
    assert ResumeFile(tmp_path).path.exists()
    stage.wizard.close_anyway()
    assert not ResumeFile(tmp_path).path.exists()


def test_the_entries_go_with_the_decision(stage: Stage, tmp_path: Path) -> None:
    keeper = Keeper(stage.wizard, stage.session, tmp_path)
    stage.bring_to(Step.ACCEPTANCE)
    keeper.save()
    assert ResumeFile(tmp_path).path.exists()
    stage.accept()
    keeper.save()
    assert not ResumeFile(tmp_path).path.exists()


def test_a_language_that_is_not_offered_is_not_spoken(
    qtbot: QtBot, translation: Translation, stage: Stage
) -> None:
    del qtbot
    before = translation.language
    stage.wizard.speak_language("fi")
    assert translation.language == before
