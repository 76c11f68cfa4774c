"""Starting one program without a shell, watching it, and ending its whole process tree when asked to."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import IO

POLL: Final = 0.05
"""Seconds between two looks at the cancel request: a quarter of the 200 ms that a person may wait."""

MAX_OUTPUT: Final = 64 * 1024
"""Bytes of a program's output that are kept in memory, the newest ones. None are stored."""

_DRAIN: Final = 1.0
"""Seconds that the last output may take to arrive. A service that the installer started keeps the pipe."""

_ALWAYS: Final = (
    ("SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "ProgramFiles", "ProgramData", "ComSpec")
    if sys.platform == "win32"
    else ("HOME", "TZ", "TMPDIR")
)
"""Variables that every program sees, besides those that are set here."""

_SEARCH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


_REFUSED: Final = frozenset(
    {
        errno.ENOENT,
        errno.EACCES,
        errno.EPERM,
        errno.ENOEXEC,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.ELOOP,
        errno.E2BIG,
        errno.ENAMETOOLONG,
        errno.EMFILE,
        errno.ENFILE,
        errno.EAGAIN,
        errno.ENOMEM,
    }
)
"""What the system says when it has not started a program. Anything else may also come after the start."""

_STRAY: Final = 0.5
"""Seconds in which a program that was started half-way can be found."""


class End(StrEnum):
    """How it ended."""

    EXITED = "exited"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    NOT_STARTED = "not-started"
    """The system refused to start it."""
    UNKNOWN = "unknown"
    """The start failed half-way: it may have run, and was ended where it could be found."""


class Ran(msgspec.Struct, frozen=True):
    """What a program did. `status` is its exit status; negative: the signal that ended it."""

    end: End
    status: int
    output: bytes = b""
    """The newest of what it printed, at most MAX_OUTPUT bytes."""
    printed: int = 0
    """Bytes that it printed in all."""
    milliseconds: int = 0

    @property
    def last_line(self) -> str:
        """What it said last, for the person who installs; never logged."""
        lines = self.output.decode("utf-8", "replace").split("\n")
        found = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return "".join(sign for sign in found if sign.isprintable())[:200]


class Start(msgspec.Struct, frozen=True):
    """What to start, where, for how long at most (seconds), and in which environment."""

    command: Sequence[str]
    folder: Path | str
    timeout: int
    environment: Mapping[str, str]


class Tree(Protocol):
    """A started program and everything that it started. One implementation per platform."""

    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """End all of it: asked first, then made to. Returns when none of it is left."""
        ...

    def close(self) -> None:
        """Let go of the tree; what still runs may go on, such as a service that was installed."""
        ...


def environment_of(passes: Sequence[str], sets: Mapping[str, str]) -> dict[str, str]:
    """The variables by allow-list: what every program gets, what the bundle names, what it sets."""
    found = {name: os.environ[name] for name in (*_ALWAYS, *passes) if name in os.environ}
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        found.setdefault("PATH", os.environ.get("PATH", ""))
    else:
        found |= {"PATH": _SEARCH, "LC_ALL": "C.UTF-8"}
    return {**found, **sets}


def start(command: Sequence[str], folder: Path | str, environment: Mapping[str, str]) -> Tree:
    """Start a program in a tree of its own. Raises OSError where that cannot be done."""
    if sys.platform == "win32":  # pragma: no cover - reached on Windows only
        from installer.install.external.windows import WindowsTree as OwnTree
    else:
        from installer.install.external.posix import PosixTree as OwnTree
    return OwnTree(command, folder, environment)


def still_running(command: Sequence[str]) -> int:
    """The process id of a program that outlived the process that started it; 0: none, or nobody knows."""
    found = 0
    if sys.platform != "win32":
        from installer.install.external.posix import find

        found = find(command)
    return found


def run(what: Start, cancelled: Callable[[], bool]) -> Ran:
    """Start, wait, and end the whole tree on a cancel or after the time. Raises nothing."""
    began = time.monotonic()
    try:
        tree = start(what.command, what.folder, what.environment)
    except OSError as exc:
        if exc.errno in _REFUSED:
            return Ran(End.NOT_STARTED, exc.errno or 0)
        _end_stray(what.command)
        return Ran(End.UNKNOWN, exc.errno or 0)
    tail = _Tail(tree.process.stdout)
    try:
        end = _wait(tree, began + what.timeout, cancelled)
        if end is not End.EXITED:
            tree.end()
        status = tree.process.wait()
    finally:
        tree.close()
    output, printed = tail.take()
    return Ran(end, status, output, printed, int((time.monotonic() - began) * 1000))


def _end_stray(command: Sequence[str]) -> None:
    """End a program of which the start was reported as failed and that runs nevertheless."""
    until = time.monotonic() + _STRAY
    while time.monotonic() < until:
        pid = still_running(command)
        if pid:
            _kill_group(pid)
        time.sleep(POLL)


def _kill_group(leader: int) -> None:
    """End the group of a process that leads one of its own, which nobody has told to do anything yet."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(leader, signal.SIGKILL)


def _wait(tree: Tree, until: float, cancelled: Callable[[], bool]) -> End:
    while True:
        if cancelled():
            return End.CANCELLED
        try:
            tree.process.wait(POLL)
        except subprocess.TimeoutExpired:
            if time.monotonic() >= until:
                return End.TIMEOUT
            continue
        return End.EXITED


class _Tail:
    """Reads all that is printed, so that the program never waits, and keeps the end of it."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe = pipe
        self._kept = b""
        self._printed = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._read, name="installer-output", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        # This thread owns the pipe: a service that an installer left behind may hold it for long.
        if self._pipe is None:
            return
        with self._pipe, suppress(OSError):
            while block := os.read(self._pipe.fileno(), MAX_OUTPUT):
                with self._lock:
                    self._printed += len(block)
                    self._kept = (self._kept + block)[-MAX_OUTPUT:]

    def take(self) -> tuple[bytes, int]:
        """What is there now that the program has ended."""
        self._thread.join(_DRAIN)
        with self._lock:
            return self._kept, self._printed
