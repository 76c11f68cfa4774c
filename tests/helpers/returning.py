"""Whoever accepted before comes back, perhaps to a later edition.

Import `again`, and `editions` of `helpers.editions`, into a `conftest.py` to have them as fixtures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import LATER, install_for
from helpers.editions import later_edition
from helpers.journeys import EVA, open_on, small_bundle
from helpers.records import recorded
from helpers.wizards import Stage, show_wizard
from PySide6.QtWidgets import QPushButton

from installer.evidence.predicates import Coverage
from installer.flow.steps import Step
from ui.pages.agreement import AgreementPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.translation import Translation

TOLD = ("termination/p1", "governing-law/p1")
"""Clauses that a later edition changes."""


@pytest.fixture
def again(
    qtbot: QtBot, translation: Translation, tmp_path: Path, language: str, editions: Path
) -> Callable[..., Stage]:
    """Opens the wizard for whoever accepted before, on a later edition with these changes or on the same."""
    target, bundle = tmp_path / "target", small_bundle(tmp_path / "bundle")
    install_for(EVA, target, bundle)
    newer = small_bundle(tmp_path / "newer", version="2.0")

    def start(**changes: tuple[str, ...]) -> Stage:
        if changes:
            later_edition(editions, **changes)
        translation.switch(language)
        session = open_on(target, newer, language=language, clock=lambda: LATER)
        return show_wizard(qtbot, translation, session, target)

    return start


def agreement(stage: Stage) -> AgreementPage:
    """The page, which must be on screen."""
    found = stage.page
    assert isinstance(found, AgreementPage)
    return found


def read(stage: Stage) -> AgreementPage:
    """Bring the wizard to the page, and wait for the wording."""
    stage.bring_to(Step.AGREEMENT)
    stage.wait_for_text()
    return agreement(stage)


def rely(stage: Stage) -> QPushButton:
    """The button that relies on what was accepted before."""
    button = stage.find(QPushButton, "earlier-rely")
    assert isinstance(button, QPushButton)
    return button


def last(state_folder: Path) -> Coverage:
    """What the log says last, which must be that somebody relied on it."""
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    return said
