"""A log file that is damaged, of another program or of another version is refused and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.statements import accepted
from helpers.tampering import edit

from installer.errors import Code, UntrustedData
from installer.evidence.fsck import fsck
from installer.evidence.log import Log
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.evidence.keys import MachineKey


@pytest.fixture
def attacked(folder: Path, key: MachineKey) -> Path:
    """A closed log of five acceptances."""
    with Log.open(folder, key) as log:
        for number in range(5):
            accepted(log, products=[f"product-{number}"])
    return folder


def names(folder: Path, key: MachineKey) -> set[str]:
    return {finding.id for finding in fsck(folder, key.public)}


def assert_refused(folder: Path, key: MachineKey, use: Callable[[Log], object]) -> None:
    with pytest.raises(UntrustedData) as caught, Log.open(folder, key) as log:
        use(log)
    assert caught.value.code is Code.LOG_BROKEN


def test_a_file_of_another_program_is_refused(folder: Path, key: MachineKey) -> None:
    folder.mkdir()
    (folder / LOG_FILE).write_bytes(b"this is no database, but it is long enough to look like one" * 20)
    assert_refused(folder, key, accepted)
    assert names(folder, key) == {"file"}


def test_a_log_of_a_later_version_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("PRAGMA user_version = 2", ()))
    assert_refused(attacked, key, accepted)
    assert names(attacked, key) == {"file"}


def test_a_log_without_its_tables_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DROP TABLE personal", ()), ("CREATE TABLE personal (x)", ()))
    assert_refused(attacked, key, lambda log: log.personal(0))
    assert names(attacked, key) == {"file"}


def test_text_that_is_not_utf_8_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE records SET time = CAST(x'ff' AS TEXT) WHERE idx = 3", ()))
    assert_refused(attacked, key, Log.statements)
    assert names(attacked, key) == {"file"}


def test_a_damaged_page_is_found(attacked: Path, key: MachineKey) -> None:
    with (attacked / LOG_FILE).open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    assert names(attacked, key)
