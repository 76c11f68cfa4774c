"""The command line as Windows starts it: real processes, whole exit statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.bundles import leftovers, picture
from helpers.journeys import small_bundle
from helpers.silent import receipts, run
from helpers.sites import ACCEPT, NEEDED, Site, states

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("management-server", "recording-server")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, small_bundle(tmp_path / "bundle", *NAMES))


def assent(*arguments: object) -> tuple[int, str]:
    """Exit status and standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_what_needs_no_state_is_said() -> None:
    status, said = assent("--version")
    assert (status, said.split()[0]) == (0, "assent,")
    status, said = assent("terms", "--json")
    assert status == 0
    assert json.loads(said)["edition"] == ACCEPT.split("@")[0]
    assert assent("agreement", "lint")[0] == 0


def test_an_install_a_second_one_the_proofs_and_the_uninstall(site: Site, state_folder: Path) -> None:
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, states(result)) == (0, dict.fromkeys(NAMES, "installed")), result
    assert run(site.arguments(affirm=NEEDED))[0] == 1638
    (receipt,) = receipts(state_folder)
    assert (site.target / "bin" / NAMES[0]).read_bytes()
    status, said = assent("verify", receipt, "--json")
    assert (status, json.loads(said)["valid"]) == (0, True)
    status, said = assent("log", "fsck", "--json")
    assert status == 0, said
    assert assent("uninstall", "--target", site.target, "--json")[0] == 0
    assert not (site.target / "bin").exists()
    assert receipts(state_folder) == [receipt]


def test_statuses_that_do_not_fit_in_eight_bits_come_out_whole(site: Site) -> None:
    assert assent("install", "/quiet", "--answers", site.answers, "--unknown-flag")[0] == 1639
    assert assent("install", "/S", "--answers", site.answers, "--target", site.target)[0] == 172
    assert run(site.arguments(accept="milestone-xprotect/2025-02-12@" + "0" * 64, affirm=NEEDED))[0] == 176
    assert not site.target.exists()


KILLS = 3


@pytest.mark.parametrize("kill", range(KILLS))
def test_an_update_ended_by_terminateprocess_is_taken_back_or_finished_by_the_next_start(
    site: Site, tmp_path: Path, kill: int
) -> None:
    run(site.arguments(affirm=NEEDED))
    old = picture(site.target)
    site.bundle = small_bundle(tmp_path / "newer", *NAMES, version="2.0", size=3_000_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "installer", *site.arguments(affirm=NEEDED)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    own = site.target / ".assent"
    while not any(own.glob("stage-*")) and process.poll() is None:
        time.sleep(0.002)
    time.sleep(0.05 * kill)
    process.kill()
    process.communicate(timeout=60)
    status, said = assent("plan", *NAMES, "--target", site.target, "--bundle", site.bundle, "--json")
    ended = json.loads(said)["recovery"]
    assert status == 0
    # The first one at least must have hit an install on its way, or this test would prove nothing.
    assert ended in {"rolled-back", "finished"} or kill > 0
    assert leftovers(site.target) == []
    versions = {(site.target / "bin" / name).read_bytes().split()[-1] for name in NAMES}
    assert versions in ({b"1.0"}, {b"2.0"})
    if ended == "rolled-back":
        assert picture(site.target) == old
    assert run(site.arguments(affirm=NEEDED))[0] == (1638 if versions == {b"2.0"} else 0)
    assert assent("log", "fsck", "--json")[0] == 0


def test_what_goes_to_a_file_is_utf8_with_plain_line_ends_whatever_the_machine_speaks() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer", "agreement", "show", "note-on-behalf", "--lang", "hu"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "ő" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout
