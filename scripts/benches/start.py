"""Starting the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benches.rows import ASSENT, PYTHON, Programs, Row

if TYPE_CHECKING:
    from pathlib import Path


def rows(scratch: Path) -> list[Row]:
    """`assent --version`, which imports click and nothing else."""
    programs = Programs(scratch)
    return [
        Row(
            "assent --version",
            lambda: programs.timed([*ASSENT, "--version"]),
            "python importing click",
            lambda: programs.timed([PYTHON, "-c", "import click"]),
        )
    ]
