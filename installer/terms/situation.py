"""A checked selection with all that the rules ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.terms.catalogue import Catalogue
    from installer.terms.determination import Selection
    from installer.terms.host import Host
    from installer.terms.release import Release
    from installer.terms.schema import When


@dataclass(frozen=True)
class Situation:
    """See module. Made by `installer.terms.selection.check_selection`."""

    selection: Selection
    catalogue: Catalogue
    selected: frozenset[SectionId]
    present: frozenset[SectionId]
    """Selected, installed, or named as what the add-ons are used with."""
    candidates: tuple[Host, ...]
    """What each add-on is judged for; empty where the host is not named."""
    linked: tuple[Host, ...]
    """The hosts whose sections a link reaches."""
    release: Release | None

    def holds(self, when: When) -> bool:
        """Whether all that a condition names is so."""
        if when.product and not self.selected & self.catalogue.expand(when.product):
            return False
        if when.host and not self._hosted_by(self.catalogue.expand(when.host)):
            return False
        if when.any and not any(self.holds(each) for each in when.any):
            return False
        facts = self.selection.facts
        return all(facts.get(name) is value for name, value in when.facts.items())

    def _hosted_by(self, hosts: frozenset[SectionId]) -> bool:
        return any(host.product.id in hosts for host in self.candidates)
