"""A process tree on Windows: a job object, which no process of it can leave. Imported there only."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Final

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_NEW_GROUP: Final = 0x00000200
_NO_WINDOW: Final = 0x08000000
_SUSPENDED: Final = 0x00000004
_ENDED_BY_US: Final = 1223
"""Exit status of what was ended: ERROR_CANCELLED."""


class WindowsTree:
    """See `process.Tree`. Raises OSError where the job cannot be made."""

    def __init__(self, command: Sequence[str], folder: Path | str, environment: Mapping[str, str]) -> None:
        self._kernel = kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        self._job = kernel.CreateJobObjectW(None, None)
        if not self._job:
            raise ctypes.WinError(ctypes.get_last_error())
        # Suspended, so that it cannot start anything before it belongs to the job.
        self.process = subprocess.Popen(  # noqa: S603 - a list from a signed bundle that the plan has shown
            list(command),
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            creationflags=_NEW_GROUP | _NO_WINDOW | _SUSPENDED,
        )
        handle = int(self.process._handle)  # type: ignore[attr-defined]  # noqa: SLF001 - the only way to it
        if not kernel.AssignProcessToJobObject(self._job, handle):
            error = ctypes.WinError(ctypes.get_last_error())
            self.process.kill()
            self.close()
            raise error
        # Resumes every thread of the process; `ResumeThread` would need one that Popen has closed.
        ntdll = ctypes.WinDLL("ntdll")
        ntdll.NtResumeProcess.argtypes = (wintypes.HANDLE,)
        ntdll.NtResumeProcess(handle)

    def end(self) -> None:
        """End the job: Windows knows no way to ask a program without a window."""
        self._kernel.TerminateJobObject(self._job, _ENDED_BY_US)

    def close(self) -> None:
        """Give the job up. Its processes go on, since it does not end them on closing."""
        self._kernel.CloseHandle(self._job)
