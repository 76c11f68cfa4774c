"""Two versions of a small bundle, and files of somebody else that no install may touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.bundles import make_bundle, write_files
from helpers.proofs import Covered

from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle

FIRST = {
    "core": {"bin/core": b"core 1", "share/core/table.csv": b"1,2,3\n" * 500, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 1", "share/extra/deep/er/data": bytes(3000)},
}
SECOND = {
    "core": {"bin/core": b"core 2", "share/core/new.csv": b"4,5\n" * 500, "LICENSE": b"terms"},
    "extra": {"bin/extra": b"extra 2", "share/extra/deep/er/data": bytes(4000), "share/extra/more": b"m"},
}
THEIRS = {"notes.txt": b"mine", "share/core/mine.txt": b"mine too"}


def bundles(folder: Path) -> tuple[Bundle, Bundle]:
    """Version 1.0 and 2.0."""
    needs = {"extra": ("core",)}
    return (
        make_bundle(folder / "first", FIRST, version="1.0", requires=needs),
        make_bundle(folder / "second", SECOND, version="2.0", requires=needs),
    )


def install(bundle: Bundle, target: Path) -> None:
    """Plan and install all of it."""
    run(bundle, make_plan(bundle, ("extra",), target), Covered(), ignore, Cancel())


def installed(bundle: Bundle, target: Path) -> None:
    """The bundle is installed, a file of it is changed by hand, and somebody's files lie beside it."""
    install(bundle, target)
    write_files(target, {**THEIRS, "bin/extra": b"changed by hand"})
