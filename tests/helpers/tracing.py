"""Strikes at the n-th system call that changes files in a folder: the kernel's own ptrace, nothing else.

What a library written in C does with its files cannot be counted from Python's side. Here the parent
stops the child at every system call, and kills it there, lets it write half, or makes the call fail.
x86-64 Linux only; `AVAILABLE` says whether it can be used.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from installer.errors import AssentError

if TYPE_CHECKING:
    from collections.abc import Callable

AVAILABLE = sys.platform == "linux" and platform.machine() == "x86_64"

_TRACEME, _SYSCALL, _GETREGS, _SETREGS, _SETOPTIONS = 0, 24, 12, 13, 0x4200
_SYSGOOD, _EXITKILL = 1, 0x100000
_RAX, _RDX, _RSI, _RDI, _ORIG_RAX = 10, 12, 13, 14, 15
_BY_DESCRIPTOR = {1, 18, 20, 74, 75, 77, 285}  # write pwrite64 writev fsync fdatasync ftruncate fallocate
_BY_PATH = {76, 82, 83, 84, 86, 87, 263, 264, 265, 316}  # truncate rename mkdir rmdir link unlink, …at
_WRITES = {1, 18}
_OPENAT = 257

Registers = ctypes.c_ulong * 27


class Strike(Enum):
    """What happens at the chosen call."""

    NONE = 0
    KILL = -1
    TEAR = -2
    IO_ERROR = errno.EIO
    NO_SPACE = errno.ENOSPC


@dataclass(frozen=True)
class Outcome:
    """How many calls were counted, whether the child was killed, and the code or other error it met."""

    seen: int
    killed: bool
    code: str
    other: str


def struck(work: Callable[[], object], folder: Path, at: int, strike: Strike) -> Outcome:
    """Run `work` in a child; at its call number `at` (from 1) on files in `folder`, strike."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _be_traced(work, writer)
    os.close(writer)
    tracer = _Tracer(child, f"{folder}/", at, strike)
    killed = tracer.follow()
    with os.fdopen(reader, "rb") as pipe:
        code, _, other = pipe.read().decode().partition("\n")
    return Outcome(tracer.seen, killed, code, other)


def _be_traced(work: Callable[[], object], writer: int) -> None:
    said = "\n"
    try:
        _libc().ptrace(_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
    except AssentError as error:
        said = f"{error.code.value}\n"
    except BaseException as error:  # noqa: BLE001 - the parent asserts on it
        said = f"\n{error!r}"
    os.write(writer, said.encode())
    os._exit(0)


def _libc() -> Any:  # noqa: ANN401 - a C library
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace.restype = ctypes.c_long
    return libc


class _Tracer:
    """Follows one child from its first stop to its end."""

    def __init__(self, child: int, folder: str, at: int, strike: Strike) -> None:
        self.seen = 0
        self._libc = _libc()
        self._child = child
        self._folder = folder
        self._at = at
        self._strike = strike
        self._result: int | None = None

    def follow(self) -> bool:
        """Whether the child was killed."""
        os.waitpid(self._child, 0)
        self._ask(_SETOPTIONS, ctypes.c_void_p(_SYSGOOD | _EXITKILL))
        entering, deliver = True, 0
        while True:
            self._ask(_SYSCALL, ctypes.c_void_p(deliver))
            _, status = os.waitpid(self._child, 0)
            if not os.WIFSTOPPED(status):
                return os.WIFSIGNALED(status)
            stopped = os.WSTOPSIG(status)
            deliver = 0 if stopped == signal.SIGTRAP | 0x80 else stopped
            if not deliver:
                self._enter() if entering else self._leave()
                entering = not entering

    def _enter(self) -> None:
        registers = self._registers()
        if not self._counts(registers):
            return
        self.seen += 1
        if self.seen != self._at:
            return
        if self._strike is Strike.KILL:
            os.kill(self._child, signal.SIGKILL)
        elif self._strike is Strike.TEAR:
            if registers[_ORIG_RAX] in _WRITES:
                registers[_RDX] //= 2
                self._ask(_SETREGS, ctypes.byref(registers))
            self._result = 0
        elif self._strike is not Strike.NONE:
            registers[_ORIG_RAX] = ctypes.c_ulong(-1).value  # no such call: nothing is done
            self._ask(_SETREGS, ctypes.byref(registers))
            self._result = -self._strike.value

    def _leave(self) -> None:
        if self._result is None:
            return
        if self._strike is Strike.TEAR:
            os.kill(self._child, signal.SIGKILL)
        else:
            registers = self._registers()
            registers[_RAX] = ctypes.c_ulong(self._result).value
            self._ask(_SETREGS, ctypes.byref(registers))
        self._result = None

    def _counts(self, registers: Any) -> bool:  # noqa: ANN401 - `Registers`
        call = registers[_ORIG_RAX]
        if call in _BY_PATH or (call == _OPENAT and registers[_RDX] & os.O_CREAT):
            return True
        if call not in _BY_DESCRIPTOR:
            return False
        try:
            name = Path(f"/proc/{self._child}/fd/{registers[_RDI]}").readlink()
        except OSError:
            return False
        return f"{name}/".startswith(self._folder)

    def _registers(self) -> Any:  # noqa: ANN401 - `Registers`
        registers = Registers()
        self._ask(_GETREGS, ctypes.byref(registers))
        return registers

    def _ask(self, request: int, data: Any) -> None:  # noqa: ANN401 - what the request takes
        if self._libc.ptrace(request, self._child, None, data) < 0:
            number = ctypes.get_errno()
            if number != errno.ESRCH:  # just killed
                raise OSError(number, os.strerror(number))
