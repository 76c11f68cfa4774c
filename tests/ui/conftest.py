"""What every test of the interface relies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.theme import STYLE

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The tests' application is started as `ui.app.make_application` starts it."""
    return ["assent-tests", *STYLE]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's screenless platform says of some window functions that it lacks them: no fault of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(r"^This plugin does not support "))
