"""One file, as a bundle promises it and as an inventory remembers it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from installer.errors import Code, UntrustedData
from installer.install.names import split_name

BLOCK: Final = 512
"""Bytes of a tar block (POSIX.1-1988 ustar)."""

MODES: Final = frozenset({0o644, 0o755})
"""A payload holds plain files, executable or not: no setuid, no setgid, nothing world-writable."""

MAX_SIZE: Final = 8**11 - 1
"""Bytes of one file: what a ustar header can say."""

_LINE: Final = re.compile(r"([0-9a-f]{64}) (0[0-7]{3}) (0|[1-9][0-9]{0,9}) (.+)", re.DOTALL)


class FileEntry(msgspec.Struct, frozen=True):
    """A regular file: relative path with `/`, bytes, permission bits, SHA-256 in hex."""

    path: str
    size: int
    mode: int
    sha256: str

    def line(self) -> str:
        """The entry as one line of `bundle.toml`: digest, mode in octal, size, path."""
        return f"{self.sha256} {self.mode:04o} {self.size} {self.path}"


def read_line(line: str) -> FileEntry:
    """The entry of a line. Raises UntrustedData(BUNDLE_MALFORMED, detail=line) when it is none."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise UntrustedData(Code.BUNDLE_MALFORMED, path="bundle.toml", detail=line[:200])
    digest, mode, size, path = found.groups()
    entry = FileEntry(path, int(size), int(mode, 8), digest)
    if entry.mode not in MODES or entry.size > MAX_SIZE:
        raise UntrustedData(Code.BUNDLE_MALFORMED, path="bundle.toml", detail=line[:200])
    return entry


def tar_header(entry: FileEntry) -> bytes:
    """The only ustar header that may stand before this file in a payload.

    Reading compares whole headers with this one, so a payload has no way to say "link", "device",
    "setuid", another name or another size: there is nothing to interpret.
    """
    split = split_name(entry.path)
    if split is None:
        raise UntrustedData(Code.NAME_REFUSED, path=entry.path, rule="too-long")
    prefix, name = split
    head = b"".join(
        (
            name.ljust(100, b"\0"),
            b"%07o\0" % entry.mode,
            b"0000000\0" * 2,
            b"%011o\0" % entry.size,
            b"%011o\0" % 0,
            b" " * 8,
            b"0",
            bytes(100),
            b"ustar\x0000",
            bytes(64),
            b"0000000\0" * 2,
            prefix.ljust(155, b"\0"),
            bytes(12),
        )
    )
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def padding(size: int) -> int:
    """Bytes that fill the last block of a file of `size` bytes."""
    return -size % BLOCK
