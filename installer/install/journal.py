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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import msgspec

from installer.errors import Code, UntrustedData
from installer.install import durable
from installer.install.names import OWN_FOLDER, check_name

if TYPE_CHECKING:
    from installer.install.destination import Root

JOURNAL: Final = f"{OWN_FOLDER}/journal"
INVENTORY: Final = f"{OWN_FOLDER}/inventory.json"

_DIGEST: Final = 64
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{16}\Z")]
_PRIVATE: Final = re.compile(rf"{re.escape(OWN_FOLDER)}/(?:stage|old)-([0-9a-f]{{16}})/[0-9]{{1,9}}")


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="move"):
    """Rename `source` to `to`, both relative to the target; digest and mode of the file moved.

    One of the two names is this transaction's alone, so whether the move has been done can be read
    off the file system.
    """

    source: str
    to: str
    sha256: _Digest
    mode: Annotated[int, msgspec.Meta(ge=0, le=0o7777)]


class MakeFolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="folder"):
    """Make a folder that is not there yet."""

    path: str


Step: TypeAlias = Move | MakeFolder


class Begin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="begin"):
    """A transaction starts to stage; the target's own files are still untouched."""

    type: Literal["assent-journal"]
    version: Literal[1]
    id: _Id
    kind: Literal["install", "uninstall"]
    made: Annotated[int, msgspec.Meta(ge=0, le=4096)]
    """Levels of folders that were made for the target itself."""


class Commit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="commit"):
    """Everything is staged, verified and durable; the steps are about to be done, in order."""

    steps: tuple[Step, ...]
    prune: tuple[str, ...]
    """Folders to remove at the very end where they are empty, deepest first."""
    states: tuple[tuple[str, str], ...]
    """Component id and what becomes of it."""


class Abort(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="abort"):
    """The steps are about to be undone, last first."""


class Undone(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="undone"):
    """The old state is back, by digest; what was staged may go."""


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="done"):
    """The new state is in place and durable; what was set aside may go."""


Entry: TypeAlias = Begin | Commit | Abort | Undone | Done


@dataclass(frozen=True)
class Story:
    """What a journal tells: `ended` and `aborted` are the last decisions on record."""

    begin: Begin
    commit: Commit | None
    aborted: bool
    undone: bool
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
        flags = os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(name, flags, dir_fd=root.folder(OWN_FOLDER))
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
    if not isinstance(begin, Begin) or any(isinstance(entry, Begin) for entry in rest):
        raise UntrustedData(Code.JOURNAL_BROKEN, path=str(root.path / JOURNAL))
    commits = [entry for entry in rest if isinstance(entry, Commit)]
    if len(commits) > 1:
        raise UntrustedData(Code.JOURNAL_BROKEN, path=str(root.path / JOURNAL))
    return Story(
        begin=begin,
        commit=commits[0] if commits else None,
        aborted=any(isinstance(entry, Abort) for entry in rest),
        undone=any(isinstance(entry, Undone) for entry in rest),
        done=any(isinstance(entry, Done) for entry in rest),
        length=length,
        last=last,
    )


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
    if not isinstance(entry, Commit):
        return
    begin = before[0] if before else None
    own = begin.id if isinstance(begin, Begin) else ""
    names = list(entry.prune)
    for step in entry.steps:
        names += [step.path] if isinstance(step, MakeFolder) else [step.source, step.to]
    for name in names:
        private = _PRIVATE.fullmatch(name)
        if name != INVENTORY and (private is None or private.group(1) != own):
            check_name(name)
