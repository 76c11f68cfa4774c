"""A new key: the old one hands the log over, no moment loses the key that is needed next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.statements import FIELDS, accepted, erasure
from helpers.tampering import edit, one

from installer.errors import BadInput, Code, UntrustedData
from installer.evidence import rotation
from installer.evidence.checkpoint import open_checkpoint, origin_of
from installer.evidence.envelope import subject
from installer.evidence.epochs import Epochs, handed_over, read_epochs
from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.predicates import Commitment, KeyRotation, PredicateType
from installer.evidence.rotation import NEXT_FILE, OLD_FILE
from installer.evidence.upkeep import By

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def by() -> By:
    return By(seal(FIELDS))


@pytest.fixture
def machine(folder: Path) -> Path:
    """A machine with a key file and two acceptances."""
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        for number in range(2):
            accepted(log, seal(FIELDS), products=[f"product-{number}"])
    return folder


@pytest.fixture
def opened(machine: Path) -> Iterator[Log]:
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log:
        yield log


def names(folder: Path) -> set[str]:
    return {finding.id for finding in fsck(folder, MachineKey.load(folder / KEY_FILE).public)}


def test_after_a_rotation_the_new_key_signs_and_the_log_keeps_its_name(opened: Log, machine: Path) -> None:
    old, origin = opened.key, opened.origin
    record = opened.rotate("scheduled", by())
    new = opened.key
    assert old != new
    assert MachineKey.load(machine / KEY_FILE).public == new
    assert opened.origin == origin == origin_of(old)
    after = accepted(opened, seal(FIELDS))
    assert opened.epochs() == Epochs((0, 3), (old, new))
    assert [opened.epochs().at(index) for index in range(5)] == [old, old, old, new, new]
    for size, signer in ((2, old), (3, old), (4, new)):
        assert open_checkpoint(opened.checkpoint(size), signer, origin).size == size
    assert [logged.index for logged in opened.statements()] == [0, 1, record.index, after.index]
    assert names(machine) == set()


def test_a_rotation_names_both_keys_and_proves_the_new_one(opened: Log) -> None:
    old = opened.key
    record = opened.rotate("compromised", by())
    said = opened.statement(record.index).statement
    assert isinstance(said.predicate, KeyRotation)
    assert (said.predicate.old, said.predicate.new) == (old.text, opened.key.text)
    assert said.predicate.reason == "compromised"
    assert [item.digest.sha256 for item in said.subject] == [old.id, opened.key.id]
    assert handed_over(said.predicate, record.index, opened.epochs()) == ""


def test_the_old_key_is_destroyed(opened: Log, machine: Path) -> None:
    old = (machine / KEY_FILE).read_bytes()
    opened.rotate("scheduled", by())
    files = {path.name: path.read_bytes() for path in machine.iterdir()}
    assert not {NEXT_FILE, OLD_FILE} & files.keys()
    assert not any(old in data for data in files.values())


def test_keys_may_change_more_than_once(opened: Log, machine: Path) -> None:
    for _ in range(3):
        opened.rotate("scheduled", by())
        accepted(opened, seal(FIELDS))
    assert len(opened.epochs()) == 4
    assert len(opened.statements()) == 8
    opened.close()
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log:
        assert len(log.statements()) == 8
    assert names(machine) == set()


def test_a_process_that_still_holds_the_old_key_goes_on_with_the_new_one(opened: Log, machine: Path) -> None:
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as other:
        opened.rotate("scheduled", by())
        record = accepted(other, seal(FIELDS))
        assert other.epochs().at(record.index) == opened.key
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log:
        assert len(log.statements()) == 4
    assert names(machine) == set()


def test_a_key_that_is_gone_signs_nothing(opened: Log, machine: Path) -> None:
    old = MachineKey.load(machine / KEY_FILE)
    opened.rotate("scheduled", by())
    (machine / KEY_FILE).unlink()
    with Log.open(machine, old) as log:
        assert len(log.statements()) == 3
        with pytest.raises(UntrustedData) as caught:
            accepted(log)
    assert caught.value.facts["detail"] == "key-replaced"


def test_a_key_file_put_in_the_place_of_the_machines_is_named(machine: Path) -> None:
    (machine / KEY_FILE).unlink()
    other = MachineKey.load_or_create(machine)
    with Log.open(machine, other) as log, pytest.raises(UntrustedData):
        accepted(log)
    assert names(machine) == {"replaced"}


def test_an_older_key_file_put_back_is_named(opened: Log, machine: Path) -> None:
    old = (machine / KEY_FILE).read_bytes()
    opened.rotate("scheduled", by())
    (machine / KEY_FILE).write_bytes(old)
    assert names(machine) == {"key-replaced"}


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", ["replace", "hardlink_to", "unlink"])
def test_a_rotation_that_ends_before_the_key_has_its_name_is_finished_by_the_next_open(
    machine: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    from pathlib import Path as Real

    def die(*_: object, **__: object) -> None:
        raise Killed

    old = MachineKey.load(machine / KEY_FILE)
    with Log.open(machine, old) as log:
        monkeypatch.setattr(Real, step, die)
        with pytest.raises(Killed):
            log.rotate("scheduled", by())
        monkeypatch.undo()
    if step == "unlink":  # nothing was begun
        assert names(machine) == set()
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log:
        accepted(log, seal(FIELDS))
        assert MachineKey.load(machine / KEY_FILE).public == log.key
    assert {path.name for path in machine.glob("machine-key*")} - {NEXT_FILE} == {KEY_FILE}
    assert names(machine) == set()


def test_a_pending_key_is_no_finding(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def settled(folder: Path, _: object) -> None:
        if (folder / NEXT_FILE).exists():
            raise Killed

    monkeypatch.setattr("installer.evidence.log.settle", settled)
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log, pytest.raises(Killed):
        log.rotate("scheduled", by())
    monkeypatch.undo()
    assert (machine / NEXT_FILE).exists()
    assert names(machine) == set()


def test_a_spare_key_that_was_never_used_is_replaced(machine: Path) -> None:
    rotation.prepare(machine)
    with Log.open(machine, MachineKey.load(machine / KEY_FILE)) as log:
        before = log.key
        log.rotate("moved", by())
        assert log.key != before
    assert names(machine) == set()


@pytest.mark.parametrize(
    "command",
    [
        "DELETE FROM keys WHERE start = 3",
        "UPDATE keys SET start = 4 WHERE start = 3",
        "UPDATE keys SET start = 1 WHERE start = 0",
        "INSERT INTO keys SELECT 2, public FROM keys WHERE start = 3",
        "INSERT INTO keys SELECT 99, public FROM keys WHERE start = 3",
        "UPDATE keys SET public = 'AAAA' WHERE start = 3",
        "UPDATE keys SET public = (SELECT public FROM keys WHERE start = 0) WHERE start = 3",
        "DELETE FROM keys",
    ],
)
def test_a_key_that_was_not_handed_over_is_refused_and_named(
    opened: Log, machine: Path, command: str
) -> None:
    opened.rotate("scheduled", by())
    accepted(opened, seal(FIELDS))
    opened.close()
    edit(machine, (command, ()))
    key = MachineKey.load(machine / KEY_FILE)
    with pytest.raises(UntrustedData) as caught, Log.open(machine, key) as log:
        accepted(log, seal(FIELDS))
    assert caught.value.code is Code.LOG_BROKEN
    assert {"key-replaced", "replaced"} & names(machine)


def test_a_rotation_without_the_new_keys_signature_hands_nothing_over(opened: Log) -> None:
    record = opened.rotate("scheduled", by())
    epochs, said = opened.epochs(), opened.statement(record.index).statement.predicate
    for wrong in ("AAAA", "no base64"):
        changed = msgspec.structs.replace(said, new_signature=wrong)
        assert handed_over(changed, record.index, epochs) == "new-key-not-possessed"
    changed = msgspec.structs.replace(said, new=epochs.keys[0].text)
    assert handed_over(changed, record.index, epochs) == "rotation-of-another-key"
    assert handed_over(said, 0, epochs) == "rotation-without-key"
    first = opened.statement(0).statement.predicate
    assert handed_over(first, record.index, epochs) == "key-without-rotation"


def test_no_rotation_and_no_erasure_is_appended_as_a_mere_statement(opened: Log) -> None:
    record = opened.rotate("scheduled", by())
    said = opened.statement(record.index).statement.predicate
    sealed = opened.personal(record.index)
    assert sealed is not None
    keys = [subject("old-key", opened.epochs().keys[0].id), subject("new-key", opened.key.id)]
    gone = erasure(personal=Commitment(commitment=sealed.commitment))
    for kind, subjects, predicate in (
        (PredicateType.KEY_ROTATION, keys, said),
        (PredicateType.ERASURE, [subject("record/0", opened.record(0).digest)], gone),
    ):
        with pytest.raises(BadInput) as caught:
            opened.append(kind, subjects, predicate, sealed)
        assert caught.value.facts["detail"] == "upkeep"
    assert opened.size() == 3


def test_keys_are_listed_from_the_first_place_on() -> None:
    key = MachineKey.from_seed(bytes(32)).public
    for rows in ([], [(1, key.text)], [(0, "AAAA")]):
        with pytest.raises(UntrustedData):
            read_epochs(rows)
    assert read_epochs([(0, key.text)]) == Epochs.of(key)


def test_the_log_lists_its_first_key_from_its_first_record_on(machine: Path, tmp_path: Path) -> None:
    assert one(machine, "SELECT start, public FROM keys") == (
        0,
        MachineKey.load(machine / KEY_FILE).public.text,
    )
    with Log.open(tmp_path / "new", MachineKey.load_or_create(tmp_path / "new")) as log:
        assert log.key == MachineKey.load(tmp_path / "new" / KEY_FILE).public
    assert one(tmp_path / "new", "SELECT count(*) FROM keys") == (0,)
