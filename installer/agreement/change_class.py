"""What a changed clause asks of somebody who has accepted the earlier wording."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ChangeClass(StrEnum):
    """In rising order (design §5)."""

    NONE = "none"
    """Nothing: the same words but for their typography, or a corrected translation."""
    NOTIFY = "notify"
    """To be told of it; nothing has to be read again."""
    REQUIRED = "required"
    """To accept again; a delegate may, where the principal has left that to one."""
    PERSONAL = "personal"
    """To accept again in person: no delegate may."""

    @property
    def rank(self) -> int:
        """0 for NONE to 3 for PERSONAL."""
        return _ORDER.index(self)


_ORDER = tuple(ChangeClass)


def highest(classes: Iterable[ChangeClass]) -> ChangeClass:
    """The one that asks for most; NONE where there is none."""
    return max(classes, key=lambda found: found.rank, default=ChangeClass.NONE)
