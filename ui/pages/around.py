"""What a page asks of the window that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Language
    from installer.install.plan import Plan
    from ui.presentation_log import PresentationLog


class Around(Protocol):
    """What other pages hold, and what was on screen."""

    def read_screen(self) -> Mapping[Language, str]:
        """Digests of the wording that the agreement's page has on screen, by language."""

    def find_log(self) -> PresentationLog:
        """Where to say what was on screen."""

    def shown_plan(self) -> Plan | None:
        """The plan that the review shows; None where it shows none."""
