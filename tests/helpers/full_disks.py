"""A folder on a disk of its own that is full, or read-only: not even root can write there."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def full(folder: Path, room: int = 0) -> Iterator[None]:
    """Names can still be made there; what has more bytes than `room` (whole pages) does not fit."""
    with _mounted(folder, f"size={room // 1024 + 32}k"):
        filler = folder / ".filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                file.truncate(file.tell() - room)
        yield


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Not even a name can be made there."""
    with _mounted(folder, "ro,size=16k"):
        yield


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None:
        pytest.skip("this system cannot mount")
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)
