"""A pretended system, a target, and two bundles: one of noise, and the sample."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import make_bundle
from helpers.samples import make_sample

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.bundle import Bundle


@pytest.fixture
def system(tmp_path: Path) -> Path:
    folder = tmp_path / "system"
    folder.mkdir()
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def big(tmp_path: Path) -> Bundle:
    """One component, a megabyte and a half of noise in six files."""
    noise = {f"data/{number}": os.urandom(1 << 18) for number in range(6)}
    return make_bundle(tmp_path / "big", {"big": noise})


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "bundle"
    make_sample(folder)
    return folder
