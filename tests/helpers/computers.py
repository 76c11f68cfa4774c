"""More than one computer: its state folder is what tells one from another."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def at(state: Path) -> Iterator[None]:
    """Whoever acts meanwhile acts at the computer with this state folder; it is made if it is not there."""
    state.mkdir(exist_ok=True)
    before = os.environ["ASSENT_STATE"]
    os.environ["ASSENT_STATE"] = str(state)
    try:
        yield
    finally:
        os.environ["ASSENT_STATE"] = before
