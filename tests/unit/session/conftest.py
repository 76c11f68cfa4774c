"""A session on the shipped edition that is ready to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import make_ready, open_on, small_bundle

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")


@pytest.fixture
def ready(target: Path, bundle: Path) -> Session:
    return make_ready(open_on(target, bundle))
