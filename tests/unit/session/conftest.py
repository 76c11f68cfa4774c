"""A session on the shipped edition that is ready to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, install_for
from helpers.editions import shipped_under
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
def newer(tmp_path: Path) -> Path:
    """A later bundle of two of the components."""
    return small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root of editions of this test's own, with the shipped one in it."""
    root = tmp_path / "editions"
    shipped_under(root)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    return root


@pytest.fixture
def own(target: Path, bundle: Path) -> str:
    """The director's own acceptance."""
    return install_for(DIRECTOR, target, bundle).statement


@pytest.fixture
def ready(target: Path, bundle: Path) -> Session:
    return make_ready(open_on(target, bundle))
