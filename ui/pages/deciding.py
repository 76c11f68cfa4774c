"""What a page tells the record when somebody decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from ui.pages.base import Page


def presentation(page: Page, button: str, above: str) -> Presentation:
    """The screen at this moment: `button` is what was pressed, `above` the words that stood above it."""
    return Presentation(
        button=button,
        above_button=above,
        language=page.tr_.spoken,
        read_back=page.around.read_screen(),
        shown=page.log.shown(),
    )
