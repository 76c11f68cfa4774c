"""Two editions of one invented agreement, each made from a few lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.agreements import make_edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.agreement.edition import Edition


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Edition]:
    """Makes `pact/<date>` from texts by language; German prevails unless said otherwise."""

    def made(date: str, texts: dict[str, str], **options: object) -> Edition:
        return make_edition(tmp_path, f"pact/{date}", texts, **{"prevailing": "de", **options})  # type: ignore[arg-type] # options of several kinds

    return made
