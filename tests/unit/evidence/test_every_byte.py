"""No byte of a log's rows or of an exported log can change unseen: every one of them is tried."""

from __future__ import annotations

import copy
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from helpers.statements import ABOUT_EARLIER, FIELDS, revocation
from helpers.tampering import edit
from msgspec.structs import replace

from installer.errors import UntrustedData
from installer.evidence.export import export_lines, read_export
from installer.evidence.fsck import examine, fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.predicates import Commitment, PredicateType
from installer.evidence.snapshot import read_file
from installer.evidence.store import LOG_FILE
from installer.evidence.upkeep import By

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from installer.evidence.snapshot import Row, Snapshot


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log with everything in it: short statements, an erased person, a rotation, a record after it."""
    folder = tmp_path_factory.mktemp("machine") / "state"
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        revoke(log)
        log.erase([0], "request", By(seal(FIELDS)))
        log.rotate("scheduled", By(seal(FIELDS)))
        revoke(log)
    return folder


def revoke(log: Log) -> None:
    sealed = seal(FIELDS)
    said = revocation(personal=Commitment(commitment=sealed.commitment))
    log.append(PredicateType.REVOCATION, ABOUT_EARLIER, said, sealed)


@pytest.fixture(scope="module")
def key(machine: Path) -> MachineKey:
    return MachineKey.load(machine / KEY_FILE)


def flipped(data: bytes, position: int) -> bytes:
    changed = bytearray(data)
    changed[position] ^= 1 << position % 8
    return bytes(changed)


def variants(value: object) -> Iterator[object]:
    """The value with one byte flipped, each byte in turn; a number with one bit flipped."""
    if isinstance(value, int):
        yield from (value ^ 1 << bit for bit in range(8))
        return
    data = value if isinstance(value, bytes) else str(value).encode()
    for position in range(len(data)):
        changed = flipped(data, position)
        if isinstance(value, bytes):
            yield changed
        elif changed.isascii():  # SQLite's text is UTF-8; other bytes are refused when they are read
            yield changed.decode()


@dataclass(frozen=True)
class Value:
    """One value of one row: where it stands, what it is, and the table with another in its place."""

    table: str
    name: str
    value: object
    put: Callable[[Any, Any], object]


def in_rows(snapshot: Snapshot) -> Iterator[Value]:
    for at, row in enumerate(snapshot.rows):
        for column in ("index", "time", "previous", "digest", "data"):

            def put(rows: list[Row], value: object, at: int = at, column: str = column) -> None:
                rows[at] = replace(rows[at], **{column: value})  # type: ignore[arg-type]  # a value of the column

            yield Value("rows", f"{at} {column}", getattr(row, column), put)


def in_tables(snapshot: Snapshot) -> Iterator[Value]:
    assert snapshot.nodes is not None
    for table in ("notes", "nodes"):
        for name, found in getattr(snapshot, table).items():
            yield Value(table, f"{name}", found, lambda rows, value, name=name: rows.update({name: value}))
    for table in ("notes", "personal"):
        for name in getattr(snapshot, table):
            moved = lambda rows, value, name=name: rows.update({value: rows.pop(name)})  # noqa: E731 - as above
            yield Value(table, f"place {name}", name, moved)


def in_pairs(snapshot: Snapshot) -> Iterator[Value]:
    """The values of the tables that hold pairs."""
    pairs: list[tuple[str, int, tuple[Any, Any]]] = [
        *(("personal", at, pair) for at, pair in snapshot.personal.items()),
        *(("keys", at, pair) for at, pair in enumerate(snapshot.keys)),
    ]
    for table, at, (first, second) in pairs:

        def put_first(rows: Any, value: object, at: int = at, second: object = second) -> None:  # noqa: ANN401 - a table
            rows[at] = (value, second)

        def put_second(rows: Any, value: object, at: int = at, first: object = first) -> None:  # noqa: ANN401 - a table
            rows[at] = (first, value)

        yield Value(table, f"{at} first", first, put_first)
        yield Value(table, f"{at} second", second, put_second)


def test_no_byte_of_a_row_can_change_unseen(machine: Path, key: MachineKey) -> None:
    snapshot = read_file(machine)
    assert examine(snapshot, key.public) == ()
    tried = 0
    for found in (*in_rows(snapshot), *in_tables(snapshot), *in_pairs(snapshot)):
        for position, other in enumerate(variants(found.value)):
            changed = copy.copy(snapshot)
            setattr(changed, found.table, copy.copy(getattr(snapshot, found.table)))
            found.put(getattr(changed, found.table), other)
            assert examine(changed, key.public), (found.table, found.name, position)
            tried += 1
    assert tried > 5_000


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE records SET bytes = zeroblob(length(bytes)) WHERE idx = 1",
        "UPDATE records SET bytes = CAST(replace(bytes, 'index', 'xndex') AS BLOB) WHERE idx = 3",
        "UPDATE checkpoints SET hashes = zeroblob(length(hashes)) WHERE size = 4",
        "UPDATE personal SET salt = zeroblob(32) WHERE idx = 3",
        "UPDATE keys SET public = replace(public, 'M', 'N') WHERE start = 0",
    ],
)
def test_the_same_holds_for_the_file_itself(machine: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    for name in (LOG_FILE, KEY_FILE):
        (folder / name).write_bytes((machine / name).read_bytes())
    (folder / KEY_FILE).chmod(0o600)
    public = MachineKey.load(folder / KEY_FILE).public
    assert fsck(folder, public) == ()
    edit(folder, (command, ()))
    assert fsck(folder, public)
    with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def sound(data: bytes) -> bool:
    """Whether these bytes are an export that nothing is wrong with."""
    try:
        snapshot = read_export(data.splitlines(keepends=True))
    except UntrustedData:
        return False
    return examine(snapshot, None) == ()


def test_no_byte_of_an_exported_log_can_change_unseen(machine: Path) -> None:
    data = b"".join(export_lines(read_file(machine)))
    assert sound(data)
    assert [position for position in range(len(data)) if sound(flipped(data, position))] == []


def test_no_byte_of_what_an_export_without_people_says_otherwise_can_change(machine: Path) -> None:
    whole = b"".join(export_lines(read_file(machine)))
    data = b"".join(export_lines(read_file(machine), people=False))
    assert FIELDS.actor.name.encode() in whole
    assert FIELDS.actor.name.encode() not in data
    assert sound(data)
    first = data.index(b"\n") + 1
    assert [position for position in range(first) if sound(flipped(data, position))] == []
    assert not sound(whole.replace(b'"people":true', b'"people":false'))
    assert not sound(data.replace(b'"people":false', b'"people":true'))


def test_no_byte_of_an_exported_log_can_be_left_out(machine: Path) -> None:
    data = b"".join(export_lines(read_file(machine)))
    for end in (*range(len(data) - 300, len(data)), *range(0, len(data), 97)):
        assert not sound(data[:end])
    lines = data.splitlines(keepends=True)
    for left_out in range(len(lines)):
        assert not sound(b"".join(lines[:left_out] + lines[left_out + 1 :]))
    for doubled in range(len(lines)):
        assert not sound(b"".join([*lines[:doubled], lines[doubled], *lines[doubled:]]))
    assert not sound(b"")
    assert not sound(data + b"\n")
