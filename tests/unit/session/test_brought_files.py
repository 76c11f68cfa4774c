"""Files from a principal's computer: what is kept of them, and what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import attacked_key, cut, grow
from helpers.delegates import DIRECTOR, desk
from helpers.forging import STRANGER, rewritten
from helpers.granters import Office, bring, brought, flip, refused
from helpers.journeys import FOR_A_CUSTOMER, NOON
from helpers.statements import FIELDS

from installer.acceptance.channel import Given
from installer.errors import BadInput, Code, Refused, Unavailable
from installer.evidence.locking import holding
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.trust import read_keys
from installer.evidence.upkeep import By
from installer.session import foreign
from installer.session.elsewhere import FOLDER, KEYS_FILE, LOCK_FILE
from installer.session.listed_grants import GrantState

if TYPE_CHECKING:
    from pathlib import Path


def test_a_grant_counts_by_a_trusted_key_alone(office: Office, state_folder: Path) -> None:
    files = [office.receipt(office.accept()), office.receipt(office.grant()), office.export()]
    for path in files:
        for keys in ((), (STRANGER.public,)):
            assert refused(path, keys) == "enrolled"
    assert not (state_folder / FOLDER).exists()
    bring(files[0], [STRANGER.public, office.key])
    # Once trusted it stays so; a key that nothing was brought by is not remembered.
    bring(files[1])
    assert (state_folder / FOLDER / KEYS_FILE).read_text() == office.key.pem


def test_two_files_that_are_brought_at_once_keep_the_keys_of_both(office: Office, state_folder: Path) -> None:
    path, folder = office.receipt(office.accept()), state_folder / FOLDER
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(1) as pool:
        with holding(folder / LOCK_FILE, 1):
            bringing = pool.submit(bring, path, [office.key])
            with pytest.raises(NotYet):
                bringing.result(timeout=0.3)
            # What the other process does while it has the lock.
            (folder / KEYS_FILE).write_text(STRANGER.public.pem)
        bringing.result(timeout=60)
    assert set(read_keys(folder / KEYS_FILE)) == {STRANGER.public, office.key}


@pytest.mark.parametrize("damage", ["changed", "renamed", "no-key", "other-key"])
def test_one_kept_file_that_does_not_hold_stops_every_grant(
    office: Office, state_folder: Path, damage: str
) -> None:
    accepted, granted = office.accept(), office.grant()
    for found in (accepted, granted):
        bring(office.receipt(found), [office.key])
    folder = state_folder / FOLDER
    bring(office.receipt(office.revoke(granted, NOON)))
    (kept,) = (path for path in folder.iterdir() if path.name.startswith(granted))
    if damage == "changed":
        flip(kept)
    elif damage == "renamed":
        kept.rename(folder / f"{'0' * 64}.assent.json")
    elif damage == "no-key":
        (folder / KEYS_FILE).unlink()
    else:
        (folder / KEYS_FILE).write_text(STRANGER.public.pem)
    with pytest.raises(Refused) as caught:
        desk().acts.delegation.listed()
    assert caught.value.code is Code.GRANT_UNFIT


def test_an_export_must_hold_all_that_was_known_of_its_log(office: Office) -> None:
    office.accept()
    record = office.grant()
    bring(office.export(), [office.key])
    office.revoke(record, NOON)
    bring(office.export())
    assert [item.state for item in brought()] == [GrantState.REVOKED]
    cut(office.home, 2)
    assert refused(office.export()) == "rolled-back"
    grow(office.home, 1, "other")
    assert refused(office.export()) == "regrown"
    assert [item.state for item in brought()] == [GrantState.REVOKED]


def test_an_export_must_hold_the_receipts_that_were_brought_of_its_log(office: Office) -> None:
    office.accept()
    record = office.grant()
    bring(office.receipt(office.revoke(record, NOON)))
    cut(office.home, 2)
    assert refused(office.export(), [office.key]) == "rolled-back"


def test_a_receipt_newer_than_the_export_adds_to_it(office: Office) -> None:
    office.accept()
    record = office.grant()
    bring(office.export(), [office.key])
    bring(office.receipt(office.revoke(record, NOON + timedelta(days=1))))
    (listed,) = brought()
    assert (listed.state, listed.granted.known_until) == (GrantState.REVOKED, NOON)


def test_what_shows_no_grant_is_named(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    accepted = office.accept()
    receipt, keys = office.receipt(accepted), [office.key]
    assert refused(office.export(people=False), keys) == "erased"
    broken = office.export()
    whole = broken.read_bytes()
    flip(broken)
    assert refused(broken, keys)
    broken.write_bytes(whole[:-1])
    assert refused(broken, keys) == "torn"
    head = whole.split(b"\n")[0].replace(b'"size":1', b'"size":0') + b"\n"
    broken.write_bytes(head)
    assert refused(broken, keys) == "empty"
    without = office.files / "without.assent.json"
    without.write_bytes(_without_people(receipt.read_bytes()))
    assert refused(without, keys) == "erased"
    flip(receipt)
    assert refused(receipt, keys)
    with pytest.raises(BadInput) as caught:
        bring(tmp_path / "nowhere.json")
    assert caught.value.code is Code.RECEIPT_UNREADABLE
    monkeypatch.setattr(foreign, "LIMIT", 1000)
    assert refused(receipt, keys) == "too-large"


def _without_people(receipt: bytes) -> bytes:
    return rewritten(receipt, lambda document: document.update(personal=None))


def test_a_revocation_whose_person_was_erased_counts(office: Office) -> None:
    office.accept()
    record = office.grant()
    bring(office.export(), [office.key])
    receipt = office.receipt(office.revoke(record, NOON))
    receipt.write_bytes(_without_people(receipt.read_bytes()))
    bring(receipt)
    assert [item.state for item in brought()] == [GrantState.REVOKED]


def test_a_grant_whose_principal_was_erased_there_grants_nothing(office: Office) -> None:
    office.accept()
    office.grant()
    with Log.open(office.home, attacked_key(office.home)) as log:
        log.erase([1], "request", By(seal(FIELDS)))
    bring(office.export(), [office.key])
    (listed,) = brought()
    assert listed.state is GrantState.VOID


def test_a_statement_of_another_kind_is_no_grant(office: Office) -> None:
    dealers = office.accept(FOR_A_CUSTOMER)
    with office.at():
        ratified = desk().acts.standing.ratify(dealers, DIRECTOR, Given.FLAG).statement
    assert refused(office.receipt(ratified), [office.key]) == "assent:ratification/v1"


def test_a_folder_that_cannot_be_written_is_named(office: Office, state_folder: Path) -> None:
    receipt = office.receipt(office.accept())
    (state_folder / "imported").write_bytes(b"in the way")
    with pytest.raises(Unavailable) as caught:
        bring(receipt, [office.key])
    assert caught.value.code is Code.LOG_UNWRITABLE
