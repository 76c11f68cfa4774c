"""The judgement of one compatibility rule for one host: how modality maps to answers (design §6)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from installer.terms.phrases import Phrase
from installer.terms.release import Release, parse_release

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import SectionId
    from installer.terms.catalogue import Catalogue
    from installer.terms.host import Host
    from installer.terms.schema import CompatibilityRule, OpenPoint


class Answer(Enum):
    """From best to worst."""

    ALLOWED = 0
    UNDECIDED = 1
    FORBIDDEN = 2


class Verdict(msgspec.Struct, frozen=True):
    """The answer for one host, and how it is said: by a pattern, or by a point left open."""

    host: Host
    answer: Answer
    phrase: Phrase | None = None
    from_release: str = ""
    """The bound that was missed, as the agreement prints it."""
    point: OpenPoint | None = None


class Bound(msgspec.Struct, frozen=True):
    """The earliest release for one product as host."""

    release: Release
    printed: str
    firm: bool


class Judge:
    """A compatibility rule with its sets of products expanded, ready to be asked."""

    def __init__(
        self, rule: CompatibilityRule, catalogue: Catalogue, points: Mapping[str, OpenPoint]
    ) -> None:
        self.rule = rule
        self._allow = catalogue.expand(rule.allow)
        self._exclude = catalogue.expand(rule.exclude)
        self._oem = catalogue.expand(rule.oem)
        self._open: dict[SectionId, OpenPoint] = {
            product: points[point] for point in rule.open for product in catalogue.expand(points[point].host)
        }
        self._bounds: dict[SectionId, Bound] = {
            product: Bound(parse_release(entry.release), entry.release, entry.firm)
            for entry in rule.releases
            for product in catalogue.expand(entry.host)
        }

    def verdict(self, host: Host, release: Release | None) -> Verdict:
        """What the rule says about this host at this release (None: not named)."""
        by_list = self._by_list(host)
        if by_list.answer is Answer.FORBIDDEN:
            return by_list
        by_release = self._by_release(host, release)
        # A release that is firmly too low forbids even what is otherwise open; among two open
        # points the list comes first, since the release matters only to a host that may be used.
        return max(by_list, by_release, key=lambda verdict: verdict.answer.value)

    def _by_list(self, host: Host) -> Verdict:
        product = host.product.id
        if product in self._exclude:
            return Verdict(host, Answer.FORBIDDEN, Phrase.FORBIDDEN)
        if product in self._open:
            return Verdict(host, Answer.UNDECIDED, point=self._open[product])
        if product not in self._allow:
            if self.rule.modality == "only":
                return Verdict(host, Answer.FORBIDDEN, Phrase.FORBIDDEN)
            return Verdict(host, Answer.UNDECIDED, Phrase.UNLISTED)
        if host.oem and product not in self._oem:
            return Verdict(host, Answer.UNDECIDED, Phrase.OEM_UNNAMED)
        return Verdict(host, Answer.ALLOWED)

    def _by_release(self, host: Host, release: Release | None) -> Verdict:
        bound = self._bounds.get(host.product.id)
        if bound is None:
            return Verdict(host, Answer.ALLOWED)
        if release is None:
            phrase = Phrase.RELEASE_UNNAMED if bound.firm else Phrase.RELEASE_UNNAMED_UNCLEAR
            return Verdict(host, Answer.UNDECIDED, phrase, bound.printed)
        if release.reaches(bound.release):
            return Verdict(host, Answer.ALLOWED)
        if release.may_reach(bound.release):
            return Verdict(host, Answer.UNDECIDED, Phrase.RELEASE_YEAR_ONLY, bound.printed)
        if bound.firm:
            return Verdict(host, Answer.FORBIDDEN, Phrase.RELEASE_TOO_LOW, bound.printed)
        return Verdict(host, Answer.UNDECIDED, Phrase.RELEASE_UNCLEAR, bound.printed)
