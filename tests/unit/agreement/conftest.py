"""Editions on disk, loaded or to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.load import load_edition

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition


@pytest.fixture(scope="session")
def shipped() -> Edition:
    """The edition that the program ships with."""
    return load_edition(agreements.SHIPPED)


@pytest.fixture(scope="session")
def three_languages() -> Edition:
    """German prevails over French and Italian."""
    return load_edition(agreements.THREE_LANGUAGES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the edition in three languages, to be damaged."""
    return agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path)
