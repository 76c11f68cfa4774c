"""The durable note of a transaction, from which any later process can finish it or undo it.

One record per line: its SHA-256 chained over the line before, a space, JSON. Each record is on the
disk (fsync) before anything that it announces is done, so only the last line can be torn by a
crash, and a torn line announces nothing. A line that is whole and wrong is damage, not a crash:
then nothing is touched (JOURNAL_BROKEN).
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.install import durable
from installer.install.files import files
from installer.install.names import OWN_FOLDER, check_name
from installer.install.records import (
    Abort,
    Begin,
    Commit,
    Done,
    Ended,
    Entry,
    MakeFolder,
    Move,
    Register,
    RemoveFolder,
    Settle,
    Started,
    Step,
    Undid,
    Undone,
)
from installer.install.registration.places import check_entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from installer.install.destination import Root

    Found = TypeVar("Found")

__all__ = [
    "INVENTORY",
    "JOURNAL",
    "PENDING",
    "Abort",
    "Begin",
    "Commit",
    "Done",
    "Ended",
    "Entry",
    "Journal",
    "MakeFolder",
    "Marks",
    "Move",
    "Register",
    "RemoveFolder",
    "Settle",
    "Started",
    "Step",
    "Story",
    "Undid",
    "Undone",
    "marks_of",
    "read_journal",
]

JOURNAL: Final = f"{OWN_FOLDER}/journal"
INVENTORY: Final = f"{OWN_FOLDER}/inventory.json"
PENDING: Final = f"{OWN_FOLDER}/pending.json"
"""What waits for a restart of the computer."""

_DIGEST: Final = 64
_PRIVATE: Final = rf"{re.escape(OWN_FOLDER)}/(?:stage|old)-([0-9a-f]{{16}})/[0-9]{{1,9}}"


class Marks(msgspec.Struct, frozen=True):
    """What is known of the programs of a commit, by their number."""

    started: frozenset[int] = frozenset()
    ended: Mapping[int, Ended] = msgspec.field(default_factory=dict)
    undid: Mapping[int, bool] = msgspec.field(default_factory=dict)


class Story(msgspec.Struct, frozen=True):
    """What a journal tells: `done` and `aborted` are the last decisions on record."""

    begin: Begin
    commit: Commit | None
    settle: Settle | None
    marks: Marks
    aborted: bool
    undone: Undone | None
    done: bool
    length: int
    """Bytes of whole records; what follows is torn."""
    last: str
    """Digest of the last whole line."""


class Journal:
    """An open journal. `append` returns when the record is durable; it raises OSError."""

    def __init__(self, root: Root, handle: int, length: int, last: str) -> None:
        self._root = root
        self._handle = handle
        self._length = length
        self._last = last
        self._written: list[Entry] = []

    @property
    def settle(self) -> Settle | None:
        """The decision of a transaction with programs, where this process has written it."""
        return next((entry for entry in self._written if isinstance(entry, Settle)), None)

    def marks(self) -> Marks:
        """What this process has written of the programs."""
        return marks_of(self._written)

    @classmethod
    def create(cls, root: Root, begin: Begin) -> Journal:
        """Start the journal of a transaction."""
        journal = cls(root, root.create(JOURNAL), 0, "")
        try:
            journal.append(begin)
            root.sync_folder(OWN_FOLDER)
        except BaseException:
            journal.close()
            with suppress(OSError):
                root.remove(JOURNAL)
            raise
        return journal

    @classmethod
    def reopen(cls, root: Root, story: Story) -> Journal:
        """Go on with the journal of a transaction that another process left."""
        name = JOURNAL.rpartition("/")[2]
        handle = files.open_again(name, root.folder(OWN_FOLDER))
        return cls(root, handle, story.length, story.last)

    def append(self, entry: Entry) -> None:
        """Write one record and wait until it is on the disk."""
        body = msgspec.json.encode(entry)
        digest = hashlib.sha256(self._last.encode("ascii") + body).hexdigest()
        line = digest.encode("ascii") + b" " + body + b"\n"
        # A record that failed half-way, or was torn by a crash, must not stay in the middle.
        os.ftruncate(self._handle, self._length)
        os.lseek(self._handle, self._length, os.SEEK_SET)
        durable.write_all(self._handle, line)
        os.fsync(self._handle)
        self._length += len(line)
        self._last = digest
        self._written.append(entry)

    def close(self) -> None:
        """Close the file; the journal stays."""
        os.close(self._handle)


def read_journal(root: Root) -> Story | None:
    """The story so far; None without a journal, or with one torn before its first record was whole.

    Raises UntrustedData(JOURNAL_BROKEN, path) where a whole record is wrong.
    """
    text = root.read(JOURNAL)
    if text is None:
        return None
    entries, length, last = _entries(text, str(root.path / JOURNAL))
    if not entries:
        return None
    begin, *rest = entries
    path = str(root.path / JOURNAL)
    if not isinstance(begin, Begin) or any(isinstance(entry, Begin) for entry in rest):
        raise UntrustedData(Code.JOURNAL_BROKEN, path=path)
    commit, settle = _only(Commit, rest, path), _only(Settle, rest, path)
    marks = marks_of(rest)
    numbers = {*marks.started, *marks.ended, *marks.undid}
    if any(number >= len(commit.programs) for number in numbers) if commit is not None else numbers or settle:
        raise UntrustedData(Code.JOURNAL_BROKEN, path=path)
    undone = [entry for entry in rest if isinstance(entry, Undone)]
    return Story(
        begin=begin,
        commit=commit,
        settle=settle,
        marks=marks,
        aborted=any(isinstance(entry, Abort) for entry in rest),
        undone=undone[-1] if undone else None,
        done=any(isinstance(entry, Done) for entry in rest),
        length=length,
        last=last,
    )


def marks_of(entries: list[Entry]) -> Marks:
    """What these records say of the programs."""
    return Marks(
        started=frozenset(entry.at for entry in entries if isinstance(entry, Started)),
        ended={entry.at: entry for entry in entries if isinstance(entry, Ended)},
        undid={entry.at: entry.gone for entry in entries if isinstance(entry, Undid)},
    )


def _only(kind: type[Found], entries: list[Entry], path: str) -> Found | None:
    """The one record of a kind; None without any. Raises UntrustedData(JOURNAL_BROKEN) for two."""
    found = [entry for entry in entries if isinstance(entry, kind)]
    if len(found) > 1:
        raise UntrustedData(Code.JOURNAL_BROKEN, path=path)
    return found[0] if found else None


def _entries(text: bytes, path: str) -> tuple[list[Entry], int, str]:
    decoder = msgspec.json.Decoder(Entry)
    entries: list[Entry] = []
    length, last = 0, ""
    for line in text.splitlines(keepends=True):
        digest, body = line[:_DIGEST], line[_DIGEST + 1 : -1]
        actual = hashlib.sha256(last.encode("ascii") + body).hexdigest()
        if not line.endswith(b"\n") or actual.encode("ascii") != digest:
            if _is_torn(text[length:]):
                break
            raise UntrustedData(Code.JOURNAL_BROKEN, path=path)
        try:
            entry = decoder.decode(body)
            _check_names(entry, entries)
        except (msgspec.DecodeError, UntrustedData) as exc:
            raise UntrustedData(Code.JOURNAL_BROKEN, path=path) from exc
        entries.append(entry)
        length += len(line)
        last = actual
    return entries, length, last


def _is_torn(rest: bytes) -> bool:
    """A crash leaves a line without its end, or blocks that were never written (zeros)."""
    return not rest.endswith(b"\n") or b"\0" in rest


def _check_names(entry: Entry, before: list[Entry]) -> None:
    """A journal is obeyed, so the names in it must not lead anywhere else. Raises UntrustedData."""
    if not isinstance(entry, Commit | Settle):
        return
    begin = before[0] if before else None
    own = begin.id if isinstance(begin, Begin) else ""
    names = list(entry.prune) if isinstance(entry, Commit) else []
    for step in entry.steps:
        if isinstance(step, Register):
            check_entry(step.kind, step.folder, step.name)
        else:
            names += [step.source, step.to] if isinstance(step, Move) else [step.path]
    for name in names:
        private = re.fullmatch(_PRIVATE, name)
        if name not in {INVENTORY, PENDING} and (private is None or private.group(1) != own):
            check_name(name)
