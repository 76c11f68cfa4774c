"""The shipped terms, loaded once: nothing in them can be changed by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer import paths
from installer.agreement.cover import find_edition
from installer.agreement.load import load_edition
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms

EDITION = "milestone-xprotect/2025-02-12"


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition(find_edition(paths.editions_root(), EDITION))


@pytest.fixture(scope="session")
def terms(edition: Edition) -> Terms:
    return load_terms(find_edition(paths.editions_root(), EDITION), edition)
