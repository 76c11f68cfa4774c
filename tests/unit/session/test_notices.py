"""Installing on other computers: the notice that is left, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import ADMINISTRATOR, DIRECTOR, LATER, install_for, updating
from helpers.full_disks import full
from helpers.journeys import EVA, make_ready, open_on, screen, small_bundle
from helpers.records import people, recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.notice import read_notice
from installer.acceptance.parties import Actor, Capacity, Parties
from installer.acceptance.roles import Occasion
from installer.errors import AssentError, Code
from installer.evidence.predicates import Acceptance, Objection, Ratification
from installer.evidence.verify import verify
from installer.session import notices, open_session
from installer.session.notices import Answer
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session.acts import Acts

REMOTE = replace(EVA, occasion=Occasion.REMOTE, remote_computers=12)
ANNA = Parties(actor=Actor("Kovács Anna", "anna@example.com"))
CLAUSE = "xprotect-update-manager/3"


def acts() -> Acts:
    return open_session(language="hu", channel=Channel.UNATTENDED, clock=lambda: LATER).acts


@pytest.fixture
def left(target: Path) -> Path:
    """The notice that a remote acceptance leaves."""
    session = make_ready(open_on(target), parties=REMOTE)
    issued = session.accept(screen(session))
    assert issued.notice is not None
    return issued.notice


def test_a_remote_acceptance_names_its_notice_and_the_administrators_yes(
    left: Path, state_folder: Path
) -> None:
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.remote is not None
    assert (said.occasion, said.remote.count) == ("remote", 12)
    assert left == state_folder / "notices" / f"{said.remote.notice}.notice.json"
    assert {found.id: found.cite for found in said.affirmations}["remote-users"] == [CLAUSE]


def test_the_notice_tells_what_was_accepted_by_whom_and_what_they_answer_for(
    left: Path, state_folder: Path
) -> None:
    notice, _ = read_notice(left)
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert notice.edition == said.edition
    assert (notice.products, notice.sections, notice.computers) == (said.products, said.sections, 12)
    assert notice.administrator.name == "Kiss Éva"
    (undertaken,) = notice.undertakings
    (affirmed,) = (found for found in said.affirmations if found.id == "remote-users")
    assert (undertaken.words, undertaken.cite) == (affirmed.words, [CLAUSE])


def test_the_receipt_with_the_exact_texts_lies_beside_the_notice(left: Path) -> None:
    assert verify(notices.receipt_of(left).read_bytes()).valid


def test_the_next_person_confirms(left: Path, state_folder: Path) -> None:
    ((pending, answer),) = acts().notices()
    assert (pending.path, answer) == (left, Answer.PENDING)
    issued = acts().standing.answer(pending, ANNA, Given.FLAG, confirm=True)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Ratification)
    assert said.of == pending.acceptance.digest
    assert people(state_folder, 1).actor.name == "Kovács Anna"
    assert verify(issued.receipt.read_bytes()).valid
    assert acts().notices()[0][1] is Answer.CONFIRMED


def test_the_next_person_objects_on_the_other_computer(
    left: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = acts().notice(notices.digest_of(left)[:10])
    notice, _ = notices.hand_over(pending, tmp_path / "stick")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("ASSENT_STATE", str(other))
    arrived = acts().notice(str(notice))
    acts().standing.answer(arrived, ANNA, Given.FLAG, confirm=False, remarks="nem kértük")
    (said,) = recorded(other)
    assert isinstance(said, Objection)
    assert said.of == pending.acceptance.digest
    assert people(other).remarks == "nem kértük"


def test_a_users_objection_does_not_take_the_organisations_grant_away(
    target: Path, bundle: Path, tmp_path: Path
) -> None:
    remote = replace(DIRECTOR, occasion=Occasion.REMOTE, remote_computers=1)
    install_for(remote, target, bundle)
    ((pending, _),) = acts().notices()
    acts().standing.answer(pending, ANNA, Given.FLAG, confirm=False)
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    assert updating(target, newer).accept(Presentation())


def test_a_delegate_answers_for_the_users_even_where_nothing_changed(
    target: Path, bundle: Path, tmp_path: Path, state_folder: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    remote = replace(ADMINISTRATOR, occasion=Occasion.REMOTE, remote_computers=3)
    updating(target, newer, parties=remote).accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.capacity == "delegate"
    assert said.remote is not None
    assert len(acts().notices()) == 1


def test_a_remote_acceptance_counts_its_computers(target: Path) -> None:
    session = make_ready(open_on(target), parties=replace(REMOTE, remote_computers=0))
    with pytest.raises(AssentError) as caught:
        session.accept(screen(session))
    assert (caught.value.code, caught.value.facts["field"]) == (Code.PARTY_INCOMPLETE, "remote_computers")


def test_a_notice_whose_acceptance_failed_is_nobodys_to_answer(left: Path) -> None:
    notices.receipt_of(left).unlink()
    assert acts().notices() == ()


def test_a_notice_beside_another_receipt_is_refused(left: Path, target: Path) -> None:
    session = make_ready(open_on(target))
    other = session.accept(screen(session))
    notices.receipt_of(left).write_bytes(other.receipt.read_bytes())
    with pytest.raises(AssentError) as caught:
        acts().notice(str(left))
    assert (caught.value.code, caught.value.facts["detail"]) == (Code.RECEIPT_UNFIT, "notice")


@pytest.mark.parametrize("named", ["", "ffff", "nowhere.notice.json"])
def test_a_notice_that_is_not_there_is_named(left: Path, named: str) -> None:
    del left
    with pytest.raises(AssentError) as caught:
        acts().notice(named)
    assert caught.value.code is Code.NOTICE_UNREADABLE


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data.replace(b'"computers":12', b'"computers":0'),
        lambda data: data.replace(b'"computers":12', b'"computers":12,"extra":1'),
        lambda data: data + b"\n",
        lambda data: data.replace(b'"computers":12', b'"computers": 12'),
        lambda data: data.replace(b"assent/pending-notice", b"assent/something-else"),
        lambda _: b"",
    ],
    ids=["cut", "no computer", "unknown key", "a line more", "a space more", "another type", "empty"],
)
def test_a_damaged_notice_is_refused(left: Path, damage: object) -> None:
    left.write_bytes(damage(left.read_bytes()))  # type: ignore[operator] # one of the functions above
    with pytest.raises(AssentError) as caught:
        read_notice(left)
    assert caught.value.code is Code.NOTICE_MALFORMED


def test_a_notice_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(AssentError) as caught:
        read_notice(tmp_path / "nowhere.notice.json")
    assert caught.value.code is Code.NOTICE_UNREADABLE


def test_only_somebody_in_person_answers_a_notice(left: Path) -> None:
    pending = acts().notice(str(left))
    with pytest.raises(AssentError) as caught:
        acts().standing.answer(pending, replace(ANNA, capacity=Capacity.DELEGATE), Given.FLAG, confirm=True)
    assert caught.value.code is Code.NOT_PRINCIPAL
    assert caught.value.cite == (CLAUSE,)


def test_where_the_notice_cannot_be_kept_nothing_is_accepted(target: Path, state_folder: Path) -> None:
    (state_folder / "notices").write_text("in the way")
    session = make_ready(open_on(target), parties=REMOTE)
    with pytest.raises(AssentError) as caught:
        session.accept(screen(session))
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert recorded(state_folder) == []


def test_a_remote_acceptance_stands_although_the_notice_gets_no_copy_of_its_receipt(
    target: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target), parties=REMOTE)
    with full(state_folder / "notices", room=8192), pytest.raises(AssentError) as caught:
        session.accept(screen(session))
    assert caught.value.code is Code.RECEIPT_UNWRITABLE
    assert caught.value.facts["record"] == "0"
    assert str(caught.value.facts["path"]).startswith(str(state_folder / "notices"))
    assert session.issued()[0].receipt.exists()
    assert isinstance(recorded(state_folder)[0], Acceptance)


def test_a_folder_that_takes_no_copy_is_named(left: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("in the way")
    with pytest.raises(AssentError) as caught:
        notices.hand_over(acts().notice(str(left)), tmp_path / "stick")
    assert caught.value.code is Code.FILE_UNWRITABLE
