"""Evidence beside something plain: an append beside a bare insert, with the same key and the same bytes."""

from __future__ import annotations

import hashlib
import sqlite3
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benches.rows import ROOT, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.evidence.record import Record
    from installer.evidence.verify import Verification

RECEIPTS: Final = 200
APPENDS: Final = 100
"""In one measurement; the median of them counts, so that a stall of the disk on one side says nothing."""


def rows(scratch: Path) -> list[Row]:
    """All rows of this area."""
    return [*append_rows(scratch), *verify_rows(scratch)]


def append_rows(scratch: Path) -> list[Row]:
    """An append to the log beside bare inserts and signatures with the same library, all synced.

    Beside one row and one signature in SQLite as it comes (a rollback journal, several syncs an insert) and
    in the log's own mode (WAL, one sync). The latter is no like for like: an append makes two signatures,
    of the statement and of the log's head, and three rows that must be apart. Beside as much, bare, stands
    the last row, which shows what the log itself adds: the checks, the canonical bytes, the tree.
    """
    found: list[Row] = []
    for mode, much, limit in (("DELETE", _ONE, 1.5), ("WAL", _ONE, None), ("WAL", _AS_MUCH, 1.5)):
        appends = Appends(scratch / f"evidence-{len(found)}", mode, much)
        plain = f"as many transactions ({mode}, synchronous=FULL), each of {much.words}"
        found.append(
            Row(f"{APPENDS} appends to the log", appends.ours, plain, appends.plain, most_ratio=limit)
        )
    return found


@dataclass(frozen=True)
class Bare:
    """What stands beside an append."""

    words: str
    signatures: int
    sizes: tuple[int | None, ...]
    """Bytes of each row, every one in a table of its own; None: as many as the record has."""


_ONE: Final = Bare("one row and one Ed25519 signature", 1, (None,))
_AS_MUCH: Final = Bare("three rows as large and two Ed25519 signatures", 2, (None, 400, 250))


class Appends:
    """A log, and bare tables with rows of the same size, both open.

    The two are measured in turn, one append and one transaction, so that both meet the same disk.
    """

    def __init__(self, folder: Path, mode: str, much: Bare) -> None:
        sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
        from helpers.statements import SEALED, SUBJECTS, acceptance

        from installer.evidence.keys import MachineKey
        from installer.evidence.log import Log
        from installer.evidence.predicates import PredicateType

        self._key = MachineKey.load_or_create(folder)
        self._log = Log.open(folder, self._key)
        said = acceptance()

        def append() -> Record:
            return self._log.append(PredicateType.ACCEPTANCE, SUBJECTS, said, SEALED)

        self._append = append
        self._bytes = append().data
        self._much = much
        self._table = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
        self._table.execute(f"PRAGMA journal_mode = {mode}")
        self._table.execute("PRAGMA synchronous = FULL")
        for number in range(len(much.sizes)):
            self._table.execute(f"CREATE TABLE plain{number} (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        self._plain: list[float] = []

    def ours(self) -> float:
        """Milliseconds of `APPENDS` appends; the inserts between them are kept for `plain`."""
        found: list[float] = []
        self._plain.clear()
        for _ in range(APPENDS):
            found.append(_timed(self._append))
            self._plain.append(_timed(self._insert))
        return statistics.median(found) * APPENDS

    def plain(self) -> float:
        """Milliseconds of as many signed inserts, measured in turn with the last appends."""
        return statistics.median(self._plain) * APPENDS

    def _insert(self) -> None:
        for _ in range(self._much.signatures):
            self._key.sign(self._bytes)
        self._table.execute("BEGIN IMMEDIATE")
        for number, size in enumerate(self._much.sizes):
            data = self._bytes[:size]
            self._table.execute(f"INSERT INTO plain{number} (bytes) VALUES (?)", (data,))  # noqa: S608 - a number of ours
        self._table.execute("COMMIT")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - started) / 1e6


def verify_rows(scratch: Path) -> list[Row]:
    """Receipts with the whole texts, checked, beside two bare signature checks and one hash of each file."""
    own, shared = Verifications(scratch / "own"), Verifications(scratch / "shared", under_one_head=True)
    plain = "as many times 2 Ed25519 checks and SHA-256 of the file"
    return [
        Row(
            f"{RECEIPTS} receipts verified (aim: 4,000 a second)",
            own.practised,
            plain,
            own.plain,
            most_milliseconds=RECEIPTS / 4,
        ),
        Row(
            f"{RECEIPTS} receipts under one head of the log verified",
            shared.practised,
            plain,
            shared.plain,
            most_milliseconds=RECEIPTS / 4,
        ),
        Row(f"{RECEIPTS} receipts verified, each alone", own.alone, plain, own.plain),
    ]


class Verifications:
    """Different receipts of one log, each with the texts of the edition that the program ships."""

    def __init__(self, folder: Path, *, under_one_head: bool = False) -> None:
        sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
        from helpers.real_receipts import real_receipts

        from installer.evidence.keys import MachineKey

        self._receipts = real_receipts(folder, RECEIPTS, RECEIPTS if under_one_head else None)
        key = MachineKey.load_or_create(folder)
        self._public, self._message = key.public, bytes(4000)
        self._signature = key.sign(self._message)

    def practised(self) -> float:
        """Milliseconds by one `Verifier`, a new one each time."""
        from installer.evidence.verify import Verifier

        verifier = Verifier()
        return _timed(lambda: self._all(verifier.verify))

    def alone(self) -> float:
        """Milliseconds by the function, which remembers nothing."""
        from installer.evidence.verify import verify

        return _timed(lambda: self._all(verify))

    def plain(self) -> float:
        """Milliseconds of the bare operations."""

        def bare() -> None:
            for receipt in self._receipts:
                self._public.verifies(self._signature, self._message)
                self._public.verifies(self._signature, self._message)
                hashlib.sha256(receipt).digest()

        return _timed(bare)

    def _all(self, check: Callable[[bytes], Verification]) -> None:
        for receipt in self._receipts:
            if not check(receipt).valid:
                sys.exit("a good receipt was refused")
