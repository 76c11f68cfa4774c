"""A log file that is damaged, of another program or of another version is refused and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.attacks import assert_refused, finding_ids
from helpers.statements import accepted
from helpers.tampering import edit

from installer.evidence.log import Log
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.keys import MachineKey


def test_a_file_of_another_program_is_refused(folder: Path, key: MachineKey) -> None:
    folder.mkdir()
    (folder / LOG_FILE).write_bytes(b"this is no database, but it is long enough to look like one" * 20)
    assert_refused(folder, key, accepted)
    assert finding_ids(folder, key) == {"file"}


def test_a_log_of_a_later_version_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("PRAGMA user_version = 2", ()))
    assert_refused(attacked, key, accepted)
    assert finding_ids(attacked, key) == {"file"}


def test_a_log_without_its_tables_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DROP TABLE personal", ()), ("CREATE TABLE personal (x)", ()))
    assert_refused(attacked, key, lambda log: log.personal(0))
    assert finding_ids(attacked, key) == {"file"}


def test_text_that_is_not_utf_8_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE records SET time = CAST(x'ff' AS TEXT) WHERE idx = 3", ()))
    assert_refused(attacked, key, Log.statements)
    assert finding_ids(attacked, key) == {"file"}


def test_a_damaged_page_is_found(attacked: Path, key: MachineKey) -> None:
    with (attacked / LOG_FILE).open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    assert finding_ids(attacked, key)
