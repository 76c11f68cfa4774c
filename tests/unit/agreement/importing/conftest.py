"""A sound import, to be made or to be spoilt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.importing import Import

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def job(tmp_path: Path) -> Import:
    """Into a folder of its own."""
    return Import(tmp_path)
