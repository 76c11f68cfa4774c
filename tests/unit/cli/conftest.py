from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import install_for
from helpers.editions import editions
from helpers.journeys import EVA, small_bundle
from helpers.shells import Shell

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["editions"]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")


@pytest.fixture
def first(target: Path, bundle: Path, editions: Path) -> str:
    """Éva's acceptance of the first edition there was."""
    assert editions.is_dir()
    return install_for(EVA, target, bundle).statement
