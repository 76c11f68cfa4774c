"""What every test of the interface relies on."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ui.theme import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The tests' application is started as `ui.app.make_application` starts it."""
    return ["assent-tests", *STYLE]


@pytest.fixture(scope="module", autouse=True)
def collections_in_this_thread() -> Iterator[None]:
    """As in the program (`ui.collector`): no thread of an install destroys a widget of the tests."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's screenless platform says of some window functions that it lacks them: no fault of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(r"^This plugin does not support "))
