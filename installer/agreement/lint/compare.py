"""What one language has and the other lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.lint.finding import Token


@dataclass(frozen=True)
class Surplus:
    """Facts that the first has more of, and facts that the second has more of, with how many."""

    first: Counter[str]
    second: Counter[str]

    def __bool__(self) -> bool:
        return bool(self.first or self.second)

    def without(self, explained: Surplus) -> Surplus:
        """What `explained` leaves; nothing becomes negative."""
        return Surplus(self.first - explained.first, self.second - explained.second)

    def plus(self, other: Surplus) -> Surplus:
        """Both together."""
        return Surplus(self.first + other.first, self.second + other.second)


NOTHING = Surplus(Counter(), Counter())


def surplus(first: Iterable[Token], second: Iterable[Token]) -> Surplus:
    """The facts of each side that the other cannot match.

    An optional fact may match a certain one, but only where the other side has no optional one for
    it: `law(s)` and its translation match each other, and neither hides a bracket that was added.
    """
    certain_first, optional_first = _count(first)
    certain_second, optional_second = _count(second)
    return Surplus(
        certain_first - certain_second - (optional_second - optional_first),
        certain_second - certain_first - (optional_first - optional_second),
    )


def _count(tokens: Iterable[Token]) -> tuple[Counter[str], Counter[str]]:
    """How many there are for certain, and how many optional ones."""
    listed = list(tokens)
    certain = Counter(token.key for token in listed if not token.optional)
    return certain, Counter(token.key for token in listed if token.optional)
