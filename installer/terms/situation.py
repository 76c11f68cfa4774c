"""A checked selection with all that the rules ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.terms.catalogue import Catalogue
    from installer.terms.host import Host
    from installer.terms.release import Release
    from installer.terms.schema import When
    from installer.terms.selected import Selection


class Situation(msgspec.Struct, frozen=True):
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
        return (
            self._products(when)
            and self._hosted(when)
            and self._stated(when)
            and (not when.any or any(self.holds(each) for each in when.any))
            and not any(self.holds(each) for each in when.none)
        )

    def may_hold(self, when: When) -> bool:
        """Whether a condition holds for some facts and quantities, whatever was stated of them."""
        return (
            self._products(when)
            and self._hosted(when)
            and (not when.any or any(self.may_hold(each) for each in when.any))
            and not any(self.must_hold(each) for each in when.none)
        )

    def must_hold(self, when: When) -> bool:
        """Whether a condition holds for all facts and quantities."""
        return (
            not when.facts
            and not when.quantities
            and self._products(when)
            and self._hosted(when)
            and (not when.any or any(self.must_hold(each) for each in when.any))
            and not any(self.may_hold(each) for each in when.none)
        )

    def _products(self, when: When) -> bool:
        expand = self.catalogue.expand
        selected = not when.product or bool(self.selected & expand(when.product))
        return selected and (
            not when.installed or bool(expand(when.installed) & set(self.selection.installed))
        )

    def _stated(self, when: When) -> bool:
        given = self.selection
        return all(given.facts.get(name) is value for name, value in when.facts.items()) and (
            not when.quantities or any(name in given.quantities for name in when.quantities)
        )

    def _hosted(self, when: When) -> bool:
        """Whether one and the same host is among those named, and an OEM version or not as asked."""
        if not when.host and when.oem is None:
            return True
        hosts = self.catalogue.expand(when.host)
        return any(
            (not when.host or host.product.id in hosts) and when.oem in {None, host.oem}
            for host in self.candidates
        )
