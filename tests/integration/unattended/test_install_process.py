"""Real processes: `python -m installer install --quiet …` with the shipped edition and a small bundle."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.bundles import picture
from helpers.journeys import small_bundle
from helpers.silent import assent, killed, receipts, run
from helpers.sites import NEEDED, Site, read_result, states

from installer.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path


def test_a_silent_install_ends_with_programs_that_run_and_a_receipt_that_verifies(
    site: Site, state_folder: Path
) -> None:
    status, result = run(site.arguments(affirm=NEEDED))
    assert status == 0, result
    assert states(result) == dict.fromkeys(("management-server", "recording-server"), "installed")
    said = subprocess.run(
        [site.target / "bin" / "management-server"], capture_output=True, text=True, check=True
    )
    assert said.stdout == "management-server 1.0\n"
    (receipt,) = receipts(state_folder)
    assert [str(receipt)] == result["receipts"]
    assert verify(receipt.read_bytes()).valid


def test_receipts_survive_the_uninstall(site: Site, state_folder: Path) -> None:
    run(site.arguments(affirm=NEEDED))
    assent("uninstall", "--target", str(site.target), "--json")
    assert not (site.target / "bin").exists()
    (receipt,) = receipts(state_folder)
    assert verify(receipt.read_bytes()).valid


def test_the_second_run_finds_everything_installed(site: Site, state_folder: Path) -> None:
    run(site.arguments(affirm=NEEDED))
    before = picture(site.target)
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["result"]) == (102, "already-installed")
    assert picture(site.target) == before
    assert len(receipts(state_folder)) == 1


KILLS = 6
SURE = 2


@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_anywhere_and_started_again_leaves_the_old_state_or_the_new_one(
    site: Site, tmp_path: Path, kill: int
) -> None:
    """An update from 1.0 to 2.0 is killed after a share of the time that it takes."""
    run(site.arguments(affirm=NEEDED))
    old = picture(site.target)
    names = ("management-server", "recording-server")
    site.bundle = small_bundle(tmp_path / "newer", *names, version="2.0", size=1_500_000)
    # The first ones at least must have hit a running install, or this test would prove nothing.
    assert killed(site.arguments(affirm=NEEDED), site.target, after=0.01 * kill) or kill > SURE
    # Planning ends what was begun: the old state to the byte, or the new one.
    planned = json.loads(
        assent("plan", *names, "--target", str(site.target), "--bundle", str(site.bundle), "--json")
    )
    ended = planned["recovery"]
    assert ended in {"rolled-back", "finished"} or kill > SURE
    versions = {(site.target / "bin" / name).read_bytes().split()[-1] for name in names}
    if ended == "rolled-back":
        assert picture(site.target) == old
    elif ended == "finished":
        assert versions == {b"2.0"}
    status, result = run(site.arguments(affirm=NEEDED))
    assert status == (102 if versions == {b"2.0"} else 0), result
    for name in names:
        said = subprocess.run([site.target / "bin" / name], capture_output=True, text=True, check=True)
        assert said.stdout == f"{name} 2.0\n"
    assert json.loads(assent("log", "fsck", "--json"))


HEAVY = set(
    "PySide6 sqlalchemy jinja2 rich babel typst markdown_it tomlkit packaging platformdirs"
    " asyncio concurrent email ssl http tempfile subprocess shutil difflib zipfile logging".split()
)
"""What a silent run that starts no program and names everything right has no use for."""

ELSEWHERE = set(
    "importlib.metadata urllib.request logging.handlers cryptography.x509"
    " installer.install.external.running installer.install.external.process"
    " installer.install.external.windows installer.install.registration.windows"
    " installer.install.files.nt installer.install.repair installer.install.remove installer.install.build"
    " installer.agreement.compare installer.agreement.lint installer.agreement.importing"
    " installer.evidence.certificate installer.unattended.template"
    " installer.session.authority installer.cli.dialogue installer.cli.changed installer.session.notices"
    " installer.evidence.upkeep ast inspect ipaddress ntpath platform textwrap"
    " msgspec.inspect msgspec.toml msgspec.yaml".split()
)
"""The same of single modules: those of external programs, of Windows, of others, and postponed ones."""


def test_the_silent_path_imports_nothing_heavy(site: Site) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", *site.arguments(affirm=NEEDED)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "installer.install.transaction" in imported
    assert {name.partition(".")[0] for name in imported}.isdisjoint(HEAVY)
    assert imported & ELSEWHERE == set()


def test_a_termination_signal_rolls_back_and_says_so(site: Site) -> None:
    site.bundle = small_bundle(site.folder / "large", "management-server", size=30_000_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "installer", *site.arguments(affirm=NEEDED)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    begun = time.monotonic()
    while not (site.target / ".assent").exists() and time.monotonic() - begun < 60:
        time.sleep(0.001)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    result = read_result(out)
    assert (process.returncode, result["result"], result["rollback"]) == (66, "cancelled", "proven")
    assert not site.target.exists()
