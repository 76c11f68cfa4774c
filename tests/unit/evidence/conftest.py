"""A log with the fixed key of the vectors, and a receipt from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.attacks import SIZE, attacked_key, grow
from helpers.statements import MOMENT, SEED, TEXTS, accepted
from helpers.witnessed import Theirs

from installer.cli import boundary
from installer.cli.main import assent
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.receipt import make_receipt
from installer.evidence.witnessing import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def key() -> MachineKey:
    return MachineKey.from_seed(SEED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def log(folder: Path, key: MachineKey) -> Iterator[Log]:
    with Log.open(folder, key, clock=lambda: MOMENT) as opened:
        yield opened


@pytest.fixture
def receipt(log: Log) -> bytes:
    """The receipt of the third of five acceptances."""
    records = [accepted(log, products=[f"product-{number}"]) for number in range(5)]
    return make_receipt(log, records[2], TEXTS)


@pytest.fixture
def attacked(folder: Path, key: MachineKey) -> Path:
    """A closed log of five acceptances."""
    with Log.open(folder, key) as log:
        for number in range(SIZE):
            accepted(log, products=[f"product-{number}"])
    return folder


@pytest.fixture
def machine(state_folder: Path) -> Path:
    """The state folder of a machine with three acceptances."""
    grow(state_folder, 3)
    return state_folder


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, bytes, bytes]]:
    """The `log` commands in this process: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, bytes, bytes]:
        status = boundary.run(assent, ["log", *(str(argument) for argument in arguments)])
        captured = capsysbinary.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def theirs(tmp_path: Path) -> Theirs:
    """A log of three records; its key is what the witness knows."""
    folder = tmp_path / "their-state"
    grow(folder, 3)
    found = Theirs(folder, tmp_path)
    found.keys.write_text(attacked_key(folder).public.pem)
    return found


@pytest.fixture
def witness(state_folder: Path) -> Witness:
    """This machine, which is a witness."""
    return Witness.make(state_folder, "witness.example.org")


@pytest.fixture
def cosign(
    run: Callable[..., tuple[int, bytes, bytes]], theirs: Theirs
) -> Callable[..., tuple[int, bytes, bytes]]:
    def call(*arguments: object) -> tuple[int, bytes, bytes]:
        return run("cosign", *arguments, "--enrolled", theirs.keys, "--lang", "en")

    return call
