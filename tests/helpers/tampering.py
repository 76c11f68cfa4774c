"""Editing a log file by hand, as its owner can: triggers off, rows changed, no key needed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from installer.evidence.store import LOG_FILE

if TYPE_CHECKING:
    from pathlib import Path


def triggers(folder: Path) -> list[tuple[str, str]]:
    """Name and text of every trigger."""
    with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()


def edit(folder: Path, *commands: tuple[str, tuple[object, ...]]) -> None:
    """Run SQL on the log with its triggers taken away and put back: nothing but the rows differs."""
    found = triggers(folder)
    with closing(sqlite3.connect(folder / LOG_FILE, isolation_level=None)) as connection:
        for name, _ in found:
            connection.execute(f"DROP TRIGGER {name}")
        for command, values in commands:
            connection.execute(command, values)
        for _, sql in found:
            connection.execute(sql)


def one(folder: Path, query: str) -> tuple[object, ...]:
    """One row of the log file."""
    with closing(sqlite3.connect(folder / LOG_FILE)) as connection:
        row: tuple[object, ...] = connection.execute(query).fetchone()
        return row
