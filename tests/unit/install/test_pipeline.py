from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING

import pytest
from helpers.systems import has_posix_files

from installer.install.entry import FileEntry
from installer.install.files import files
from installer.install.pipeline import AHEAD, IN_FLIGHT, PIECE, Crew, Feed, WrittenFile, threads_for

if TYPE_CHECKING:
    from pathlib import Path


def entry(content: bytes, mode: int = 0o644) -> FileEntry:
    return FileEntry("name", len(content), mode, hashlib.sha256(content).hexdigest())


def test_a_feed_gives_the_bytes_in_order_and_no_more_than_asked() -> None:
    blocks = [b"abc", b"defg", b""]
    feed = Feed(lambda _size: blocks.pop(0))
    assert [bytes(feed.take(2)) for _ in range(6)] == [b"ab", b"c", b"de", b"fg", b"", b""]
    feed.close()
    assert not {"unpack", "write"} & {thread.name for thread in threading.enumerate()}


def test_a_feed_does_not_read_the_whole_stream_ahead() -> None:
    read = 0

    def endless(size: int) -> bytes:
        nonlocal read
        read += size
        return bytes(size)

    feed = Feed(endless)
    assert len(feed.take(10)) == 10
    feed.close()
    assert read <= (AHEAD + 3) * PIECE


def test_what_reading_raises_comes_out_in_the_callers_thread() -> None:
    def broken(size: int) -> bytes:
        raise ValueError(size)

    feed = Feed(broken)
    with pytest.raises(ValueError, match=str(PIECE)):
        feed.take(1)
    assert bytes(feed.take(1)) == b""
    feed.close()


@pytest.mark.parametrize("size", [0, 1, PIECE, (1 << 20) + 5000])
@pytest.mark.parametrize("threads", [1, 3])
def test_files_are_written_whole_with_mode_and_checked(tmp_path: Path, size: int, threads: int) -> None:
    content = os.urandom(size)
    told: list[tuple[int, str]] = []
    with Crew(lambda done, file: told.append((done, file.entry.path if file else "")), threads) as crew:
        for name in ("a", "b", "c"):
            handle = os.open(tmp_path / name, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            file = WrittenFile(FileEntry(name, size, 0o755, hashlib.sha256(content).hexdigest()), handle)
            for start in range(0, max(size, 1), PIECE):
                crew.put(file, content[start : start + PIECE])
        crew.finish()
    for name in ("a", "b", "c"):
        assert (tmp_path / name).read_bytes() == content
        assert files.mode_of((tmp_path / name).stat()) == files.kept_mode(0o755)
    assert sum(done for done, _ in told) == 3 * size
    assert sorted(path for _, path in told if path) == ["a", "b", "c"]


def few_threads(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """A system that gives so many threads and then no more."""
    start = threading.Thread.start

    def scarce(thread: threading.Thread) -> None:
        nonlocal count
        if not count:
            message = "can't start new thread"
            raise RuntimeError(message)
        count -= 1
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", scarce)


def test_those_threads_do_it_that_the_system_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    few_threads(monkeypatch, 1)
    told: list[WrittenFile | None] = []
    with Crew(lambda _size, file: told.append(file), 3) as crew:
        for _ in range(5):
            crew.put(WrittenFile(entry(b"x"), None), b"x")
        crew.finish()
    assert [file.is_right for file in told if file is not None] == [True] * 5


def test_without_any_thread_it_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    few_threads(monkeypatch, 0)
    with pytest.raises(OSError, match="unavailable"), Crew(lambda _size, _file: None, 2):
        pass
    with pytest.raises(OSError, match="unavailable"):
        Feed(lambda _size: b"")


def test_a_file_with_other_content_is_not_right() -> None:
    told: list[WrittenFile | None] = []
    with Crew(lambda _size, file: told.append(file), 1) as crew:
        crew.put(WrittenFile(entry(b"promised"), None), b"promises")
        crew.finish()
    (file,) = told
    assert file is not None
    assert not file.is_right


def test_what_waits_to_be_written_is_bounded(tmp_path: Path) -> None:
    size = 3 * IN_FLIGHT
    waiting, most = 0, 0

    def done(size: int, _file: WrittenFile | None) -> None:
        nonlocal waiting
        waiting -= size

    file = WrittenFile(entry(bytes(size)), os.open(tmp_path / "a", os.O_WRONLY | os.O_CREAT))
    with Crew(done, 1) as crew:
        for _ in range(0, size, PIECE):
            waiting += PIECE
            crew.put(file, bytes(PIECE))
            most = max(most, waiting)
        crew.finish()
    assert most <= IN_FLIGHT + PIECE
    assert waiting == 0


def put_all(pieces: list[tuple[WrittenFile, bytes]], then: threading.Event | None = None) -> None:
    """Hand everything over to one thread, then open the gate and wait."""
    with Crew(lambda _size, _file: None, 1) as crew:
        for file, block in pieces:
            crew.put(file, block)
        if then is not None:
            then.set()
        crew.finish()


@has_posix_files
def test_a_failure_comes_out_and_closes_its_file() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(OSError, match="No space"):
        put_all([(WrittenFile(entry(bytes(10)), full), bytes(5))])
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(full)
    assert not {"unpack", "write"} & {thread.name for thread in threading.enumerate()}


def test_pieces_behind_a_failure_are_dropped(tmp_path: Path) -> None:
    file = WrittenFile(entry(bytes(10)), os.open("/dev/full", os.O_WRONLY))
    after = WrittenFile(entry(b"x"), os.open(tmp_path / "after", os.O_WRONLY | os.O_CREAT))
    gate = threading.Event()

    class Slow(WrittenFile):
        def add(self, block: memoryview | bytes) -> bool:
            gate.wait(5)
            return super().add(block)

    with pytest.raises(OSError, match="No space"):
        put_all([(Slow(entry(b"s"), None), b"s"), (file, bytes(10)), (after, b"x")], gate)
    assert (tmp_path / "after").read_bytes() == b""


def test_a_small_payload_is_written_by_one_thread_and_a_large_one_by_no_more_than_there_are_processors() -> (
    None
):
    assert threads_for(0) == threads_for(PIECE - 1) == 1
    assert 1 <= threads_for(1 << 30) <= (os.cpu_count() or 1)
    assert threads_for(1 << 40) == threads_for(1 << 30)
