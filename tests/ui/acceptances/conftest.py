from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import desk, directors, kept, session
from helpers.wizards import catalogues, stage, translation
from PySide6.QtGui import QAccessible

from ui.worker import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["catalogues", "desk", "directors", "kept", "session", "stage", "translation"]


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """Hungarian, unless a test asks for both: what is done in the window is the same in each."""
    return str(getattr(request, "param", "hu"))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced to a screen reader."""
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    return said


@pytest.fixture(autouse=True)
def ended(state_folder: object) -> Iterator[None]:
    """A window may close while the log is read for it: no test leaves that to the next one's folder."""
    del state_folder
    yield
    for task in tuple(Task._running):
        task.wait()
