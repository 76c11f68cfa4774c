"""Several installs into one target at the same time: one works, the others are told."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.proofs import Covered

from installer.errors import AssentError, Code
from installer.install.plan import make_plan
from installer.install.remove import uninstall
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle


INSTALL = """
import sys, time
from pathlib import Path
from helpers.bundles import trust_of
from helpers.proofs import Covered
from installer.errors import AssentError
from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel
bundle, target = load_bundle(Path(sys.argv[1]), trust_of()), Path(sys.argv[2])
told = []
def report(progress):
    if not told:
        told.append(1)
        print("working", flush=True)
        sys.stdin.readline()
run(bundle, make_plan(bundle, ("big",), target), Covered(), report, Cancel())
print("done", flush=True)
"""


def test_of_two_installs_at_once_one_works_and_the_other_is_told_who_does(
    tmp_path: Path, big: Bundle
) -> None:
    target = tmp_path / "target"
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    plan = make_plan(big, ("big",), target)
    with subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(big.folder), str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "working\n"
        with pytest.raises(AssentError) as caught:
            run(big, plan, Covered(), ignore, Cancel())
        assert (caught.value.code, caught.value.facts["pid"]) == (Code.BUSY, str(other.pid))
        with pytest.raises(AssentError) as caught:
            uninstall(target, (), ignore)
        assert caught.value.code is Code.BUSY
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "done\n"
    assert make_plan(big, ("big",), target).is_done


def test_ten_threads_that_install_at_once_leave_one_whole_install(tmp_path: Path, big: Bundle) -> None:
    target = tmp_path / "target"
    plan = make_plan(big, ("big",), target)
    codes: list[str] = []

    def attempt() -> None:
        try:
            run(big, plan, Covered(), ignore, Cancel())
            codes.append("done")
        except AssentError as error:
            codes.append(error.code.value)

    threads = [threading.Thread(target=attempt) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count("done") == 1
    assert set(codes) <= {"done", "install.busy", "install.plan-stale"}
    assert make_plan(big, ("big",), target).is_done
