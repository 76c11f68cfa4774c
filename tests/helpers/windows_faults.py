"""Failures and deaths at the n-th call of the Windows port, and of `os` where the engine uses it.

There is no `fork`: a failure is met in this very process, a death in one that is started for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from helpers.agreements import ROOT
from helpers.faults import Counter

from installer.install.files import files
from installer.install.files.port import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PORT = tuple(
    name for name in vars(Files) if not name.startswith("_") and name not in {"kept_mode", "mode_of"}
)
CALLS = ("write", "read", "fsync", "ftruncate", "lseek", "fstat")


@contextmanager
def armed(counter: Counter) -> Iterator[Counter]:
    """Within it the counter stands in front of all these functions."""
    before = {(place, name): getattr(place, name) for place, names in _all() for name in names}
    try:
        for place, name in before:
            setattr(place, name, counter.wrap(getattr(place, name)))
        yield counter
    finally:
        for (place, name), real in before.items():
            setattr(place, name, real)


def _all() -> tuple[tuple[Any, tuple[str, ...]], ...]:
    return (files, PORT), (os, CALLS)


def terminate(_real: object, _args: object, _kwargs: object) -> None:
    """`TerminateProcess`: nothing of this process runs any more."""
    os.kill(os.getpid(), signal.SIGTERM)


def call_counter(strike: Callable[..., Any], at: int) -> Counter:
    """Strikes at call number `at`; 0: never."""
    return Counter(at, strike)


def in_another_process(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script with the helpers at hand."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
