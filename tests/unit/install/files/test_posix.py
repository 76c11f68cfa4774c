"""The POSIX port: direct writes and syncs, and what is done where a system lacks them."""

from __future__ import annotations

import ctypes
import errno
import os
from typing import TYPE_CHECKING

import pytest

from installer.install import durable

fcntl = pytest.importorskip("fcntl", reason="POSIX alone; tests/windows has its own")
posix = pytest.importorskip("installer.install.files.posix")

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


def write(handle: int, content: bytes, piece: int) -> None:
    out = durable.NewFile(handle, len(content))
    for start in range(0, len(content), piece):
        out.write(content[start : start + piece])
    out.finish()
    os.close(handle)


def test_without_direct_writes_it_is_written_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posix, "_DIRECT", 0)
    content = os.urandom(2 * MEGABYTE)
    write(os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT), content, MEGABYTE)
    assert (tmp_path / "file").read_bytes() == content


def test_what_refuses_the_direct_flag_is_written_as_any_other() -> None:
    """The null device stands for a file system that knows no direct writes."""
    handle = os.open(os.devnull, os.O_WRONLY)
    assert not posix.set_direct(handle, on=True)
    write(handle, bytes(2 * MEGABYTE), MEGABYTE)


def test_a_file_system_that_breaks_its_word_is_written_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    refused = []

    def refusing(handle: int, block: bytes) -> int:
        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_DIRECT:
            refused.append(handle)
            raise OSError(errno.EINVAL, "no direct writes after all")
        return real(handle, block)

    monkeypatch.setattr(posix, "set_direct", _pretend)
    monkeypatch.setattr(os, "write", refusing)
    content = os.urandom(2 * MEGABYTE)
    write(os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT), content, MEGABYTE)
    monkeypatch.undo()
    assert (tmp_path / "file").read_bytes() == content
    assert refused


def _pretend(handle: int, *, on: bool) -> bool:
    flags = fcntl.fcntl(handle, fcntl.F_GETFL)
    fcntl.fcntl(handle, fcntl.F_SETFL, flags | os.O_DIRECT if on else flags & ~os.O_DIRECT)
    return on


def test_without_syncfs_everything_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []

    def missing(_name: object, **_options: object) -> object:
        return object()

    monkeypatch.setattr(ctypes, "CDLL", missing)
    monkeypatch.setattr(os, "sync", lambda: synced.append("everything"))
    handle = os.open(tmp_path, os.O_RDONLY)
    posix.sync_file_system(handle)
    os.close(handle)
    assert synced == ["everything"]


def test_a_sync_that_fails_is_said(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    posix.sync_file_system(handle)
    os.close(handle)
    with pytest.raises(OSError, match="Bad file descriptor"):
        posix.sync_file_system(handle)
