"""Fakes of the port that answers whether terms are covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

DIGEST = "c0" * 32


class Covered:
    """Every component is covered by one statement. Notes who was asked for."""

    def __init__(self, digest: str = DIGEST) -> None:
        self.digest = digest
        self.asked: list[str] = []

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        self.asked += component_ids
        return dict.fromkeys(component_ids, self.digest)


class CoveredBut:
    """One component is not covered, from the given question on (1 is the first)."""

    def __init__(self, component_id: str, since: int = 1) -> None:
        self.component_id = component_id
        self.since = since
        self.times = 0

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        if self.component_id in component_ids:
            self.times += 1
            if self.times >= self.since:
                raise Refused(Code.NOT_COVERED, component=self.component_id)
        return dict.fromkeys(component_ids, DIGEST)


class Changing:
    """Another statement each time it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        self.times += 1
        return dict.fromkeys(component_ids, f"{self.times:064x}")
