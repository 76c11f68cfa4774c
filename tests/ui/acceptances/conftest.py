from __future__ import annotations

import pytest
from helpers.acceptances import desk, directors, kept, session
from helpers.wizards import catalogues, stage, translation

__all__ = ["catalogues", "desk", "directors", "kept", "session", "stage", "translation"]


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """Hungarian, unless a test asks for both: what is done in the window is the same in each."""
    return str(getattr(request, "param", "hu"))
