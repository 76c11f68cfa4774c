"""What a face tells of its screen is signed as it was told, and its pictures stand beside the receipt."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import screen
from helpers.records import accepted
from msgspec.structs import replace

from installer.errors import Code, Unavailable
from installer.evidence.erasing import erase_people
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, seal
from installer.evidence.upkeep import By
from installer.flow.state import Decision
from installer.flow.steps import Step
from installer.session.presentation import Grab, PageVisit, SectionShown, Shown

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session

NOON = datetime(2026, 3, 1, 11, 50, tzinfo=UTC)
PICTURE = Grab(Step.AGREEMENT, b"\x89PNG picture of the window", 1280, 800, masked=True)
SHOWN = Shown(
    pages=(PageVisit(Step.AGREEMENT, "hu", NOON, NOON.replace(minute=58)),),
    sections=(SectionShown("xprotect-corporate", "hu", ("heading", "1", "4"), 42),),
    searches=3,
    printed=1,
    saved=("pdf",),
    labels={"accept": "Elfogadom", "tick-agreement": "Elfogadom a szerződést."},
    grabs=(PICTURE,),
)


def test_what_was_told_stands_in_the_statement(ready: Session, state_folder: Path) -> None:
    ready.accept(replace(screen(ready), shown=SHOWN))
    said = accepted(state_folder).presentation
    assert [(page.step, page.language, page.entered, page.left) for page in said.pages] == [
        ("agreement", "hu", "2026-03-01T11:50:00Z", "2026-03-01T11:58:00Z")
    ]
    told = said.sections_seen[0]
    assert (told.section, told.language, told.clauses, told.seconds) == (
        "xprotect-corporate",
        "hu",
        ["heading", "1", "4"],
        42,
    )
    assert (said.searches, said.printed, said.saved) == (3, 1, ["pdf"])
    assert said.labels == SHOWN.labels
    picture = said.grabs[0]
    assert (picture.step, picture.width, picture.height, picture.masked) == ("agreement", 1280, 800, True)
    assert picture.sha256 == sha256(PICTURE.png).hexdigest()


def test_a_section_is_named_once_whoever_tells_of_it(ready: Session, state_folder: Path) -> None:
    ready.accept(replace(screen(ready), shown=SHOWN))
    seen = [(found.section, found.language) for found in accepted(state_folder).presentation.sections_seen]
    assert len(seen) == len(set(seen))
    assert set(seen) == ready.state.seen


def test_the_picture_stands_beside_the_receipt_under_its_digest(ready: Session) -> None:
    issued = ready.accept(replace(screen(ready), shown=SHOWN))
    kept = issued.receipt.with_name(f"{PICTURE.sha256}.png")
    assert kept.read_bytes() == PICTURE.png


def test_nothing_is_accepted_when_the_picture_cannot_be_kept(ready: Session, state_folder: Path) -> None:
    (state_folder / "receipts" / f"{PICTURE.sha256}.png").mkdir(parents=True)
    with pytest.raises(Unavailable) as caught:
        ready.accept(replace(screen(ready), shown=SHOWN))
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert ready.state.decision is Decision.OPEN
    assert ready.issued() == ()


def test_whoever_is_erased_is_in_no_picture_either(ready: Session, state_folder: Path) -> None:
    issued = ready.accept(replace(screen(ready), shown=SHOWN))
    kept = issued.receipt.with_name(f"{PICTURE.sha256}.png")
    assert kept.exists()
    by = PersonalFields(actor=ActorFields(name="Nagy Pál"), principal=PrincipalFields(name="Nagy Pál"))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        done = erase_people(log, [issued.index], "request", By(seal(by)))
    assert kept in done.files
    assert not kept.exists()
