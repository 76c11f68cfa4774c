"""Real processes: `python -m installer install --quiet …` with the shipped edition and a small bundle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from helpers.agreements import ROOT
from helpers.bundles import picture
from helpers.journeys import small_bundle
from helpers.sites import ACCEPT, NEEDED, Site, read_result, states

from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, small_bundle(tmp_path / "bundle", "management-server", "recording-server"))


def run(
    arguments: list[str], *, program: Path = ROOT, environment: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """Exit status and result. Standard input is closed: whoever waits for input fails at once."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *arguments],
        cwd=program,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    result = read_result(done.stdout)
    assert result["exit"] == done.returncode
    # Besides the result only the progress is told, one object a line.
    assert all(list(json.loads(line)) == ["progress"] for line in done.stderr.splitlines())
    return done.returncode, result


def assent(*arguments: str) -> str:
    """Standard output of another command, which must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "installer", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def receipts(state_folder: Path) -> list[Path]:
    return sorted((state_folder / "receipts").glob("*.json"))


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


@pytest.mark.parametrize(
    "environment", [{"CI": "true"}, {"ACCEPT_EULA": "Y", "DEBIAN_FRONTEND": "noninteractive"}], ids=str
)
def test_no_environment_accepts_anything(site: Site, state_folder: Path, environment: dict[str, str]) -> None:
    status, result = run(site.arguments(accept=None), environment=environment)
    assert (status, result["result"]) == (172, "not-accepted")
    assert nothing_happened(site, state_folder)


def nothing_happened(site: Site, state_folder: Path) -> bool:
    return (
        not site.target.exists()
        and receipts(state_folder) == []
        and not (state_folder / "log.sqlite3").exists()
    )


@pytest.mark.parametrize(
    ("changes", "accept", "status", "code"),
    [
        ({}, ACCEPT[:-1] + ("0" if ACCEPT[-1] != "0" else "1"), 176, "acceptance.edition-stale"),
        ({}, ACCEPT[:-52], 103, "usage.flag-unknown"),
        ({"top": "color = 1\n"}, ACCEPT, 103, "usage.answers-unknown-key"),
        ({"top": 'language = "hu"\nlanguage = "en"\n'}, ACCEPT, 103, "usage.answers-doubled-key"),
        ({"top": "target = 1\n"}, ACCEPT, 103, "usage.answers-malformed"),
        ({"selection": 'products = ["xprotect-corporat"]\n'}, ACCEPT, 103, "terms.product-unknown"),
        ({"selection": "products = []\n"}, ACCEPT, 103, "terms.selection-empty"),
        ({"actor": ""}, ACCEPT, 103, "acceptance.party-incomplete"),
        ({"consents": "newsletter = true\n"}, ACCEPT, 103, "acceptance.consent-unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_bad_input_is_named_and_nothing_happens(  # noqa: PLR0913, PLR0917 - a table of cases
    site: Site, state_folder: Path, changes: dict[str, str], accept: str, status: int, code: str
) -> None:
    site.write(**changes)
    found, result = run(site.arguments(accept=accept, affirm=NEEDED))
    assert (found, result["error"]["code"]) == (status, code)
    assert all(result["error"]["text"].values())
    assert nothing_happened(site, state_folder)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose agreement may be damaged."""
    root = tmp_path_factory.mktemp("program")
    for folder in ("installer", "eula_texts", "translations"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    return root


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda path: path.write_bytes(path.read_bytes().replace(b"30 napon", b"60 napon")), None),
        (lambda path: path.write_bytes(path.read_bytes()[:-1000]), None),
        (lambda path: path.write_bytes(path.read_text("utf-8").encode("utf-16")), "agreement.text-not-utf8"),
        (Path.unlink, "agreement.text-missing"),
    ],
    ids=["edited", "cut", "re-encoded", "missing"],
)
def test_a_damaged_text_installs_nothing(
    site: Site, state_folder: Path, program: Path, damage: Callable[[Path], object], code: str | None
) -> None:
    text = program / "eula_texts" / "milestone-xprotect" / "2025-02-12" / "hu.md"
    original = text.read_bytes()
    try:
        damage(text)
        status, result = run(site.arguments(affirm=NEEDED), program=program)
    finally:
        text.write_bytes(original)
    assert (status, result["result"]) == (178, "text-integrity")
    assert code in {None, result["error"]["code"]}
    assert nothing_happened(site, state_folder)


def test_a_bundle_with_a_wrong_hash_installs_nothing(site: Site) -> None:
    archive = site.bundle / "recording-server.tar.zst"
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    status, result = run(site.arguments(affirm=NEEDED))
    assert status == 67, result
    assert result["rollback"] == "proven"
    assert set(states(result).values()) == {"not-installed"}
    assert not site.target.exists()


def test_an_unsigned_bundle_installs_and_accepts_nothing(site: Site, state_folder: Path) -> None:
    (site.bundle / "bundle.sig").unlink()
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["error"]["code"]) == (67, "install.bundle-untrusted")
    assert nothing_happened(site, state_folder)


def test_a_target_that_is_a_file_installs_and_accepts_nothing(site: Site, state_folder: Path) -> None:
    site.target.write_text("mine")
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["error"]["code"]) == (67, "install.target-unwritable")
    assert site.target.read_text() == "mine"
    assert receipts(state_folder) == []


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 1 MiB; only root may mount one."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs root, to mount a file system")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting a file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_no_space_leaves_everything_as_it_was(site: Site, tmpfs: Path, state_folder: Path) -> None:
    site.bundle = small_bundle(site.folder / "large", "management-server", size=400_000)
    site.target = tmpfs / "target"
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["result"]) == (112, "disk-full")
    assert list(tmpfs.iterdir()) == []
    assert result["plan"]["need_bytes"] > result["plan"]["free_bytes"]
    assert receipts(state_folder) == []


def test_a_read_only_target_installs_nothing(site: Site, tmpfs: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", tmpfs], check=True)
    site.target = tmpfs / "target"
    status, result = run(site.arguments(affirm=NEEDED))
    assert (status, result["error"]["code"]) == (67, "install.target-unwritable")
    assert list(tmpfs.iterdir()) == []


def test_a_state_folder_that_cannot_be_written_installs_nothing(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    status, result = run(
        site.arguments(affirm=NEEDED), environment={"ASSENT_STATE": str(tmp_path / "file" / "state")}
    )
    assert (status, result["result"]) == (185, "log-unwritable")
    assert not site.target.exists()


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
    process = subprocess.Popen(
        [sys.executable, "-m", "installer", *site.arguments(affirm=NEEDED)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    own = site.target / ".assent"
    begun = time.monotonic()
    # Not by the clock alone: wait until the engine has begun to stage, then kill a little later.
    while not any(own.glob("journal*")) and process.poll() is None and time.monotonic() - begun < 60:
        time.sleep(0.001)
    time.sleep(0.01 * kill)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    # The first ones at least must have hit a running install, or this test would prove nothing.
    assert process.returncode == -signal.SIGKILL or kill > SURE
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


def test_the_silent_path_imports_nothing_heavy(site: Site) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "installer", *site.arguments(affirm=NEEDED)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "installer" in imported
    assert imported.isdisjoint({"PySide6", "sqlalchemy", "jinja2", "rich", "babel"})


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
