"""The wizard: its start beside a bare QWizard, and what reading costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benches.rows import PYTHON, ROOT, Programs, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROBES: Final = ROOT / "scripts" / "benches" / "probes"


def rows(scratch: Path) -> list[Row]:
    """First page, first text, and what a person does with the text."""
    programs = Programs(scratch)

    def probe(name: str, *arguments: str) -> Callable[[], float]:
        return lambda: programs.reported([PYTHON, str(PROBES / name), *arguments])

    return [
        Row(
            "start to first painted page",
            probe("wizard.py"),
            "a bare QWizard of nine pages",
            probe("bare_wizard.py"),
            most_ratio=1.25,
        ),
        Row("agreement page to first text", probe("reading.py", "text"), most_milliseconds=120),
        Row("slowest step of the wheel through it", probe("reading.py", "wheel"), most_milliseconds=6),
        Row("another language on that page", probe("reading.py", "language"), most_milliseconds=80),
        Row("find all places of a word", probe("reading.py", "find"), most_milliseconds=50),
        Row("first text of ten times as much", probe("reading.py", "ten-times"), most_milliseconds=800),
        Row("memory with the agreement open", probe("reading.py", "memory"), most_megabytes=130),
    ]
