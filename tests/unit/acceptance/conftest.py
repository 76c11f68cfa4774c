"""The shipped edition, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED

from installer.acceptance.load import load_acceptance
from installer.agreement.load import load_edition
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition(SHIPPED)


@pytest.fixture(scope="session")
def terms(edition: Edition) -> Terms:
    return load_terms(SHIPPED, edition)


@pytest.fixture(scope="session")
def rules(edition: Edition) -> AcceptanceRules:
    return load_acceptance(SHIPPED, edition)
