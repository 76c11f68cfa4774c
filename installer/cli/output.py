"""What a process prints: what becomes of it has no say in what is done, nor in how the run ends.

Whoever reads may have read enough (`assent … | head`), and a disk that the output is sent to may be full.
Either would otherwise end a command in the middle, with a status that means something else.
"""

from __future__ import annotations

import errno
import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import ReadableBuffer


class Output(io.FileIO):
    """Takes everything, and writes it until it cannot."""

    lost: OSError | None = None
    """Why nothing more can be written; None where all was."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write `data`, or forget it. It always counts as written."""
        if self.lost is None:
            try:
                return super().write(data)
            except OSError as exc:
                self.lost = exc
        return memoryview(data).nbytes

    @property
    def missed(self) -> str:
        """Why somebody who still wants to read has not got it all; empty where nobody misses anything."""
        if self.lost is None or self.lost.errno == errno.EPIPE:
            return ""
        return self.lost.strerror or str(self.lost)


def guard() -> Output | None:
    """Put an `Output` under both streams of the process; gives that of standard output.

    None where there is no such stream, or a person at a terminal: that is always listened to.
    """
    sys.stderr, _ = _guarded(sys.stderr)
    sys.stdout, output = _guarded(sys.stdout)
    return output


def _guarded(stream: TextIO) -> tuple[TextIO, Output | None]:
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream, None
    try:
        output = Output(stream.fileno(), "w", closefd=False)
    except OSError:
        return stream, None  # it leads to no file: somebody keeps in memory what is printed
    wrapper = io.TextIOWrapper(
        io.BufferedWriter(output),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
    )
    return wrapper, output
