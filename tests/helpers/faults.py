"""A file system that fails or kills at the n-th call, in a process of its own.

The calls are real until the chosen one. Counted are the functions of `os` through which the
install engine works, and the one that makes a file system durable.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from installer.errors import AssentError
from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGING = ("open", "write", "mkdir", "rename", "unlink", "rmdir", "fsync", "ftruncate", "fchmod")
READING = ("read", "lstat", "fstat", "listdir", "lseek", "stat", "pread", "statvfs")


@dataclass(frozen=True)
class Ended:
    """How a child process ended: killed, with one of our errors, with another, or with a result."""

    killed: bool
    code: str
    other: str
    result: Any


@dataclass
class Counter:
    """Calls `strike` in place of call number `at` (the first is 1)."""

    at: int
    strike: Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]
    seen: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Staging works with several threads."""

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: object, **kwargs: object) -> object:
            with self.lock:
                self.seen += 1
                is_now = self.seen == self.at
            return self.strike(real, args, kwargs) if is_now else real(*args, **kwargs)

        return counted


def kill(_real: object, _args: object, _kwargs: object) -> None:
    """The process dies before the call."""
    os.kill(os.getpid(), signal.SIGKILL)


def tear(real: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """A write gets half-way before the process dies; any other call is done, then the process dies."""
    try:
        if len(args) == 2 and isinstance(args[1], bytes | memoryview):
            real(args[0], bytes(args[1])[: len(args[1]) // 2])
        else:
            real(*args, **kwargs)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> Callable[..., Any]:
    """The call fails with an errno."""

    def strike(_real: object, _args: object, _kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    return strike


def arm(counter: Counter, names: tuple[str, ...]) -> None:
    """Put the counter in front of these functions, in this process, for good."""
    for name in names:
        setattr(os, name, counter.wrap(getattr(os, name)))
    files.sync_file_system = counter.wrap(files.sync_file_system)  # type: ignore[assignment]


def in_child(work: Callable[[], Any]) -> Ended:
    """Run `work` in a forked process and say how it ended."""
    if not hasattr(os, "fork"):
        pytest.skip("Windows has no fork; tests/windows ends processes there")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _run_and_leave(work, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Ended(killed=True, code="", other="", result=None)
    code, other, result = pickle.loads(said)  # noqa: S301 - from our own child
    return Ended(killed=False, code=code, other=other, result=result)


def _run_and_leave(work: Callable[[], Any], writer: int) -> None:
    # Taken before the faults are armed.
    write, close = os.write, os.close
    code = other = ""
    result = None
    try:
        result = work()
    except AssentError as error:
        code = error.code.value
    except BaseException as error:  # noqa: BLE001 - the parent asserts on it
        other = repr(error)
    try:
        said = pickle.dumps((code, other, result))
    except Exception as error:  # noqa: BLE001 - as above
        said = pickle.dumps((code, repr(error), None))
    write(writer, said)
    close(writer)
    os._exit(0)
