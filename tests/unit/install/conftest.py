"""A small bundle in two versions, and the ways to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import make_bundle
from helpers.proofs import Covered
from helpers.systems import IS_WINDOWS

from installer.cli import boundary, main
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.transaction import InstallResult

# Permission bits, sessions and signals; tests/windows has what takes their place there.
collect_ignore = ["test_private.py", "external/test_process.py"] if IS_WINDOWS else []

FIRST = {
    "core": {"bin/core": b"core 1", "conf/core.ini": b"a = 1", "old/gone": b"gone", "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 1", "share/deep/er/data": bytes(3000)},
}
SECOND = {
    "core": {"bin/core": b"core 2", "conf/core.ini": b"a = 2", "new/come": b"come", "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 2", "share/deep/er/data": bytes(3000)},
}
REQUIRES = {"extra": ("core",)}


@pytest.fixture
def first(tmp_path: Path) -> Bundle:
    return make_bundle(tmp_path / "first", FIRST, version="1.0", requires=REQUIRES)


@pytest.fixture
def second(tmp_path: Path) -> Bundle:
    return make_bundle(tmp_path / "second", SECOND, version="2.0", requires=REQUIRES)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "made" / "target"


@pytest.fixture
def install(target: Path) -> Callable[..., InstallResult]:
    """Plan and run, without further questions."""

    def install(bundle: Bundle, *component_ids: str) -> InstallResult:
        plan = make_plan(bundle, component_ids or ("extra",), target)
        return run(bundle, plan, Covered(), ignore, Cancel())

    return install


@pytest.fixture
def assent(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process: status, standard output, standard error."""

    def assent(*arguments: object) -> tuple[int, str, str]:
        status = boundary.run(main.assent, [str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return assent
