from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from installer.install import durable

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20
NEW = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
SIZES = [0, 1, durable.DIRECT_FROM - 1, durable.DIRECT_FROM, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 4097]


def write(handle: int, content: bytes, piece: int) -> None:
    out = durable.NewFile(handle, len(content))
    for start in range(0, len(content), piece):
        out.write(content[start : start + piece])
    out.finish()
    os.close(handle)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [4000, MEGABYTE, 5 * MEGABYTE])
def test_a_file_of_any_size_is_written_whole(tmp_path: Path, size: int, piece: int) -> None:
    content = os.urandom(size)
    write(os.open(tmp_path / "file", NEW), content, piece)
    assert (tmp_path / "file").read_bytes() == content


def test_another_failure_of_a_direct_write_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_handle: int, _block: bytes) -> int:
        raise OSError(errno.EIO, "broken disk")

    handle = os.open(tmp_path / "file", NEW)
    out = durable.NewFile(handle, 2 * MEGABYTE)
    monkeypatch.setattr(os, "write", failing)
    with pytest.raises(OSError, match="broken disk"):
        out.write(bytes(2 * MEGABYTE))
    os.close(handle)
