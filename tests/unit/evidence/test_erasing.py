"""People are taken out, the log says so, and verifies before and after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import finding_ids
from helpers.statements import FIELDS, TEXTS, accepted
from helpers.tampering import edit

from installer.errors import BadInput, Code, Unavailable
from installer.evidence.erasing import RECEIPTS, erase_people
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, seal
from installer.evidence.predicates import Acceptance, Erasure
from installer.evidence.receipt import make_receipt
from installer.evidence.store import LOG_FILE
from installer.evidence.upkeep import By
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.keys import MachineKey
    from installer.evidence.log import Log

NAME = FIELDS.actor.name.encode()
CLERK = PersonalFields(actor=ActorFields(name="Nagy Ádám"), principal=PrincipalFields(name="Próba Kft."))


def clerk() -> By:
    return By(seal(CLERK))


def whole_folder(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def filled(log: Log) -> Log:
    """Four acceptances by the same person, each under another salt."""
    for number in range(4):
        accepted(log, seal(FIELDS), products=[f"product-{number}"])
    return log


def test_an_erased_person_is_gone_and_the_log_says_so_and_verifies(
    filled: Log, folder: Path, key: MachineKey
) -> None:
    assert finding_ids(folder, key) == set()
    record = filled.erase([2, 0], "request", clerk())
    assert record.index == 4
    assert [filled.personal(index) is None for index in range(5)] == [True, False, True, False, False]
    tombstone = filled.statement(4).statement
    assert isinstance(tombstone.predicate, Erasure)
    assert (tombstone.predicate.of, tombstone.predicate.reason) == ([0, 2], "request")
    assert [item.digest.sha256 for item in tombstone.subject] == [
        filled.record(0).digest,
        filled.record(2).digest,
    ]
    assert len(filled.statements()) == 5
    assert finding_ids(folder, key) == set()


def test_not_a_byte_of_an_erased_person_stays_in_the_folder(filled: Log, folder: Path) -> None:
    salts = [sealed.salt for index in range(4) if (sealed := filled.personal(index)) is not None]
    assert len(salts) == 4
    assert NAME in whole_folder(folder)
    filled.erase(range(4), "retention", clerk())
    left = whole_folder(folder)
    assert NAME not in left
    assert FIELDS.actor.email.encode() not in left
    assert not any(salt in left for salt in salts)
    filled.close()
    assert NAME not in whole_folder(folder)


def test_a_person_is_erased_once(filled: Log, folder: Path, key: MachineKey) -> None:
    filled.erase([1], "error", clerk())
    with pytest.raises(BadInput) as caught:
        filled.erase([0, 1], "request", clerk())
    assert caught.value.code is Code.RECORD_ERASED
    assert caught.value.facts == {"path": str(filled.path), "record": 1}
    assert filled.personal(0) is not None
    assert finding_ids(folder, key) == set()


def test_a_record_that_is_not_there_is_not_erased(filled: Log) -> None:
    with pytest.raises(BadInput) as caught:
        filled.erase([0, 9], "request", clerk())
    assert caught.value.code is Code.RECORD_UNKNOWN
    assert filled.personal(0) is not None
    assert filled.size() == 4


def test_who_erased_can_be_erased_too(filled: Log, folder: Path, key: MachineKey) -> None:
    filled.erase([0], "request", clerk())
    filled.erase([4], "request", clerk())
    assert filled.personal(4) is None
    assert finding_ids(folder, key) == set()


def test_while_another_process_reads_the_erasure_stands_and_says_what_is_left(
    filled: Log, folder: Path, key: MachineKey
) -> None:
    filled._connection.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM records").fetchone()
        with pytest.raises(Unavailable) as caught:
            filled.erase([0], "request", clerk())
        assert caught.value.code is Code.ERASURE_PENDING
        reader.execute("ROLLBACK")
    assert filled.personal(0) is None
    assert filled.size() == 5
    assert finding_ids(folder, key) == set()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("DELETE FROM personal WHERE idx = 1", "erased-unsaid"),
        ("INSERT INTO personal SELECT 0, salt, fields FROM personal WHERE idx = 1", "not-erased"),
        ("UPDATE personal SET salt = zeroblob(32) WHERE idx = 1", "personal"),
        ("INSERT INTO personal SELECT 99, salt, fields FROM personal WHERE idx = 1", "personal"),
    ],
)
def test_people_who_come_and_go_without_the_log_are_found(
    filled: Log, folder: Path, key: MachineKey, command: str, name: str
) -> None:
    filled.erase([0], "request", clerk())
    edit(folder, (command, ()))
    assert name in finding_ids(folder, key)


def test_the_receipts_beside_the_log_lose_the_person_too(filled: Log, folder: Path) -> None:
    receipts = folder / RECEIPTS
    receipts.mkdir()
    for index in range(2):
        (receipts / f"{index}.assent.json").write_bytes(make_receipt(filled, filled.record(index), TEXTS))
        (receipts / f"{index}.pdf").write_bytes(b"certificate of " + NAME)
    (receipts / "other.assent.json").write_bytes(b"{}")
    (receipts / "broken.assent.json").write_bytes(b"{")
    done = erase_people(filled, [0], "request", clerk())
    assert {path.name for path in done.files} == {"0.assent.json", "0.pdf"}
    assert done.record.index == 4
    verification = verify((receipts / "0.assent.json").read_bytes())
    assert verification.valid
    assert verification.statement is not None
    assert isinstance(verification.statement.predicate, Acceptance)
    assert NAME not in (receipts / "0.assent.json").read_bytes()
    assert NAME in (receipts / "1.assent.json").read_bytes()
    assert (receipts / "1.pdf").exists()
    assert not (receipts / "0.pdf").exists()


def test_nothing_is_taken_from_receipts_when_the_log_would_refuse(filled: Log, folder: Path) -> None:
    receipts = folder / RECEIPTS
    receipts.mkdir()
    (receipts / "0.assent.json").write_bytes(make_receipt(filled, filled.record(0), TEXTS))
    filled.erase([1], "request", clerk())
    for wrong, code in (([0, 1], Code.RECORD_ERASED), ([0, 9], Code.RECORD_UNKNOWN)):
        with pytest.raises(BadInput) as caught:
            erase_people(filled, wrong, "request", clerk())
        assert caught.value.code is code
    assert NAME in (receipts / "0.assent.json").read_bytes()


def test_a_log_without_receipts_is_erased_from_all_the_same(filled: Log) -> None:
    assert erase_people(filled, [3], "error", clerk()).files == ()
