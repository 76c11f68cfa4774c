"""The threads behind staging: one decompresses, a few hash and write, the caller decides.

hashlib, zstandard and the system calls let other threads run while they work, so on two cores the
three kinds of work overlap. Everything that can be wrong is raised in the caller's thread, and no
thread and no open file outlives `__exit__`. Memory is bounded by `IN_FLIGHT` and `AHEAD`, whatever
the payload.
"""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from contextlib import suppress
from itertools import takewhile
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from installer.install import durable
from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from installer.install.entry import FileEntry

PIECE: Final = 1 << 18
"""Bytes that are handed from thread to thread: fits a processor's own cache, and is written in far
less than the 200 ms after which a cancel must have been seen."""

AHEAD: Final = 8
"""Pieces that are decompressed before anybody asked for them."""

IN_FLIGHT: Final = 8 << 20
"""Bytes that wait to be hashed and written."""

_LEAST: Final = 4096
"""What a piece counts at least, so that empty files are bounded too."""

_Piece: TypeAlias = "tuple[WrittenFile, memoryview | bytes]"
_Report: TypeAlias = "tuple[WrittenFile, int, bool, BaseException | None]"


def _starts(thread: threading.Thread) -> bool:
    """Whether the system had a thread to give, and the memory for one."""
    try:
        thread.start()
    except RuntimeError:
        return False
    return True


def _no_thread() -> OSError:
    return OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


class Feed:
    """Blocks of one stream, read ahead by a thread of its own. Raises OSError where the system gives none."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._blocks: SimpleQueue[bytes | BaseException] = SimpleQueue()
        self._room = threading.Semaphore(AHEAD)
        self._stopped = False
        self._block = memoryview(b"")
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="unpack")
        if not _starts(self._thread):
            raise _no_thread()

    def _run(self) -> None:
        try:
            block = b"first"
            while block and not self._stopped:
                block = self._read(PIECE)
                self._room.acquire()
                self._blocks.put(block)
        except BaseException as exc:  # noqa: BLE001 - raised again by `take`, in the caller's thread
            self._blocks.put(exc)

    def take(self, most: int) -> memoryview:
        """The next bytes, at most `most` and at least one; empty at the end. Raises what reading raised."""
        if not self._block and not self._ended:
            found = self._blocks.get()
            self._room.release()
            if isinstance(found, BaseException):
                self._ended = True
                raise found
            self._ended = not found
            self._block = memoryview(found)
        taken, self._block = self._block[:most], self._block[most:]
        return taken

    def close(self) -> None:
        """Stop the thread; what it had read ahead is forgotten."""
        self._stopped = True
        self._room.release()
        self._thread.join()


class WrittenFile:
    """A file on its way: hashed and, where there is a handle, written. One thread works on it."""

    def __init__(self, entry: FileEntry, handle: int | None) -> None:
        self.entry = entry
        self.is_right = False
        """Whether it is whole and its digest is the promised one; False until the last piece."""
        self._handle = handle
        self._out: durable.NewFile | None = None
        self._left = entry.size
        self._digest = hashlib.sha256()

    def add(self, block: memoryview | bytes) -> bool:
        """Take the next piece; True after the last one. Raises OSError."""
        if self._handle is not None:
            # Made here and not before: only files that are being written have a buffer.
            self._out = self._out or durable.NewFile(self._handle, self.entry.size)
            self._out.write(block)
        self._digest.update(block)
        self._left -= len(block)
        if self._left:
            return False
        self.is_right = self._digest.hexdigest() == self.entry.sha256
        self._finish()
        self.close()
        return True

    def _finish(self) -> None:
        if self._handle is not None and self._out is not None:
            self._out.finish()
            files.finish(self._handle, self.entry.mode)

    def close(self) -> None:
        """Close the handle, once. Raises OSError."""
        handle, self._handle = self._handle, None
        self._out = None
        if handle is not None:
            os.close(handle)


class Crew:
    """Threads that hash and write. `done` is called in the caller's thread with what became of it.

    `done(bytes, file)`: so many bytes more are hashed and written; `file` is the file that this
    ended, or None. What `done` raises, and what writing raised, comes out of `put` and `finish`.
    """

    def __init__(self, done: Callable[[int, WrittenFile | None], None], threads: int = 0) -> None:
        self._done = done
        self._reports: SimpleQueue[_Report] = SimpleQueue()
        self._queues: list[SimpleQueue[_Piece | None]] = [SimpleQueue() for _ in range(threads or _threads())]
        self._loads = [0] * len(self._queues)
        self._of: dict[WrittenFile, int] = {}
        self._stopped = False
        self._threads = [
            threading.Thread(target=self._run, args=(queue,), name="write") for queue in self._queues
        ]

    def __enter__(self) -> Self:
        """Start as many threads as the system gives. Raises OSError where it gives none."""
        started = sum(1 for _ in takewhile(_starts, self._threads))
        if not started:
            raise _no_thread()
        del self._threads[started:], self._queues[started:], self._loads[started:]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped = True
        for queue in self._queues:
            queue.put(None)
        for thread in self._threads:
            thread.join()
        for file in self._of:
            # An error is on its way already, and the file goes away with the stage.
            with suppress(OSError):
                file.close()

    def _run(self, queue: SimpleQueue[_Piece | None]) -> None:
        while (piece := queue.get()) is not None:
            file, block = piece
            is_ended, error = False, None
            try:
                if not self._stopped:
                    is_ended = file.add(block)
            except BaseException as exc:  # noqa: BLE001 - raised again by `_settle`, in the caller's thread
                self._stopped = True
                error = exc
            self._reports.put((file, len(block), is_ended, error))

    def put(self, file: WrittenFile, block: memoryview | bytes) -> None:
        """Hand over the next piece of a file. Waits while too much is under way."""
        if file not in self._of:
            self._of[file] = self._loads.index(min(self._loads))
        mine = self._of[file]
        self._loads[mine] += max(len(block), _LEAST)
        self._queues[mine].put((file, block))
        while True:
            try:
                self._settle(self._reports.get(block=sum(self._loads) > IN_FLIGHT))
            except Empty:
                return

    def finish(self) -> None:
        """Wait until everything that was put is done."""
        while sum(self._loads):
            self._settle(self._reports.get())

    def _settle(self, report: _Report) -> None:
        file, size, is_ended, error = report
        self._loads[self._of[file]] -= max(size, _LEAST)
        if error is not None:
            raise error
        if is_ended:
            del self._of[file]
        self._done(size, file if is_ended else None)


def threads_for(size: int) -> int:
    """How many threads are worth their start for so many bytes: one for a piece, no more than processors."""
    return min(1 + size // PIECE, _threads())


def _threads() -> int:
    return min(4, os.cpu_count() or 1)
