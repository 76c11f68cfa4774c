from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from helpers.shells import Shell

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")
