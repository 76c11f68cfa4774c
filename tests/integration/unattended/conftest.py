"""A site with an answer file and a small bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from helpers.sites import Site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, small_bundle(tmp_path / "bundle", "management-server", "recording-server"))
