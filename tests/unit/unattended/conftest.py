from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from helpers.sites import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    bundle = small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")
    return Site(tmp_path, bundle)
