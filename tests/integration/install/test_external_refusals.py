"""External installers that are not started, and those that are ended."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from helpers.externals import Part, bundle_of, runs, script
from helpers.installing import failure

from installer.errors import AssentError, Code
from installer.install.external.spec import External
from installer.install.plan import make_plan
from installer.progress import Cancel


def test_a_program_that_is_not_there_cannot_be_started(tmp_path: Path, target: Path) -> None:
    part = Part(external=External(kind="program", program="/no/such/program", folder="target"))
    error = failure(bundle_of(tmp_path / "b", {"odd": part}), target)
    assert error.code is Code.EXTERNAL_NOT_STARTED
    assert error.facts["path"] == "/no/such/program"
    assert not target.exists()


def test_a_folder_that_others_may_write_in_starts_nothing(tmp_path: Path, system: Path, target: Path) -> None:
    bundle = bundle_of(tmp_path / "b", {"one": script(system, "one")})
    target.mkdir()
    target.chmod(0o777)
    error = failure(bundle, target)
    assert error.code is Code.EXTERNAL_EXPOSED
    assert error.facts["path"] == str(target)
    assert runs(system) == []


def test_an_installer_that_is_swapped_after_staging_is_not_started(
    tmp_path: Path, system: Path, target: Path
) -> None:
    swapping = f'#!/bin/sh\necho evil >> "{target}/.assent/run/two/bin/setup.sh"\n'
    parts = {
        "one": script(system, "one", text=swapping, undo=False, detect=False),
        "two": script(system, "two"),
    }
    error = failure(bundle_of(tmp_path / "b", parts), target)
    assert error.code is Code.EXTERNAL_LEFT
    assert isinstance(error.__cause__, AssentError)
    assert error.__cause__.code is Code.PAYLOAD_DIGEST
    assert runs(system) == []


def test_kinds_of_another_system_are_refused_by_the_plan(tmp_path: Path, target: Path) -> None:
    part = Part({"a.msi": b"msi"}, (), External(kind="msiexec", file="a.msi"))
    with pytest.raises(AssentError) as caught:
        make_plan(bundle_of(tmp_path / "b", {"odd": part}), ("odd",), target)
    assert caught.value.code is Code.EXTERNAL_UNSUPPORTED
    assert caught.value.facts == {"component": "odd", "kind": "msiexec"}


def test_a_timeout_ends_the_whole_tree(tmp_path: Path, system: Path, target: Path) -> None:
    stubborn = (
        "#!/bin/sh\ntrap '' TERM\n"
        f"(trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$ > {system}/grandchild; sleep 60' & wait) &\n"
        "sleep 60\n"
    )
    part = script(system, "slow", text=stubborn, timeout=1)
    error = failure(bundle_of(tmp_path / "b", {"slow": part}), target)
    assert error.code is Code.EXTERNAL_TIMEOUT
    assert error.facts == {"component": "slow", "seconds": 1}
    assert is_gone((system / "grandchild").read_text().strip())
    assert not target.exists()


def is_gone(pid: str) -> bool:
    """Nothing of it runs; its entry may wait for the system's own first process to notice."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_cancel_ends_the_program_and_undoes_it(tmp_path: Path, system: Path, target: Path) -> None:
    waiting = f'#!/bin/sh\ntouch "{system}/began"\nsleep 60\n'
    parts = {"one": script(system, "one"), "slow": script(system, "slow", text=waiting)}
    cancel = Cancel()

    def watch() -> None:
        while not (system / "began").exists():
            time.sleep(0.01)
        cancel.request()

    thread = threading.Thread(target=watch)
    thread.start()
    error = failure(bundle_of(tmp_path / "b", parts), target, cancel=cancel)
    thread.join()
    assert error.code is Code.CANCELLED
    assert runs(system) == ["install one", "remove one"]
    assert not target.exists()
