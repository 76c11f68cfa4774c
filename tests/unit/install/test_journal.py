from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.externals import PROGRAM

from installer.errors import Code, UntrustedData
from installer.install.destination import Root
from installer.install.external.spec import Meaning
from installer.install.journal import (
    Abort,
    Begin,
    Commit,
    Done,
    Ended,
    Entry,
    Journal,
    MakeFolder,
    Marks,
    Move,
    Register,
    RemoveFolder,
    Settle,
    Started,
    Story,
    Undid,
    Undone,
    read_journal,
)

if TYPE_CHECKING:
    from pathlib import Path

ID = "0123456789abcdef"
BEGIN = Begin("assent-journal", 1, ID, "install", 2)
STAGED = f".assent/stage-{ID}/0"
MOVE = Move(STAGED, "bin/tool", "ab" * 32, 0o755)
COMMIT = Commit((MakeFolder("bin"), MOVE), ("bin",), (("tool", "installed"),))
WITH_PROGRAMS = Commit((), (), (), (PROGRAM, PROGRAM))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / ".assent").mkdir()
    return tmp_path


def write(target: Path, *entries: Entry) -> Path:
    with Root(target) as root:
        begin, *rest = entries
        assert isinstance(begin, Begin)
        journal = Journal.create(root, begin)
        for entry in rest:
            journal.append(entry)
        journal.close()
    return target / ".assent/journal"


def read(target: Path) -> Story | None:
    with Root(target) as root:
        return read_journal(root)


def broken(target: Path) -> bool:
    try:
        read(target)
    except UntrustedData as error:
        return error.code is Code.JOURNAL_BROKEN
    return False


def by_hand(*bodies: bytes) -> bytes:
    last, text = "", b""
    for body in bodies:
        last = hashlib.sha256(last.encode() + body).hexdigest()
        text += last.encode() + b" " + body + b"\n"
    return text


def test_a_journal_tells_what_was_decided(target: Path) -> None:
    assert read(target) is None
    write(target, BEGIN, COMMIT, Abort(), Undone())
    story = read(target)
    assert story is not None
    assert (story.begin, story.commit) == (BEGIN, COMMIT)
    assert (story.aborted, story.undone, story.done) == (True, Undone(), False)
    assert (story.settle, story.marks) == (None, Marks())


def test_a_journal_tells_what_is_known_of_each_program(target: Path) -> None:
    settle = Settle((Move(f".assent/stage-{ID}/1", ".assent/pending.json", "ab" * 32, 0o644),), ())
    ended = Ended(0, Meaning.REBOOT, ran=True)
    write(target, BEGIN, WITH_PROGRAMS, Started(0), ended, Started(1), Undid(1, gone=False), settle)
    story = read(target)
    assert story is not None
    assert story.settle == settle
    assert story.marks == Marks(frozenset({0, 1}), {0: ended}, {1: False})
    write_again(target, BEGIN, WITH_PROGRAMS, Abort(), Undone(("tool",)))
    again = read(target)
    assert again is not None
    assert again.undone == Undone(("tool",))


@pytest.mark.parametrize(
    "entries",
    [
        (WITH_PROGRAMS, Started(2)),
        (COMMIT, Started(0)),
        (Started(0),),
        (Settle((), ()),),
        (WITH_PROGRAMS, Settle((), ()), Settle((), ())),
        (WITH_PROGRAMS, Settle((MakeFolder("../out"),), ())),
        (Commit((RemoveFolder("../out", 0o755),), (), ()),),
        (Commit((Register("desktop", "/etc", "assent-a", None, "x"),), (), ()),),
        (Commit((Register("desktop", "/x/../applications", "assent-a", None, "x"),), (), ()),),
        (Commit((Register("desktop", "applications", "assent-a", None, "x"),), (), ()),),
        (Commit((Register("desktop", "/x/applications", "../firefox", None, "x"),), (), ()),),
        (Commit((Register("program-list", "user", "firefox", None, "x"),), (), ()),),
    ],
)
def test_a_journal_that_no_run_of_ours_writes_is_broken(target: Path, entries: tuple[Entry, ...]) -> None:
    write(target, BEGIN, *entries)
    assert broken(target)


def write_again(target: Path, *entries: Entry) -> None:
    (target / ".assent/journal").unlink()
    write(target, *entries)


@pytest.mark.parametrize("cut", [1, 50, 200])
def test_a_torn_last_record_was_never_written(target: Path, cut: int) -> None:
    file = write(target, BEGIN, COMMIT)
    whole = file.read_bytes()
    file.write_bytes(whole[:-cut])
    story = read(target)
    assert story is not None
    assert story.commit is None
    file.write_bytes(whole[:-cut] + bytes(cut))
    assert read(target) == story


def test_a_journal_torn_in_its_first_record_tells_nothing(target: Path) -> None:
    file = write(target, BEGIN)
    file.write_bytes(file.read_bytes()[:20])
    assert read(target) is None
    file.write_bytes(b"")
    assert read(target) is None


def test_a_journal_is_continued_behind_its_last_whole_record(target: Path) -> None:
    file = write(target, BEGIN, COMMIT)
    with file.open("ab") as opened:
        opened.write(b"torn")
    story = read(target)
    assert story is not None
    with Root(target) as root:
        journal = Journal.reopen(root, story)
        journal.append(Done())
        journal.close()
    story = read(target)
    assert story is not None
    assert story.done


def test_a_flipped_bit_anywhere_is_damage_and_not_a_tear(target: Path) -> None:
    file = write(target, BEGIN, COMMIT, Done())
    whole = file.read_bytes()
    for place in range(0, len(whole) - 1, 7):
        flipped = bytes([whole[place] ^ 0x01])
        file.write_bytes(whole[:place] + flipped + whole[place + 1 :])
        assert broken(target), place


def test_a_missing_or_swapped_line_is_damage(target: Path) -> None:
    file = write(target, BEGIN, COMMIT, Done())
    lines = file.read_bytes().splitlines(keepends=True)
    for kept in ([lines[0], lines[2]], [lines[1], lines[0]], [lines[1], lines[2]]):
        file.write_bytes(b"".join(kept))
        assert broken(target)


def encoded(entry: Entry) -> bytes:
    return msgspec.json.encode(entry)


OUTSIDE = [
    Move(STAGED, "../escaped", "ab" * 32, 0o644),
    Move("/etc/passwd", "a", "ab" * 32, 0o644),
    Move(f".assent/stage-{ID[::-1]}/0", "a", "ab" * 32, 0o644),
    Move(".assent/lock", "a", "ab" * 32, 0o644),
    Move(f".assent/stage-{ID}/../../a", "a", "ab" * 32, 0o644),
    MakeFolder("a/../../b"),
]


@pytest.mark.parametrize("step", OUTSIDE)
def test_a_journal_that_leads_out_of_the_target_is_not_obeyed(target: Path, step: Move | MakeFolder) -> None:
    file = target / ".assent/journal"
    file.write_bytes(by_hand(encoded(BEGIN), encoded(Commit((step,), (), ()))))
    assert broken(target)
    file.write_bytes(by_hand(encoded(BEGIN), encoded(Commit((), ("../x",), ()))))
    assert broken(target)


@pytest.mark.parametrize(
    "bodies",
    [
        (encoded(COMMIT),),
        (encoded(Done()),),
        (encoded(BEGIN), encoded(BEGIN)),
        (encoded(BEGIN), encoded(Commit((), (), ())), encoded(Commit((), (), ()))),
        (encoded(BEGIN), b"{}"),
        (encoded(BEGIN), b"nonsense"),
        (encoded(BEGIN).replace(b'"version":1', b'"version":2'),),
        (encoded(BEGIN).replace(b'"made":2', b'"made":2,"odd":1'),),
    ],
)
def test_a_journal_of_another_format_is_not_obeyed(target: Path, bodies: tuple[bytes, ...]) -> None:
    (target / ".assent/journal").write_bytes(by_hand(*bodies))
    assert broken(target)


def test_a_journal_that_cannot_be_started_is_not_left_behind(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_handle: int) -> None:
        raise OSError(errno.EIO, "no disk")

    monkeypatch.setattr(os, "fsync", failing)
    with Root(target) as root, pytest.raises(OSError, match="no disk"):
        Journal.create(root, BEGIN)
    assert list((target / ".assent").iterdir()) == []
