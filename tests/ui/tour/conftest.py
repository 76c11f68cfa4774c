from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from helpers.wizards import catalogues

from installer import paths
from ui.collector import NoCollection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

__all__ = ["catalogues"]


@pytest.fixture
def out(tmp_path: Path, catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a tour of a small bundle leaves what it makes."""
    bundle = small_bundle(tmp_path / "bundle", "management-server", "smart-client", "access")
    monkeypatch.setenv(paths.BUNDLE_VARIABLE, str(bundle))
    monkeypatch.setattr(paths, "translations_root", lambda: catalogues)
    return tmp_path / "tour"


@pytest.fixture
def plain(qapp: QApplication) -> Iterator[None]:
    """Without our look: sizes and colours are those that a test gives."""
    sheet = qapp.styleSheet()
    with NoCollection():
        qapp.setStyleSheet("")
    yield
    with NoCollection():
        qapp.setStyleSheet(sheet)
