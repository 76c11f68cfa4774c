"""Attacks on the log by somebody who can write to the file. One test for each.

The log refuses (nothing is covered, nothing is appended) and `fsck` names the attack. What is not seen
unless somebody holds an older checkpoint is in `test_held_checkpoints`.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import assert_refused, finding_ids
from helpers.statements import SUBJECTS, TEXTS, acceptance, accepted
from helpers.tampering import edit, one, triggers

from installer.evidence import tree
from installer.evidence.canonical import sha256_hex
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.envelope import encode_statement, sign_envelope
from installer.evidence.fsck import fsck
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import PredicateType
from installer.evidence.receipt import make_receipt
from installer.evidence.record import encode_record
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from pathlib import Path


def forged(key: MachineKey, index: int, previous: str, products: list[str]) -> bytes:
    """A record that is well formed in itself, signed by some key."""
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance(products=products))
    return encode_record(index, "2031-01-01T00:00:00Z", previous, sign_envelope(key, payload)).data


def test_a_sound_log_has_no_finding(attacked: Path, key: MachineKey) -> None:
    assert fsck(attacked, key.public) == ()


def test_a_rewritten_row_covers_nothing(attacked: Path, key: MachineKey) -> None:
    data = one(attacked, "SELECT bytes FROM records WHERE idx = 2")[0]
    assert isinstance(data, bytes)
    changed = data.replace(b'"index":2', b'"index":3')
    edit(attacked, ("UPDATE records SET bytes = ? WHERE idx = 2", (changed,)))
    assert_refused(attacked, key, Log.statements)
    assert_refused(attacked, key, lambda log: log.statement(2))
    assert {"rewritten", "reordered", "tree", "chain"} <= finding_ids(attacked, key)


def test_a_rewritten_last_row_stops_appends(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE records SET bytes = CAST(bytes || x'20' AS BLOB) WHERE idx = 4", ()))
    assert_refused(attacked, key, accepted)
    assert {"rewritten", "form", "tree", "checkpoint"} <= finding_ids(attacked, key)


@pytest.mark.parametrize(
    ("column", "value"), [("time", "2000-01-01T00:00:00Z"), ("previous", "0" * 64), ("digest", "0" * 64)]
)
def test_a_rewritten_column_is_found(attacked: Path, key: MachineKey, column: str, value: str) -> None:
    # The column is one of the three above.
    edit(attacked, (f"UPDATE records SET {column} = ? WHERE idx = 2", (value,)))  # noqa: S608
    assert "rewritten" in finding_ids(attacked, key)
    if column != "digest":  # the digest column is an index for people; what is read is hashed anew
        assert_refused(attacked, key, Log.statements)


def test_a_statement_signed_by_another_key_covers_nothing(attacked: Path, key: MachineKey) -> None:
    other = MachineKey.from_seed(bytes(32))
    previous = one(attacked, "SELECT previous FROM records WHERE idx = 2")[0]
    data = forged(other, 2, str(previous), ["everything"])
    edit(attacked, ("UPDATE records SET bytes = ? WHERE idx = 2", (data,)))
    assert_refused(attacked, key, Log.statements)
    assert_refused(attacked, key, lambda log: log.statement(2))
    assert {"signature", "rewritten"} <= finding_ids(attacked, key)


def test_a_truncated_log_with_its_checkpoints_left_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("DELETE FROM personal WHERE idx = 4", ()),
        ("DELETE FROM records WHERE idx = 4", ()),
    )
    assert_refused(attacked, key, accepted)
    assert {"truncated", "tree"} <= finding_ids(attacked, key)


def test_a_log_cut_to_nothing_with_its_checkpoints_left_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM personal", ()), ("DELETE FROM records", ()))
    assert_refused(attacked, key, accepted)
    assert "truncated" in finding_ids(attacked, key)


def test_records_without_checkpoints_are_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM checkpoints", ()))
    assert_refused(attacked, key, accepted)
    assert "checkpoint" in finding_ids(attacked, key)


def test_a_missing_record_in_the_middle_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM personal WHERE idx = 1", ()), ("DELETE FROM records WHERE idx = 1", ()))
    assert_refused(attacked, key, accepted)
    assert "missing" in finding_ids(attacked, key)


def test_two_records_that_changed_places_are_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("DELETE FROM personal", ()),
        ("UPDATE records SET idx = 99 WHERE idx = 1", ()),
        ("UPDATE records SET idx = 1 WHERE idx = 2", ()),
        ("UPDATE records SET idx = 2 WHERE idx = 99", ()),
    )
    assert_refused(attacked, key, Log.statements)
    assert {"reordered", "chain", "tree"} <= finding_ids(attacked, key)


def test_an_old_acceptance_replayed_at_the_end_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        (
            "INSERT INTO records SELECT 5, time, previous, 'x', bytes FROM records WHERE idx = 0",
            (),
        ),
    )
    assert_refused(attacked, key, accepted)
    assert {"reordered", "replayed", "chain", "rewritten", "torn"} <= finding_ids(attacked, key)


def test_a_log_of_another_key_is_refused(attacked: Path, key: MachineKey, tmp_path: Path) -> None:
    other = MachineKey.from_seed(bytes(32))
    with Log.open(tmp_path / "other", other) as log:
        accepted(log)
    shutil.copy(tmp_path / "other" / LOG_FILE, attacked / LOG_FILE)
    assert_refused(attacked, key, accepted)
    assert finding_ids(attacked, key) == {"replaced"}


def test_a_rewritten_checkpoint_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE checkpoints SET note = replace(note, 'log/', 'lag/') WHERE size = 5", ()))
    assert_refused(attacked, key, accepted)
    assert "replaced" in finding_ids(attacked, key)


def test_a_checkpoint_of_another_size_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 4) WHERE size = 5", ()),
    )
    assert_refused(attacked, key, accepted)
    assert "checkpoint" in finding_ids(attacked, key)


def test_a_damaged_signature_of_a_checkpoint_is_found(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE checkpoints SET note = replace(note, '=\n', 'A\n') WHERE size = 3", ()))
    assert "checkpoint" in finding_ids(attacked, key)


@pytest.mark.parametrize(("size", "level"), [(5, 0), (2, 0), (4, 2)])
def test_a_rewritten_hash_of_the_tree_is_refused(
    attacked: Path, key: MachineKey, size: int, level: int
) -> None:
    hashes = bytearray(bytes(one(attacked, f"SELECT hashes FROM checkpoints WHERE size = {size}")[0]))  # type: ignore[call-overload]  # noqa: S608 - a blob
    hashes[32 * level : 32 * (level + 1)] = bytes(32)
    edit(attacked, ("UPDATE checkpoints SET hashes = ? WHERE size = ?", (bytes(hashes), size)))
    assert "tree" in finding_ids(attacked, key)
    if (size, level) != (2, 0):  # under a full subtree that the head's root does not look into
        assert_refused(attacked, key, accepted)
    assert_refused(attacked, key, lambda log: log.statement(0))


@pytest.mark.parametrize("hashes", ["substr(hashes, 1, 64)", "x''", "hashes || x'00'"])
def test_hashes_of_the_tree_that_are_cut_or_lengthened_are_found(
    attacked: Path, key: MachineKey, hashes: str
) -> None:
    # One of the three above.
    edit(attacked, (f"UPDATE checkpoints SET hashes = CAST({hashes} AS BLOB) WHERE size = 4", ()))  # noqa: S608
    assert "tree" in finding_ids(attacked, key)


def test_a_changed_link_of_the_last_record_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE records SET previous = digest WHERE idx = 4", ()))
    assert_refused(attacked, key, accepted)


def test_a_rewritten_record_under_the_untouched_head_is_refused_by_every_reader(
    attacked: Path, key: MachineKey
) -> None:
    previous = one(attacked, "SELECT previous FROM records WHERE idx = 1")[0]
    # Signed by the right key: what somebody with the key can do to one row.
    data = forged(key, 1, str(previous), ["everything"])
    edit(
        attacked,
        ("UPDATE records SET bytes = ?, time = '2031-01-01T00:00:00Z' WHERE idx = 1", (data,)),
    )
    assert_refused(attacked, key, Log.statements)
    assert_refused(attacked, key, lambda log: log.statement(1))
    assert {"rewritten", "chain", "tree"} <= finding_ids(attacked, key)


def test_a_signed_record_of_another_version_covers_nothing(attacked: Path, key: MachineKey) -> None:
    payload = encode_statement(SUBJECTS, PredicateType.ACCEPTANCE, acceptance())
    later = sign_envelope(key, payload.replace(b"assent:acceptance/v1", b"assent:acceptance/v2"))
    previous = str(one(attacked, "SELECT previous FROM records WHERE idx = 4")[0])
    record = encode_record(4, "2031-05-06T07:08:09Z", previous, later)
    edit(
        attacked,
        ("DELETE FROM personal WHERE idx = 4", ()),
        (
            "UPDATE records SET bytes = ?, digest = ?, time = ? WHERE idx = 4",
            (record.data, record.digest, record.time),
        ),
        (
            "UPDATE checkpoints SET note = ?, hashes = ? WHERE size = 5",
            (sign_checkpoint(key, 5, new_root(attacked, record.data)), tree.leaf_hash(record.data)),
        ),
    )
    assert_refused(attacked, key, Log.statements)
    assert finding_ids(attacked, key) == {"form", "erased-unsaid"}


def new_root(folder: Path, last: bytes) -> bytes:
    """The root over the first four records and another fifth."""
    rows = [one(folder, f"SELECT bytes FROM records WHERE idx = {index}")[0] for index in range(4)]  # noqa: S608
    nodes = tree.build([*(tree.leaf_hash(bytes(row)) for row in rows), tree.leaf_hash(last)])  # type: ignore[call-overload]
    return tree.root(5, lambda level, position: nodes[level, position])


def test_a_record_of_the_key_holder_that_skips_the_chain_covers_nothing(
    attacked: Path, key: MachineKey
) -> None:
    data = forged(key, 4, "1" * 64, ["everything"])
    edit(
        attacked,
        ("DELETE FROM personal WHERE idx = 4", ()),
        (
            "UPDATE records SET bytes = ?, digest = ?, time = '2031-01-01T00:00:00Z' WHERE idx = 4",
            (data, sha256_hex(data)),
        ),
        (
            "UPDATE checkpoints SET note = ?, hashes = ? WHERE size = 5",
            (sign_checkpoint(key, 5, new_root(attacked, data)), tree.leaf_hash(data)),
        ),
    )
    assert_refused(attacked, key, Log.statements)
    assert {"rewritten"} <= finding_ids(attacked, key)


def test_tables_that_disagree_with_their_rows_are_found(attacked: Path, key: MachineKey) -> None:
    with closing(sqlite3.connect(attacked / LOG_FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        old, new = "digest TEXT NOT NULL", "digest TEXT NOT NULL CHECK (0)"
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?)", (old, new))
    assert {"file", "schema"} <= finding_ids(attacked, key)


def test_triggers_taken_away_are_found(attacked: Path, key: MachineKey) -> None:
    with closing(sqlite3.connect(attacked / LOG_FILE)) as connection:
        for name, _ in triggers(attacked):
            connection.execute(f"DROP TRIGGER {name}")
    assert finding_ids(attacked, key) == {"schema"}


@pytest.mark.parametrize(
    "fields", [b"", b'{"actor":{"name":"x"},"principal":{"name":"y"}}', b'{"actor":{}}'], ids=str
)
def test_exchanged_personal_fields_are_found(attacked: Path, key: MachineKey, fields: bytes) -> None:
    edit(attacked, ("UPDATE personal SET fields = ? WHERE idx = 3", (fields,)))
    assert finding_ids(attacked, key) == {"personal"}


def test_unreadable_personal_fields_make_no_receipt(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE personal SET fields = x'00' WHERE idx = 3", ()))
    assert_refused(attacked, key, lambda log: log.personal(3))
    assert_refused(attacked, key, lambda log: make_receipt(log, log.record(3), TEXTS))
