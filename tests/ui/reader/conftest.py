"""A reader that shows the real agreement, as the agreement page has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.reading import Shown, translator

from installer.agreement.load import load_edition
from ui.theme import apply_theme
from ui.widgets.reader import Reader
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from installer.agreement.edition import Edition
    from installer.i18n import Language

EDITION = Path(__file__).parents[3] / "eula_texts" / "milestone-xprotect" / "2025-02-12"


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition(EDITION)


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    apply_theme(qapp)
    return qapp


@pytest.fixture
def general_sections(edition: Edition) -> frozenset[str]:
    """What applies to everybody, and two products."""
    sections = (section for text in edition.texts.values() for section in text.sections)
    return frozenset(
        section.id
        for section in sections
        if section.level < 3 or section.id in ("xprotect-corporate", "xprotect-lpr")
    )


@pytest.fixture
def show(themed: QApplication, qtbot: QtBot, edition: Edition) -> Callable[[Iterable[str], Language], Shown]:
    """Shows a reader with these sections applying; every section when none are given."""

    def make(sections: Iterable[str] = (), language: Language = "hu") -> Shown:
        assert themed.styleSheet()
        reader = Reader(translator("hu"))
        qtbot.addWidget(reader)
        applicable = frozenset(sections) or frozenset(edition.section_ids())
        reader.show_rows(ReaderContent.of(edition, language, applicable))
        reader.resize(1000, 640)
        reader.show()
        shown = Shown(reader, edition, qtbot)
        shown.settle()
        return shown

    return make
