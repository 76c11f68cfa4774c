"""A silent install whose log lies on a disk that is full: refused before anything is accepted or written."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.silent import nothing_happened, run
from helpers.sites import NEEDED, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte: too small for a log with receipts."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_where_the_record_has_no_room_nothing_is_accepted_and_nothing_installed(
    site: Site, full_disk: Path
) -> None:
    state = full_disk / "state"
    status, result = run(site.arguments(affirm=NEEDED), environment={"ASSENT_STATE": str(state)})
    assert (status, result["result"]) == (112, "disk-full")
    assert result["error"]["facts"]["path"] == str(state)
    disks = {disk["path"]: disk["need"] <= disk["free"] for disk in result["plan"]["disks"]}
    assert disks == {str(site.target): True, str(state): False}
    assert nothing_happened(site, state)
