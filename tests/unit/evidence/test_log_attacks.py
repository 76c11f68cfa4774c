"""Attacks on the log by somebody who can write to the file. One test for each.

The log refuses (nothing is covered, nothing is appended) and `fsck` names the attack. The last tests
state what is not seen unless somebody holds an older checkpoint.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from helpers.statements import SUBJECTS, TEXTS, acceptance, accepted
from helpers.tampering import edit, one, triggers

from installer.errors import Code, UntrustedData
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
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def attacked(folder: Path, key: MachineKey) -> Path:
    """A closed log of five acceptances."""
    with Log.open(folder, key) as log:
        for number in range(5):
            accepted(log, products=[f"product-{number}"])
    return folder


def names(folder: Path, key: MachineKey, *held: str) -> set[str]:
    return {finding.id for finding in fsck(folder, key.public, held)}


def assert_refused(folder: Path, key: MachineKey, use: Callable[[Log], object]) -> None:
    with pytest.raises(UntrustedData) as caught, Log.open(folder, key) as log:
        use(log)
    assert caught.value.code is Code.LOG_BROKEN


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
    assert {"rewritten", "reordered", "tree", "chain"} <= names(attacked, key)


def test_a_rewritten_last_row_stops_appends(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE records SET bytes = CAST(bytes || x'20' AS BLOB) WHERE idx = 4", ()))
    assert_refused(attacked, key, accepted)
    assert {"rewritten", "form", "tree", "checkpoint"} <= names(attacked, key)


@pytest.mark.parametrize(
    ("column", "value"), [("time", "2000-01-01T00:00:00Z"), ("previous", "0" * 64), ("digest", "0" * 64)]
)
def test_a_rewritten_column_is_found(attacked: Path, key: MachineKey, column: str, value: str) -> None:
    # The column is one of the three above.
    edit(attacked, (f"UPDATE records SET {column} = ? WHERE idx = 2", (value,)))  # noqa: S608
    assert "rewritten" in names(attacked, key)
    if column != "digest":  # the digest column is an index for people; what is read is hashed anew
        assert_refused(attacked, key, Log.statements)


def test_a_statement_signed_by_another_key_covers_nothing(attacked: Path, key: MachineKey) -> None:
    other = MachineKey.from_seed(bytes(32))
    previous = one(attacked, "SELECT previous FROM records WHERE idx = 2")[0]
    data = forged(other, 2, str(previous), ["everything"])
    edit(attacked, ("UPDATE records SET bytes = ? WHERE idx = 2", (data,)))
    assert_refused(attacked, key, Log.statements)
    assert_refused(attacked, key, lambda log: log.statement(2))
    assert {"signature", "rewritten"} <= names(attacked, key)


def test_a_truncated_log_with_its_checkpoints_left_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("DELETE FROM personal WHERE idx = 4", ()),
        ("DELETE FROM records WHERE idx = 4", ()),
    )
    assert_refused(attacked, key, accepted)
    assert {"truncated", "tree"} <= names(attacked, key)


def test_a_log_cut_to_nothing_with_its_checkpoints_left_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM personal", ()), ("DELETE FROM records", ()))
    assert_refused(attacked, key, accepted)
    assert "truncated" in names(attacked, key)


def test_records_without_checkpoints_are_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM checkpoints", ()))
    assert_refused(attacked, key, accepted)
    assert "checkpoint" in names(attacked, key)


def test_a_missing_record_in_the_middle_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM personal WHERE idx = 1", ()), ("DELETE FROM records WHERE idx = 1", ()))
    assert_refused(attacked, key, accepted)
    assert "missing" in names(attacked, key)


def test_two_records_that_changed_places_are_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("DELETE FROM personal", ()),
        ("UPDATE records SET idx = 99 WHERE idx = 1", ()),
        ("UPDATE records SET idx = 1 WHERE idx = 2", ()),
        ("UPDATE records SET idx = 2 WHERE idx = 99", ()),
    )
    assert_refused(attacked, key, Log.statements)
    assert {"reordered", "chain", "tree"} <= names(attacked, key)


def test_an_old_acceptance_replayed_at_the_end_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        (
            "INSERT INTO records SELECT 5, time, previous, 'x', bytes FROM records WHERE idx = 0",
            (),
        ),
    )
    assert_refused(attacked, key, accepted)
    assert {"reordered", "chain", "rewritten", "checkpoint"} <= names(attacked, key)


def test_a_log_of_another_key_is_refused(attacked: Path, key: MachineKey, tmp_path: Path) -> None:
    other = MachineKey.from_seed(bytes(32))
    with Log.open(tmp_path / "other", other) as log:
        accepted(log)
    shutil.copy(tmp_path / "other" / LOG_FILE, attacked / LOG_FILE)
    assert_refused(attacked, key, accepted)
    assert {"replaced", "signature"} <= names(attacked, key)


def test_a_rewritten_checkpoint_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE checkpoints SET note = replace(note, 'log/', 'lag/') WHERE size = 5", ()))
    assert_refused(attacked, key, accepted)
    assert "replaced" in names(attacked, key)


def test_a_checkpoint_of_another_size_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(
        attacked,
        ("UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 4) WHERE size = 5", ()),
    )
    assert_refused(attacked, key, accepted)
    assert "checkpoint" in names(attacked, key)


def test_a_damaged_signature_of_a_checkpoint_is_found(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE checkpoints SET note = replace(note, '=\n', 'A\n') WHERE size = 3", ()))
    assert "checkpoint" in names(attacked, key)


@pytest.mark.parametrize(("level", "position"), [(0, 4), (0, 1), (2, 0)])
def test_a_rewritten_node_of_the_tree_is_refused(
    attacked: Path, key: MachineKey, level: int, position: int
) -> None:
    edit(
        attacked,
        ("UPDATE nodes SET hash = zeroblob(32) WHERE level = ? AND position = ?", (level, position)),
    )
    assert "tree" in names(attacked, key)
    if (level, position) != (0, 1):  # under a full subtree that the head's root does not look into
        assert_refused(attacked, key, accepted)
    assert_refused(attacked, key, lambda log: log.statement(0))


def test_a_missing_node_of_the_tree_is_refused(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("DELETE FROM nodes WHERE level = 2", ()))
    assert_refused(attacked, key, accepted)
    assert "tree" in names(attacked, key)


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
    assert {"rewritten", "chain", "tree"} <= names(attacked, key)


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
        ("DELETE FROM nodes WHERE level = 0 AND position = 4", ()),
        ("INSERT INTO nodes VALUES (0, 4, ?)", (tree.leaf_hash(record.data),)),
        ("DELETE FROM checkpoints WHERE size = 5", ()),
        (
            "INSERT INTO checkpoints VALUES (5, ?)",
            (sign_checkpoint(key, 5, new_root(attacked, record.data)),),
        ),
    )
    assert_refused(attacked, key, Log.statements)
    assert names(attacked, key) == {"form"}


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
        ("UPDATE nodes SET hash = ? WHERE level = 0 AND position = 4", (tree.leaf_hash(data),)),
        (
            "UPDATE checkpoints SET note = ? WHERE size = 5",
            (sign_checkpoint(key, 5, new_root(attacked, data)),),
        ),
    )
    assert_refused(attacked, key, Log.statements)
    assert {"rewritten"} <= names(attacked, key)


def test_an_index_of_the_file_that_disagrees_is_found(attacked: Path, key: MachineKey) -> None:
    with closing(sqlite3.connect(attacked / LOG_FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE,', 'UNIQUE CHECK (0),')")
    assert {"file", "schema"} <= names(attacked, key)


def test_triggers_taken_away_are_found(attacked: Path, key: MachineKey) -> None:
    with closing(sqlite3.connect(attacked / LOG_FILE)) as connection:
        for name, _ in triggers(attacked):
            connection.execute(f"DROP TRIGGER {name}")
    assert names(attacked, key) == {"schema"}


@pytest.mark.parametrize(
    "fields", [b"", b'{"actor":{"name":"x"},"principal":{"name":"y"}}', b'{"actor":{}}'], ids=str
)
def test_exchanged_personal_fields_are_found(attacked: Path, key: MachineKey, fields: bytes) -> None:
    edit(attacked, ("UPDATE personal SET fields = ? WHERE idx = 3", (fields,)))
    assert names(attacked, key) == {"personal"}


def test_unreadable_personal_fields_make_no_receipt(attacked: Path, key: MachineKey) -> None:
    edit(attacked, ("UPDATE personal SET fields = x'00' WHERE idx = 3", ()))
    assert_refused(attacked, key, lambda log: log.personal(3))
    assert_refused(attacked, key, lambda log: make_receipt(log, log.record(3), TEXTS))


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


def held(folder: Path, key: MachineKey, size: int) -> str:
    with Log.open(folder, key) as log:
        return log.checkpoint(size)


def cut(folder: Path, size: int) -> None:
    """Cut the log back cleanly: what restoring an old copy of the file amounts to."""
    edit(
        folder,
        ("DELETE FROM personal WHERE idx >= ?", (size,)),
        ("DELETE FROM records WHERE idx >= ?", (size,)),
        ("DELETE FROM checkpoints WHERE size > ?", (size,)),
        ("DELETE FROM nodes WHERE (position + 1) << level > ?", (size,)),
    )


def test_a_log_cut_back_cleanly_is_seen_with_a_held_checkpoint_only(attacked: Path, key: MachineKey) -> None:
    note = held(attacked, key, 5)
    cut(attacked, 3)
    assert names(attacked, key) == set()
    assert names(attacked, key, note) == {"truncated"}


def test_a_log_cut_back_and_regrown_is_seen_with_a_held_checkpoint_only(
    attacked: Path, key: MachineKey
) -> None:
    note = held(attacked, key, 4)
    cut(attacked, 2)
    with Log.open(attacked, key) as log:
        for _ in range(4):
            accepted(log, products=["other"])
    assert names(attacked, key) == set()
    assert names(attacked, key, note) == {"held"}


def test_a_log_wiped_and_begun_anew_is_seen_with_a_held_checkpoint_only(
    attacked: Path, key: MachineKey
) -> None:
    note = held(attacked, key, 2)
    for path in attacked.iterdir():
        path.unlink()
    assert names(attacked, key, note) == {"truncated"}
    assert names(attacked, key) == set()


def test_a_held_checkpoint_that_still_fits_is_no_finding(attacked: Path, key: MachineKey) -> None:
    assert names(attacked, key, held(attacked, key, 3), held(attacked, key, 5)) == set()


def test_a_held_checkpoint_of_another_log_or_of_no_form_is_named(attacked: Path, key: MachineKey) -> None:
    other = sign_checkpoint(MachineKey.from_seed(bytes(32)), 1, tree.EMPTY)
    assert names(attacked, key, other) == {"replaced"}
    assert names(attacked, key, "no note") == {"held"}
