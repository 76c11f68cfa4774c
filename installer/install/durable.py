"""Making sure that what was written is still there after a power cut."""

from __future__ import annotations

import errno
import mmap
import os
from typing import Final

from installer.install.files import files

DIRECT_FROM: Final = 1 << 18
"""Files of this many bytes go past the page cache, where the file system lets them."""

_BUFFER: Final = 1 << 20
"""Bytes of one direct write; a whole number of pages, as the kernel asks for."""


def write_all(handle: int, block: bytes | memoryview) -> None:
    """Write the whole block, however many calls that takes. Raises OSError."""
    rest = memoryview(block)
    while rest:
        rest = rest[os.write(handle, rest) :]


class NewFile:
    """Writes one new file from front to back, of a size that is known.

    An installed byte is written once and not read again soon. A large file therefore goes from one
    buffer straight to the disk (`O_DIRECT`): that costs a fraction of the copying, pushes nothing
    out of memory, and leaves little for the sync before the commit. Where a file system has no
    such thing, it is written as any other. All methods raise OSError.
    """

    def __init__(self, handle: int, size: int) -> None:
        self._handle = handle
        self._is_direct = size >= DIRECT_FROM and files.set_direct(handle, on=True)
        self._buffer = mmap.mmap(-1, _BUFFER) if self._is_direct else None
        self._filled = 0

    def write(self, block: bytes | memoryview) -> None:
        """Take the next bytes."""
        if self._buffer is None:
            write_all(self._handle, block)
            return
        rest = memoryview(block)
        while rest:
            taken = min(len(rest), _BUFFER - self._filled)
            self._buffer[self._filled : self._filled + taken] = rest[:taken]
            self._filled += taken
            rest = rest[taken:]
            if self._filled == _BUFFER:
                self._flush(self._buffer)

    def finish(self) -> None:
        """Hand the last bytes over to the kernel; making them durable is the port's."""
        if self._buffer is not None and self._filled:
            # What is left fills no page, and direct writes come in whole pages.
            self._is_direct = files.set_direct(self._handle, on=False)
            self._flush(self._buffer)

    def _flush(self, buffer: mmap.mmap) -> None:
        rest = memoryview(buffer)[: self._filled]
        while rest:
            try:
                rest = rest[os.write(self._handle, rest) :]
            except OSError as exc:
                if exc.errno != errno.EINVAL or not self._is_direct:
                    raise
                # The file system took the flag and does not keep its word.
                self._is_direct = files.set_direct(self._handle, on=False)
        self._filled = 0
