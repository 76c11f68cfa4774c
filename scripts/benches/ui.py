"""The wizard beside a bare QWizard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benches.rows import PYTHON, Programs, Row

if TYPE_CHECKING:
    from pathlib import Path


def rows(scratch: Path) -> list[Row]:
    """First page and first text."""
    programs = Programs(scratch)
    return [
        Row(
            "start to first painted page",
            lambda: programs.reported([PYTHON, "scripts/benches/probes/wizard.py", "first"]),
            "a bare QWizard of nine pages",
            lambda: programs.reported([PYTHON, "scripts/benches/probes/bare_wizard.py"]),
            most_ratio=1.25,
        ),
        Row(
            "agreement page to first text",
            lambda: programs.reported([PYTHON, "scripts/benches/probes/wizard.py", "agreement"]),
            most_milliseconds=120,
        ),
    ]
