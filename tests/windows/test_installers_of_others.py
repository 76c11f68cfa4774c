"""Windows Installer and NSIS through the engine: installed, refused, failing, taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from helpers.externals import Part, bundle_of
from helpers.installing import failure, install
from helpers.windows_installers import CODE, VARIABLE

from installer.errors import Code
from installer.install.external.spec import Command, Detect, External
from installer.install.recovery import recover
from installer.install.remove import uninstall
from installer.progress import ignore

CORE = {"bin/core": b"core 1"}
MSI = Path("C:\\assent-msi-01\\main.txt")
NSIS = Path("C:\\assent-nsis\\main.txt")


def given(name: str) -> bytes:
    """An installer that was built before the tests, or a skip that says so."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        pytest.skip(f"{VARIABLE} names no folder with installers; tests/integration/windows builds them")
    path = Path(folder) / name
    if not path.exists():
        pytest.skip(f"{name} was not built: wixl or makensis is missing")
    return path.read_bytes()


def msi(name: str) -> Part:
    detect = Detect(path=str(MSI))
    external = External(kind="msiexec", file=name, package=CODE if name == "good.msi" else "", detect=detect)
    return Part({name: given(name)}, external=external)


def nsis(name: str) -> Part:
    external = External(
        kind="exe",
        maker="nsis",
        file=name,
        # Without `_?=` it starts a copy of itself and returns before anything is gone.
        undo=Command(f"{NSIS.parent}\\uninstall.exe", ("/S", f"_?={NSIS.parent}")),
        detect=Detect(path=str(NSIS)),
    )
    return Part({name: given(name)}, external=external)


@pytest.mark.parametrize(("make", "name", "seen"), [(msi, "good.msi", MSI), (nsis, "good.exe", NSIS)])
def test_an_installer_of_another_maker_is_started_and_its_own_uninstaller_takes_it_away(
    tmp_path: Path, make: object, name: str, seen: Path
) -> None:
    assert callable(make)
    target = tmp_path / "target"
    result = install(bundle_of(tmp_path / "b", {"core": Part(CORE), "tool": make(name)}), target)
    assert [item.state for item in result.components] == ["installed", "installed"]
    assert seen.exists()
    assert not result.restart.is_needed
    assert [item.state for item in uninstall(target, (), ignore).components] == ["removed", "removed"]
    assert not seen.exists()
    assert not (target / "bin").exists()


@pytest.mark.parametrize(
    ("make", "name", "status"), [(msi, "refusing.msi", 1603), (nsis, "failing.exe", 2)], ids=["msi", "nsis"]
)
def test_an_installer_that_fails_takes_the_files_back_with_it(
    tmp_path: Path, make: object, name: str, status: int
) -> None:
    assert callable(make)
    target = tmp_path / "target"
    error = failure(bundle_of(tmp_path / "b", {"core": Part(CORE), "tool": make(name)}), target)
    assert (error.code, error.facts["status"]) == (Code.EXTERNAL_FAILED, status)
    assert not (target / "bin").exists()
    assert not NSIS.exists()
    assert recover(target).ending.value == "nothing"


def test_what_came_before_a_failing_installer_is_taken_back_by_its_own_uninstaller(tmp_path: Path) -> None:
    parts = {"core": Part(CORE), "first": msi("good.msi"), "second": nsis("failing.exe")}
    error = failure(bundle_of(tmp_path / "b", parts), tmp_path / "target")
    assert error.code is Code.EXTERNAL_FAILED
    assert not MSI.exists()
    assert not NSIS.exists()
