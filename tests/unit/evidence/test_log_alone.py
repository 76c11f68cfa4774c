"""A question to the log and the record that follows from it are one step."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import TYPE_CHECKING

import pytest
from helpers.statements import accepted

from installer.errors import BadInput
from installer.evidence.fsck import fsck
from installer.evidence.log import Log

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.keys import MachineKey


def test_nobody_else_writes_meanwhile(log: Log, tmp_path: Path, key: MachineKey) -> None:
    before = log.size()
    with ThreadPoolExecutor(1) as pool, Log.open(log.path.parent, key) as other:
        with log.alone():
            theirs = pool.submit(accepted, other)
            with pytest.raises(NotYet):
                theirs.result(timeout=0.2)
            assert log.size() == before
            mine = accepted(log)
            assert log.size() == before + 1
        assert theirs.result(timeout=60).index == mine.index + 1
    assert log.size() == before + 2
    assert tmp_path.exists()


def accept_two_and_fail(log: Log) -> None:
    for _ in range(2):
        accepted(log)
    accepted(log, channel="unattended")


def test_all_of_it_stands_or_nothing(log: Log, key: MachineKey) -> None:
    before = log.records()
    with pytest.raises(BadInput), log.alone():
        accept_two_and_fail(log)
    assert log.records() == before
    assert accepted(log).index == len(before)
    assert fsck(log.path.parent, key.public) == ()


def test_several_records_at_once_are_as_sound_as_one_by_one(log: Log, key: MachineKey) -> None:
    with log.alone():
        made = [accepted(log, products=[f"product-{number}"]) for number in range(3)]
        assert [found.record for found in log.statements()][-3:] == made
    assert log.records()[-3:] == tuple(made)
    assert fsck(log.path.parent, key.public) == ()
