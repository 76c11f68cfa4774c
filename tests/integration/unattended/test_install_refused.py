"""Silent installs as real processes that end with a refusal and change nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.journeys import small_bundle
from helpers.silent import nothing_happened, receipts, run
from helpers.sites import ACCEPT, NEEDED, Site, states

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.mark.parametrize(
    "environment", [{"CI": "true"}, {"ACCEPT_EULA": "Y", "DEBIAN_FRONTEND": "noninteractive"}], ids=str
)
def test_no_environment_accepts_anything(site: Site, state_folder: Path, environment: dict[str, str]) -> None:
    status, result = run(site.arguments(accept=None), environment=environment)
    assert (status, result["result"]) == (172, "not-accepted")
    assert nothing_happened(site, state_folder)


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
