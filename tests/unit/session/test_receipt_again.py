"""Receipts that are made again from the log: of every record, whatever has become of its text."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, TERMS, desk, grant
from helpers.editions import later_edition
from helpers.full_disks import full
from helpers.journeys import EVA, make_ready, open_on, screen
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.acceptance.roles import Occasion
from installer.errors import AssentError, BadInput, Code
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.verify import verify
from installer.session import notices
from installer.session.again import make_again
from installer.session.notices import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session.again import Again


def again(record: str) -> Again:
    return desk().acts.receipt_again(record)


def made_from(state_folder: Path, editions: Path, index: int) -> Again:
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        return make_again(log, index, state_folder, editions)


def test_it_is_the_same_to_the_byte(own: str, target: Path) -> None:
    declining = make_ready(open_on(target), parties=EVA)
    every = (
        grant(desk(), TERMS),
        desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG),
        declining.decline(screen(declining)).issued,
    )
    for issued in every:
        first = issued.receipt.read_bytes()
        issued.receipt.unlink()
        found = again(issued.statement)
        assert (found.data, found.place) == (first, issued.receipt)
        desk().acts.write_again(found, found.place)
        assert verify(issued.receipt.read_bytes()).valid


def test_a_record_that_is_not_there_has_none(own: str) -> None:
    del own
    with pytest.raises(BadInput) as caught:
        again("9")
    assert caught.value.code is Code.RECORD_UNFIT


def test_a_file_that_cannot_be_written_is_named(own: str, tmp_path: Path) -> None:
    path = tmp_path / "none" / "again.assent.json"
    with pytest.raises(AssentError) as caught:
        desk().acts.write_again(again(own), path)
    assert (caught.value.code, caught.value.facts["path"]) == (Code.FILE_UNWRITABLE, str(path))


def test_the_text_of_an_edition_that_is_gone_is_in_another_receipt(
    own: str, editions: Path, state_folder: Path
) -> None:
    named = again(own)
    grant(desk(), TERMS)
    named.place.unlink()
    (gone,) = (path for path in editions.rglob("2025-02-12") if path.is_dir())
    shutil.rmtree(gone)
    assert made_from(state_folder, editions, 0).data == named.data
    for path in (state_folder / "receipts").iterdir():
        path.unlink()
    with pytest.raises(BadInput) as caught:
        made_from(state_folder, editions, 0)
    assert (caught.value.code, caught.value.facts["edition"]) == (
        Code.EDITION_UNKNOWN,
        "milestone-xprotect/2025-02-12",
    )


def test_an_edition_of_that_name_with_other_words_is_another(
    own: str, editions: Path, state_folder: Path, tmp_path: Path
) -> None:
    named = again(own)
    (there,) = (path for path in editions.rglob("2025-02-12") if path.is_dir())
    later_edition(tmp_path / "other", changed=("introduction/p1",), date="2025-02-12")
    (other,) = (path for path in (tmp_path / "other").rglob("2025-02-12") if path.is_dir())
    shutil.rmtree(there)
    shutil.copytree(other, there)
    assert made_from(state_folder, editions, 0).data == named.data, "from the receipt that is still there"
    named.place.unlink()
    with pytest.raises(BadInput) as caught:
        made_from(state_folder, editions, 0)
    assert caught.value.code is Code.EDITION_UNKNOWN


def test_a_notice_that_had_to_do_without_it_gets_its_copy(target: Path, state_folder: Path) -> None:
    remote = replace(EVA, occasion=Occasion.REMOTE, remote_computers=12)
    session = make_ready(open_on(target), parties=remote)
    with full(state_folder / "receipts"), pytest.raises(AssentError) as caught:
        session.accept(screen(session))
    assert caught.value.code is Code.RECEIPT_UNWRITABLE
    assert desk().acts.notices() == (), "without its receipt it is nobody's to answer"
    found = again(str(caught.value.facts["statement"]))
    desk().acts.write_again(found, found.place)
    ((pending, answer),) = desk().acts.notices()
    assert answer is Answer.PENDING
    copy = notices.receipt_of(pending.path)
    assert copy.read_bytes() == found.data
    copy.write_bytes(b"kept as it is")
    desk().acts.write_again(found, found.place)
    assert copy.read_bytes() == b"kept as it is"
