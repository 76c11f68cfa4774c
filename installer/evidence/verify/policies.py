"""How much is asked of a receipt: four levels, each of which asks for all below it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Policy(StrEnum):
    """The levels 0 to 3, in their order."""

    CONSISTENT = "consistent"
    """It agrees with itself: nothing changed since its key signed it."""
    ENROLLED = "enrolled"
    """And the key is one that the verifier knows."""
    ANCHORED = "anchored"
    """And a witness that the verifier knows has signed a head of the log that holds the record."""
    TIMESTAMPED = "timestamped"
    """And a time-stamping authority that the verifier knows has dated a head of the log that holds it."""


LEVELS: Final = tuple(Policy)


def asked(policy: Policy) -> frozenset[str]:
    """The ids of the checks of trust that `policy` asks for; none for `consistent`."""
    return frozenset(level.value for level in LEVELS[1 : LEVELS.index(policy) + 1])
