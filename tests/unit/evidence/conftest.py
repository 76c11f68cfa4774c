"""A log with the fixed key of the vectors, and a receipt from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.statements import MOMENT, SEED, TEXTS, accepted

from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.receipt import make_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator
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
