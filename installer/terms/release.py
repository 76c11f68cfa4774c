"""Releases as the agreement prints them (`2022 R1`, `R1 2022`, `2024`), with an order."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from installer.errors import BadInput, Code

_RELEASE: Final = re.compile(
    r"\s*(?:(?P<year>\d{4})(?:\s*[Rr](?P<after>\d{1,2}))?|[Rr](?P<before>\d{1,2})\s*(?P<last>\d{4}))\s*",
    re.ASCII,
)


class Release(msgspec.Struct, frozen=True):
    """A release of a product: year, then number in that year. A bare year has the number of its first."""

    year: int
    number: int
    bare: bool = False
    """Only the year was named, which may mean any release of that year."""

    def __str__(self) -> str:
        return str(self.year) if self.bare else f"{self.year} R{self.number}"

    def reaches(self, bound: Release) -> bool:
        """Whether it is `bound` or later, whatever release of its year is meant."""
        return (self.year, self.number) >= (bound.year, bound.number)

    def may_reach(self, bound: Release) -> bool:
        """Whether some release that is meant here is `bound` or later."""
        return self.reaches(bound) or (self.bare and self.year == bound.year)


def parse_release(text: str) -> Release:
    """The release that `text` names, in either printed order.

    Raises BadInput(RELEASE_MALFORMED, release) for anything else.
    """
    match = _RELEASE.fullmatch(text)
    if match is None:
        raise BadInput(Code.RELEASE_MALFORMED, release=text)
    year = match["year"] or match["last"]
    number = int(match["after"] or match["before"] or 1)
    if number == 0:
        raise BadInput(Code.RELEASE_MALFORMED, release=text)
    return Release(int(year), number, bare=match["after"] is match["before"] is None)
