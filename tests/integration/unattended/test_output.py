"""What becomes of the output has no say in what is done: nobody listens any more, or its disk is full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.silent import nothing_happened, receipts
from helpers.sites import NEEDED
from helpers.systems import has_posix_files

if TYPE_CHECKING:
    from helpers.sites import Site

pytestmark = has_posix_files
FULL = Path("/dev/full")
"""Every write to it ends as on a disk without room."""
PRODUCT = ("terms", "--product", "xprotect-corporate")


def ran(*arguments: str, output: int) -> tuple[int, str]:
    """Exit status, and what a person is told on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *arguments, "--lang", "en"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def unheard(*arguments: str) -> tuple[int, str]:
    """As `assent … | true`: who was to read has gone before a word was written."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return ran(*arguments, output=writing)
    finally:
        os.close(writing)


def full(*arguments: str) -> tuple[int, str]:
    """As `assent … > file` on a full disk."""
    with FULL.open("wb") as output:
        return ran(*arguments, output=output.fileno())


def plain(site: Site) -> list[str]:
    """The arguments of an install that speaks to a person."""
    return [part for part in site.arguments(affirm=NEEDED) if part != "--json"]


def test_an_install_that_nobody_listens_to_succeeds(site: Site, state_folder: Path) -> None:
    assert unheard(*plain(site)) == (0, "")
    assert len(receipts(state_folder)) == 1
    assert (site.target / "bin").is_dir()


def test_a_refusal_keeps_its_status_where_nobody_listens(site: Site, state_folder: Path) -> None:
    assert unheard(*site.arguments(accept=None)) == (172, "")
    assert nothing_happened(site, state_folder)


@pytest.mark.parametrize("arguments", [PRODUCT, (*PRODUCT, "--json")])
def test_who_has_read_enough_has_no_failure(arguments: tuple[str, ...]) -> None:
    assert unheard(*arguments)[0] == 0


def test_an_install_whose_output_has_no_room_says_so_and_keeps_its_status(
    site: Site, state_folder: Path
) -> None:
    status, told = full(*plain(site))
    assert status == 0
    assert "usage.output-unwritable" in told
    assert len(receipts(state_folder)) == 1


def test_what_was_only_to_be_read_has_failed_where_it_could_not_be_written() -> None:
    status, told = full(*PRODUCT)
    assert status == 103
    assert "(the disk is full)" in told
    status, told = full("verify", "no-such-file")
    assert status == 4
    assert "usage.output-unwritable" not in told
