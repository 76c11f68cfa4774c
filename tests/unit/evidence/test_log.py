"""The log appends durably or not at all, and reads back what it checked."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from helpers.statements import FIELDS, MOMENT, SEALED, SUBJECTS, acceptance, accepted
from helpers.systems import needs_root

from installer.errors import BadInput, Code, Refused, Unavailable, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import sha256_hex
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.fsck import fsck
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log, utc_now
from installer.evidence.personal import seal
from installer.evidence.predicates import Commitment, PredicateType
from installer.evidence.record import FIRST, decode_record
from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from pathlib import Path


def raw(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / LOG_FILE, isolation_level=None)
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def test_an_appended_statement_reads_back(log: Log) -> None:
    record = accepted(log)
    (logged,) = log.statements()
    assert logged == log.statement(0)
    assert logged.statement.predicate == acceptance()
    assert logged.statement.predicate_type is PredicateType.ACCEPTANCE
    assert (logged.index, logged.digest) == (0, record.digest)
    assert record.digest == sha256_hex(record.data)
    assert record.time == MOMENT
    assert log.personal(0) == SEALED


def test_each_record_names_the_digest_of_the_one_before(log: Log) -> None:
    records = [accepted(log) for _ in range(4)]
    assert records[0].previous == FIRST
    for before, after in pairwise(records):
        assert after.previous == before.digest
        assert decode_record(after.data).previous == before.digest
    assert log.records() == tuple(records)


def test_every_append_is_under_a_checkpoint_of_its_own(log: Log) -> None:
    records = [accepted(log) for _ in range(6)]
    nodes = tree.build(tree.leaf_hash(record.data) for record in records)
    for size in range(1, 7):
        found = open_checkpoint(log.checkpoint(size), log.key)
        assert found.origin == log.origin
        assert (found.size, found.root) == (size, tree.root(size, lambda at, of: nodes[at, of]))


def test_a_log_is_found_again_by_the_next_process(log: Log, folder: Path, key: MachineKey) -> None:
    accepted(log)
    log.close()
    with Log.open(folder, key) as again:
        accepted(again)
        assert len(again.statements()) == 2


def test_the_file_is_durable_and_append_only(log: Log, folder: Path) -> None:
    accepted(log)
    assert log._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert log._connection.execute("PRAGMA recursive_triggers").fetchone() == (1,)
    with closing(raw(folder)) as connection:
        for command in (
            "UPDATE records SET time = ''",
            "DELETE FROM records",
            "INSERT OR REPLACE INTO records SELECT * FROM records",
            "UPDATE keys SET public = ''",
            "DELETE FROM keys",
            "INSERT OR REPLACE INTO keys SELECT * FROM keys",
            "UPDATE checkpoints SET note = ''",
            "DELETE FROM checkpoints",
            "INSERT OR REPLACE INTO checkpoints SELECT * FROM checkpoints",
            "UPDATE personal SET fields = x''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(command)


def test_a_statement_without_its_personal_fields_is_not_appended(log: Log) -> None:
    with pytest.raises(BadInput) as caught:
        log.append(PredicateType.ACCEPTANCE, SUBJECTS, acceptance(), seal(FIELDS))
    assert caught.value.facts["detail"] == "commitment"
    assert log.records() == ()


def test_a_statement_that_contradicts_itself_is_not_appended(log: Log) -> None:
    with pytest.raises(BadInput):
        accepted(log, capacity="delegate")
    assert log.records() == ()


def test_an_append_that_fails_halfway_leaves_nothing(log: Log, folder: Path, key: MachineKey) -> None:
    accepted(log)
    with closing(raw(folder)) as connection:
        # The last insert of an append then collides; everything before it must go away with it.
        connection.execute("INSERT INTO personal VALUES (1, x'', x'')")
    with pytest.raises(UntrustedData) as caught:
        accepted(log)
    assert caught.value.code is Code.LOG_BROKEN
    assert len(log.records()) == 1
    with closing(raw(folder)) as connection:
        connection.execute("DELETE FROM personal WHERE idx = 1")
    assert fsck(folder, key.public) == ()
    assert accepted(log).index == 1


def test_a_record_that_is_not_there_is_named(log: Log, folder: Path) -> None:
    for ask in (log.record, log.statement, lambda index: log.checkpoint(index + 1)):
        with pytest.raises(BadInput) as caught:
            ask(7)
        assert caught.value.code is Code.RECORD_UNKNOWN
        assert caught.value.facts == {"path": str(folder / LOG_FILE), "record": 7}


def test_a_folder_without_write_permission_is_named(tmp_path: Path, key: MachineKey) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable) as caught:
        Log.open(tmp_path / "file" / "state", key)
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert caught.value.facts["path"] == str(tmp_path / "file" / "state" / LOG_FILE)


@needs_root
def test_a_user_who_may_not_write_appends_nothing(folder: Path, key: MachineKey) -> None:
    with Log.open(folder, key):
        pass
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    (folder / LOG_FILE).chmod(0o644)
    code = """
import os, sys
from pathlib import Path
sys.path.insert(0, "tests")
from helpers.statements import SEED, accepted
from installer.errors import Code, Unavailable
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
key = MachineKey.from_seed(SEED)
folder = Path(sys.argv[1])
os.chdir(folder)
os.setuid(65534)
try:
    with Log.open(folder, key) as log:
        accepted(log)
except Unavailable as error:
    assert error.code is Code.LOG_UNWRITABLE, error
else:
    raise SystemExit("appended")
"""
    for parent in folder.parents:
        if not parent.stat().st_mode & stat.S_IXOTH:
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
    assert fsck(folder, key.public) == ()


def test_a_log_that_another_process_holds_too_long_is_named(log: Log, folder: Path) -> None:
    log._connection.execute("PRAGMA busy_timeout = 50")
    with closing(raw(folder)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as caught:
            accepted(log)
        connection.execute("ROLLBACK")
    assert caught.value.facts["detail"] == "SQLITE_BUSY"
    assert accepted(log).index == 0


def test_an_error_after_sqlite_rolled_back_by_itself_comes_out_as_it_is(log: Log) -> None:
    def fail() -> None:
        with log._transaction("BEGIN"):
            log._connection.execute("ROLLBACK")
            raise OSError(5, "Input/output error")

    with pytest.raises(Unavailable) as caught:
        fail()
    assert caught.value.facts["detail"] == "Input/output error"
    assert accepted(log).index == 0


def test_threads_may_share_a_log(log: Log) -> None:
    threads = [threading.Thread(target=accepted, args=(log,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [logged.index for logged in log.statements()] == list(range(8))


def test_a_key_that_others_can_read_opens_no_log(folder: Path) -> None:
    MachineKey.load_or_create(folder)
    (folder / "machine-key.pem").chmod(0o644)
    with pytest.raises(Refused):
        MachineKey.load_or_create(folder)
    assert not (folder / LOG_FILE).exists()


def test_the_commitment_and_not_the_name_is_in_the_record(log: Log) -> None:
    record = accepted(log, personal=Commitment(commitment=SEALED.commitment))
    envelope = decode_record(record.data).envelope
    assert FIELDS.actor.name.encode() not in record.data
    assert SEALED.commitment in str(log.statement(0).statement.predicate)
    assert envelope.payload


def test_now_is_written_in_utc_with_whole_seconds() -> None:
    assert len(utc_now()) == len(MOMENT)
    assert utc_now().endswith("Z")


def test_statements_are_read_once_for_each_head(log: Log) -> None:
    accepted(log)
    once = log.statements()
    assert log.statements() is once
    with Log.open(log.path.parent, log._key) as other:
        accepted(other)
    assert log.statements()[:1] == once
    assert len(log.statements()) == 2


def test_what_is_taken_back_was_never_read(log: Log) -> None:
    def take_back() -> None:
        with log.alone():
            accepted(log)
            assert len(log.statements()) == 2
            raise KeyError

    accepted(log)
    with pytest.raises(KeyError):
        take_back()
    assert len(log.statements()) == 1
