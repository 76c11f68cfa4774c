"""The SQLite file of a log: its tables, how it is opened, and which of its errors mean what.

Triggers keep programs from changing records by mistake. They do not keep out the owner of the file:
that is what the chain, the tree and checkpoints held elsewhere are for.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from installer.errors import Code, Unavailable, UntrustedData
from installer.evidence.durable import ensure_folder, sync_file, sync_folder
from installer.evidence.locking import holding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOG_FILE: Final = "log.sqlite3"
DRAFT_FILE: Final = ".log.sqlite3.new"
"""The log while it is made: nobody looks for it under this name."""
LOCK_FILE: Final = "log.lock"
SCHEMA_VERSION: Final = 1
APPLICATION_ID: Final = 0x41535354  # "ASST"
BUSY_SECONDS: Final = 30.0
"""How long one process waits for another's append; an append takes milliseconds."""

# `checkpoints.hashes` are the full subtrees of the tree that this size completed, 32 bytes each, the leaf
# first. Few tables, and no index: every page that an append touches is written and synced.
_TABLES: Final = (
    """CREATE TABLE records (
    idx INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT""",
    """CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY,
    note TEXT NOT NULL,
    hashes BLOB NOT NULL
) STRICT""",
    """CREATE TABLE keys (
    start INTEGER PRIMARY KEY,
    public TEXT NOT NULL
) STRICT""",
    """CREATE TABLE personal (
    idx INTEGER PRIMARY KEY,
    salt BLOB NOT NULL,
    fields BLOB NOT NULL
) STRICT""",
)
_FIXED: Final = (
    ("records", "UPDATE"),
    ("records", "DELETE"),
    ("checkpoints", "UPDATE"),
    ("checkpoints", "DELETE"),
    ("keys", "UPDATE"),
    ("keys", "DELETE"),
    ("personal", "UPDATE"),  # DELETE is how a person is erased
)
_TRIGGERS: Final = tuple(
    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
    f" BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for table, verb in _FIXED
)
SCHEMA: Final = frozenset((*_TABLES, *_TRIGGERS))
"""What the column `sql` of `sqlite_schema` must hold, word for word."""

_BROKEN: Final = frozenset(
    {
        "SQLITE_ERROR",
        "SQLITE_CORRUPT",
        "SQLITE_NOTADB",
        "SQLITE_CONSTRAINT",
        "SQLITE_MISMATCH",
        "SQLITE_FORMAT",
    }
)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Let only our errors out of a block that talks to the file.

    LOG_BROKEN (UntrustedData) when its content is at fault, LOG_UNWRITABLE (Unavailable) when the
    machine is: permissions, no space, another process that holds it too long.
    """
    try:
        yield
    except sqlite3.Error as exc:
        # Without a name it comes from the Python module: text in the file that is not UTF-8.
        name = getattr(exc, "sqlite_errorname", "SQLITE_FORMAT")
        if "_".join(name.split("_")[:2]) in _BROKEN:
            raise UntrustedData(Code.LOG_BROKEN, path=str(path), record="–", detail=name) from exc
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail=name) from exc
    except TimeoutError as exc:
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail="busy") from exc
    except OSError as exc:
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Everything or nothing; a read sees one moment of the log. Inside another one it is a part of that."""
    if connection.in_transaction:
        yield
        return
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # After some errors of the disk SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def connect(folder: Path) -> sqlite3.Connection:
    """The open log in `folder`, made at the first call; durable before this returns.

    Raises Unavailable(LOG_UNWRITABLE, path=…, detail=…) and UntrustedData(LOG_BROKEN, path=…,
    detail=…), among others for a file of another program or of a later version.
    """
    path = folder / LOG_FILE
    with guarded(path):
        ensure_folder(folder)
        if _is_new(path):
            # Two first runs at once.
            with holding(folder / LOCK_FILE, BUSY_SECONDS):
                if _is_new(path):
                    _create(folder)
        # The install may ask from a worker thread; `Log` holds a lock around every use.
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, folder)
        except BaseException:
            connection.close()
            raise
    return connection


def count(folder: Path) -> int:
    """How many records stand in the log of `folder` at this moment; 0 where none can be read.

    Nothing is checked, made or changed: whoever wants to rely on the log opens it.
    """
    path = folder / LOG_FILE
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            number: int = connection.execute("SELECT ifnull(max(idx) + 1, 0) FROM records").fetchone()[0]
    except sqlite3.Error:
        return 0
    return number


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    # Without it INSERT OR REPLACE would pass by the DELETE triggers.
    connection.execute("PRAGMA recursive_triggers = ON")
    # Whoever is erased must be gone from the pages of the file, not only from its lists.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    found = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    if found != (APPLICATION_ID, SCHEMA_VERSION):
        raise UntrustedData(Code.LOG_BROKEN, path=str(folder / LOG_FILE), record="–", detail="version")


def _is_new(path: Path) -> bool:
    """Whether there is no log yet. To SQLite an empty file is an empty database, so it is to us."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def _create(folder: Path) -> None:
    """Make a log without a record: whole, synced, and only then under its name. Raises as `guarded`.

    Under its name it would be synced at each step, eight times in place of two. What a run left that was
    killed meanwhile is made anew.
    """
    draft = folder / DRAFT_FILE
    draft.unlink(missing_ok=True)
    _let_go_of_the_old(folder)
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        with transaction(connection, "BEGIN"):
            for command in (*_TABLES, *_TRIGGERS):
                connection.execute(command)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
    sync_file(draft)
    draft.replace(folder / LOG_FILE)
    sync_folder(folder)


def _let_go_of_the_old(folder: Path) -> None:
    """Remove what SQLite kept beside a log that is gone: it would take it for a part of the new one."""
    left = [path for end in ("-wal", "-shm") if (path := folder / f"{LOG_FILE}{end}").exists()]
    for path in left:
        path.unlink(missing_ok=True)
    if left:
        sync_folder(folder)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
