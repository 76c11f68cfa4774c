"""What a local administrator can do who owns the folder and can sign with the machine's key."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.statements import accepted
from helpers.tampering import edit

from installer.errors import Code, UntrustedData
from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.log import Log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = 5
"""How many acceptances the attacked log holds."""


def grow(folder: Path, count: int, name: str = "product") -> None:
    """Append `count` acceptances that differ from one another."""
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        for _ in range(count):
            accepted(log, products=[f"{name}-{log.size()}"])


def finding_ids(folder: Path, key: MachineKey, *held: str) -> set[str]:
    """What `fsck` finds, beside checkpoints held elsewhere."""
    return {finding.id for finding in fsck(folder, key.public, held)}


def assert_refused(folder: Path, key: MachineKey, use: Callable[[Log], object]) -> None:
    """Opening or using the log says that it is broken."""
    with pytest.raises(UntrustedData) as caught, Log.open(folder, key) as log:
        use(log)
    assert caught.value.code is Code.LOG_BROKEN


def cut(folder: Path, size: int) -> None:
    """Cut the log back to `size` records, cleanly."""
    edit(
        folder,
        ("DELETE FROM personal WHERE idx >= ?", (size,)),
        ("DELETE FROM records WHERE idx >= ?", (size,)),
        ("DELETE FROM checkpoints WHERE size > ?", (size,)),
        *([("DELETE FROM keys", ())] if size == 0 else []),
    )


def rewrite(folder: Path) -> None:
    """The whole log written anew by its own key: as many records, one of them another."""
    cut(folder, 0)
    grow(folder, SIZE, "other")


def truncate(folder: Path) -> None:
    """The last records taken away with all that belongs to them."""
    cut(folder, SIZE - 2)


def restore(folder: Path) -> None:
    """A copy of the folder as it was three records earlier put back, key and all."""
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    cut(older, SIZE - 3)
    shutil.rmtree(folder)
    shutil.copytree(older, folder)


def regrow(folder: Path) -> None:
    """Cut back, and grown past the old size with other records."""
    cut(folder, SIZE - 2)
    grow(folder, 4, "other")


def new_origin(folder: Path) -> None:
    """Log and key wiped, and both begun anew."""
    shutil.rmtree(folder)
    grow(folder, SIZE)


ATTACKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "rewrite": (rewrite, "regrown"),
    "truncate": (truncate, "rolled-back"),
    "snapshot restore": (restore, "rolled-back"),
    "regrow": (regrow, "regrown"),
    "new origin": (new_origin, "new-origin"),
}
"""The attack to what `fsck` calls it beside a checkpoint that was kept elsewhere."""


def attacked_key(folder: Path) -> MachineKey:
    """The machine's key as it is now."""
    return MachineKey.load(folder / KEY_FILE)
