"""A local administrator's attacks: seen beside a checkpoint kept elsewhere, and not seen without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import ATTACKS, SIZE, attacked_key, grow
from helpers.statements import TEXTS

from installer.errors import BadInput
from installer.evidence import tree
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.fsck import fsck
from installer.evidence.held import extends, note_in
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.receipt import make_receipt

if TYPE_CHECKING:
    from installer.evidence.finding import Finding

PAGE = Path(__file__).parents[3] / "docs" / "evidence" / "log.md"


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A machine's folder with a log of five acceptances."""
    folder = tmp_path / "machine"
    grow(folder, SIZE)
    return folder


def note(folder: Path, size: int = SIZE) -> str:
    with Log.open(folder, attacked_key(folder)) as log:
        return log.checkpoint(size)


def found(folder: Path, *held: str) -> set[str]:
    return {finding.id for finding in fsck(folder, attacked_key(folder).public, held)}


def grown_since(folder: Path, held: str) -> Finding | None:
    with Log.open(folder, attacked_key(folder)) as log:
        return extends(log, held)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_named_beside_a_checkpoint_kept_elsewhere(grown: Path, attack: str) -> None:
    act, name = ATTACKS[attack]
    held = note(grown)
    act(grown)
    assert found(grown, held) == {name}
    finding = grown_since(grown, held)
    assert finding is not None
    assert finding.id == name


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_same_attack_is_not_seen_without_one(grown: Path, attack: str) -> None:
    act, _ = ATTACKS[attack]
    act(grown)
    assert found(grown) == set()


def test_the_documentation_says_so_of_each_attack() -> None:
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    said = {row[1].strip(): (row[3].strip(), row[4].strip()) for row in rows if len(row) == 6}
    for attack, (_, name) in ATTACKS.items():
        assert said[attack] == ("not detected", f"detected: `{name}`")


def test_a_checkpoint_that_still_fits_is_no_finding(grown: Path) -> None:
    held = [note(grown, size) for size in range(1, SIZE + 1)]
    grow(grown, 3)
    assert found(grown, *held) == set()
    assert [grown_since(grown, one) for one in held] == [None] * SIZE


def test_a_checkpoint_of_nothing_is_kept_by_every_log(grown: Path) -> None:
    held = sign_checkpoint(attacked_key(grown), 0, tree.EMPTY)
    assert found(grown, held) == set()
    assert grown_since(grown, held) is None


def test_a_checkpoint_that_nobody_signed_is_named(grown: Path) -> None:
    forged = note(grown).replace("=\n", "A\n")
    for held in (forged, "no note", ""):
        assert found(grown, held) == {"held"}
    other = sign_checkpoint(MachineKey.from_seed(bytes(32)), 1, tree.EMPTY)
    assert found(grown, other) == {"new-origin"}


def test_a_receipt_is_a_checkpoint_kept_elsewhere(grown: Path) -> None:
    with Log.open(grown, attacked_key(grown)) as log:
        receipt = make_receipt(log, log.record(2), TEXTS)
        assert note_in(receipt) == log.checkpoint(3)
        assert note_in(log.checkpoint(5).encode()) == log.checkpoint(5)
    for data in (receipt[:-1], b"\xff", b""):
        with pytest.raises(BadInput):
            note_in(data)
