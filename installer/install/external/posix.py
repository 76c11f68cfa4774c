"""A process tree on POSIX: a session of its own, and on Linux also what left that session."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

assert sys.platform != "win32"  # noqa: S101 - tells the type checker where this runs

GRACE: Final = 2.0
"""Seconds between asking (SIGTERM) and ending (SIGKILL): an installer may want to clean up."""

_GONE: Final = 5.0
"""Seconds that killed processes may take to go; one that waits for a broken disk takes longer."""

_PAUSE: Final = 0.02
_PROC: Final = Path("/proc")
_PARENT, _SESSION = 1, 3
"""Fields of /proc/<pid>/stat after the name: state, parent, group, session."""


class PosixTree:
    """See `process.Tree`."""

    def __init__(self, command: Sequence[str], folder: Path | str, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - a list from a signed bundle that the plan has shown
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o022,
        )

    def end(self) -> None:
        """Ask with SIGTERM, end with SIGKILL. Members are looked for again until there are none."""
        members = self._members(set())
        _signal(members, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while time.monotonic() < until and self._alive(members):
            time.sleep(_PAUSE)
            members |= self._members(members)
        until = time.monotonic() + _GONE
        while time.monotonic() < until and self._alive(members):
            _signal(members, signal.SIGKILL)
            time.sleep(_PAUSE)
            members |= self._members(members)

    def _alive(self, members: set[int]) -> bool:
        # Reaps the program itself, which would otherwise stay as a zombie of ours.
        self.process.poll()
        return any(_is_running(pid) for pid in members)

    def _members(self, known: set[int]) -> set[int]:
        """The program, its session, and the descendants of both, of which some may have left it."""
        table = _processes()
        if not table:
            return {self.process.pid}
        members = {pid for pid, (_, session) in table.items() if session == self.process.pid}
        members |= known | {self.process.pid}
        while True:
            more = {pid for pid, (parent, _) in table.items() if parent in members} - members
            if not more:
                return members
            members |= more

    def close(self) -> None:
        """Nothing is held."""


def find(command: Sequence[str]) -> int:
    """The process id of a program that was started with this command and still runs; 0 without one.

    A script's interpreter stands before it. Only Linux tells.
    """
    wanted = "\0".join(command) + "\0"
    for pid in _processes():
        try:
            line = _PROC.joinpath(str(pid), "cmdline").read_text("utf-8", "surrogateescape")
        except OSError:
            continue
        if line.endswith(wanted) and _is_running(pid):
            return pid
    return 0


def _signal(members: set[int], number: int) -> None:
    for pid in members:
        if _is_running(pid):
            try:
                os.kill(pid, number)
            except (ProcessLookupError, PermissionError):
                continue


def _processes() -> dict[int, tuple[int, int]]:
    """Process id to its parent and session; empty where there is no /proc."""
    found = {}
    for folder in _PROC.glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields:
            found[int(folder.name)] = (int(fields[_PARENT]), int(fields[_SESSION]))
    return found


def _is_running(pid: int) -> bool:
    fields = _stat(pid)
    if fields:
        return fields[0] != "Z"
    if _PROC.joinpath("self").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _stat(pid: int) -> list[str]:
    """State, parent, group, session … of a process; empty when it is gone."""
    try:
        text = _PROC.joinpath(str(pid), "stat").read_text("utf-8", "replace")
    except OSError:
        return []
    # The name stands in parentheses and may hold blanks and parentheses itself.
    return text.rpartition(")")[2].split()
