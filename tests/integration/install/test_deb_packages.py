"""Real `.deb` packages, built here and installed with the real dpkg into a root of their own."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import write_files
from helpers.externals import Part, bundle_of, script
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.external.program import DPKG
from installer.install.external.spec import External
from installer.install.plan import make_plan
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not os.access(DPKG, os.X_OK) or shutil.which("dpkg-deb") is None,
    reason="dpkg needs root, and to be there",
)

PREREMOVE_FAILS = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A system of its own for dpkg: an empty list of packages and nothing else."""
    admin = tmp_path / "root/var/lib/dpkg"
    for folder in ("info", "updates", "triggers", "parts"):
        (admin / folder).mkdir(parents=True)
    (admin / "status").touch()
    return tmp_path / "root"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def package(tmp_path: Path, version: str = "1.0", **scripts: str) -> bytes:
    """A small package that puts one program on the system."""
    tree = tmp_path / f"tree-{version}"
    control = (
        f"Package: sample-tool\nVersion: {version}\nArchitecture: all\nMaintainer: Test <t@example.org>\n"
    )
    write_files(
        tree,
        {
            "DEBIAN/control": (control + "Description: a test\n").encode(),
            "opt/sample/tool": f"tool {version}".encode(),
        },
    )
    for name, text in scripts.items():
        (tree / "DEBIAN" / name).write_text(text)
        (tree / "DEBIAN" / name).chmod(0o755)
    out = tmp_path / f"{version}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", tree, out], check=True, capture_output=True)
    return out.read_bytes()


def deb(content: bytes, root: Path) -> Part:
    """The package as a component. Its scripts run outside the pretended root, which holds no shell."""
    external = External(
        kind="deb",
        file="sample.deb",
        package="sample-tool",
        arguments=(f"--root={root}", "--force-script-chrootless"),
        installed_size=4096,
    )
    return Part({"sample.deb": content}, (), external)


def install(bundle: Bundle, target: Path) -> None:
    ids = tuple(component.id for component in bundle.components)
    run(bundle, make_plan(bundle, ids, target), Covered(), ignore, Cancel())


def state_of(root: Path) -> str:
    command = ["dpkg-query", f"--root={root}", "--show", "--showformat=${db:Status-Status} ${Version}"]
    return subprocess.run([*command, "sample-tool"], capture_output=True, text=True, check=False).stdout


def test_a_package_is_installed_seen_and_removed(tmp_path: Path, root: Path, target: Path) -> None:
    bundle = bundle_of(tmp_path / "b", {"tool": deb(package(tmp_path), root)})
    plan = make_plan(bundle, ("tool",), target)
    (program,) = plan.programs
    assert program.command[0] == DPKG
    assert program.command[-2:] == ("--install", str(target / ".assent/run/tool/sample.deb"))
    assert program.undo[-2:] == ("--remove", "sample-tool")
    assert program.can_be_undone
    assert plan.privileged == (("tool", DPKG),)
    install(bundle, target)
    assert state_of(root) == "installed 1.0"
    assert (root / "opt/sample/tool").read_text() == "tool 1.0"
    assert make_plan(bundle, ("tool",), target).is_done
    uninstall(target, (), ignore)
    assert not state_of(root).startswith("installed")
    assert not (root / "opt/sample/tool").exists()
    assert list(target.iterdir()) == []


def test_an_upgrade_of_a_package_says_that_it_cannot_be_undone(
    tmp_path: Path, root: Path, target: Path
) -> None:
    install(bundle_of(tmp_path / "a", {"tool": deb(package(tmp_path), root)}), target)
    newer = bundle_of(tmp_path / "b", {"tool": deb(package(tmp_path, "2.0"), root)}, "2.0")
    (program,) = make_plan(newer, ("tool",), target).programs
    assert not program.can_be_undone
    install(newer, target)
    assert state_of(root) == "installed 2.0"


def test_a_later_failure_removes_the_package_again(tmp_path: Path, root: Path, target: Path) -> None:
    system = tmp_path / "system"
    system.mkdir()
    parts = {"tool": deb(package(tmp_path), root), "bad": script(system, "bad", status=3)}
    with pytest.raises(AssentError) as caught:
        install(bundle_of(tmp_path / "b", parts), target)
    assert caught.value.code is Code.EXTERNAL_FAILED
    assert not state_of(root).startswith("installed")
    assert not (root / "opt/sample/tool").exists()


def test_a_package_whose_script_fails_is_taken_back(tmp_path: Path, root: Path, target: Path) -> None:
    failing = package(tmp_path, postinst="#!/bin/sh\necho 'no such luck'\nexit 4\n")
    with pytest.raises(AssentError) as caught:
        install(bundle_of(tmp_path / "b", {"tool": deb(failing, root)}), target)
    assert caught.value.code is Code.EXTERNAL_FAILED
    assert caught.value.facts["status"] == 1
    assert not state_of(root).startswith("installed")


def test_a_held_lock_is_busy_and_not_a_failure(tmp_path: Path, root: Path, target: Path) -> None:
    bundle = bundle_of(tmp_path / "b", {"tool": deb(package(tmp_path), root)})
    plan = make_plan(bundle, ("tool",), target)
    with (root / "var/lib/dpkg/lock-frontend").open("w") as lock:
        # dpkg takes the lock of a process, which does not stand in its own way: another one holds it.
        fcntl.lockf(lock, fcntl.LOCK_EX)
        with pytest.raises(AssentError) as caught:
            run(bundle, plan, Covered(), ignore, Cancel())
    assert caught.value.code is Code.EXTERNAL_BUSY
    assert not target.exists()


def test_an_uninstall_that_the_package_refuses_keeps_it_in_the_list(
    tmp_path: Path, root: Path, target: Path
) -> None:
    bundle = bundle_of(tmp_path / "b", {"tool": deb(package(tmp_path, prerm=PREREMOVE_FAILS), root)})
    install(bundle, target)
    with pytest.raises(AssentError) as caught:
        uninstall(target, (), ignore)
    assert caught.value.code is Code.EXTERNAL_FAILED
    assert state_of(root) == "installed 1.0"
    assert make_plan(bundle, ("tool",), target).is_done


def test_removing_a_package_needs_an_administrator(
    tmp_path: Path, root: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(bundle_of(tmp_path / "b", {"tool": deb(package(tmp_path), root)}), target)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(AssentError) as caught:
        uninstall(target, (), ignore)
    assert caught.value.code is Code.PRIVILEGE_MISSING
    assert state_of(root) == "installed 1.0"
