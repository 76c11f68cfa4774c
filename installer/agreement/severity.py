"""How much it matters that a translation says something else."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How much a divergence matters."""

    SUBSTANTIVE = "substantive"
    TERMINOLOGY = "terminology"
    MINOR = "minor"
