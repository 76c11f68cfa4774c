"""What a shelf holds: the records, how they read in its list, and where their receipts are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Record = TypeVar("Record")

DIGITS: Final = 12
"""Of a record's digest stand in the name of its receipt."""


@dataclass(frozen=True)
class Held(Generic[Record]):
    """All of it is read in one go: to choose another record asks no disk."""

    records: tuple[Record, ...] = ()
    """The newest first."""
    lines: tuple[str, ...] = ()
    receipts: Mapping[str, Path] = field(default_factory=dict)
    """By the first digits of the record."""

    def receipt(self, record: str) -> Path | None:
        """Where it is; None where there is none."""
        return self.receipts.get(record[:DIGITS])
