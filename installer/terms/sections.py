"""Which sections apply, each with its reasons. Rules only ever add: nothing takes a section away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.determination import AppliedSection, Reason
from installer.terms.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import SectionId
    from installer.terms.phrases import Speaker
    from installer.terms.printed import Printed
    from installer.terms.schema import GeneralRule, LinkRule, OwnRule
    from installer.terms.situation import Situation


class Sections:
    """Collects reasons by section."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed
        self._because: dict[SectionId, list[Reason]] = {}

    def add_general(self, rule: GeneralRule) -> None:
        """The sections that always apply."""
        self._add(rule.sections, Reason("general", rule.cite, rule.text, rule.id))

    def add_own(self, rule: OwnRule, situation: Situation, speaker: Speaker) -> None:
        """Each selected product brings its own section."""
        for product in situation.catalogue.ordered(situation.selected):
            subject = situation.catalogue.by_id[product].subject
            text = speaker.say(Phrase.OWN, subject=subject, rule=rule.text)
            self._add((product,), Reason("own", rule.cite, text, rule.id))

    def add_link(self, rule: LinkRule, situation: Situation) -> None:
        """A selected product's terms send to further sections. An OEM version has no section here."""
        reached = situation.catalogue.expand(rule.to_host)
        hosts = [host.product.id for host in situation.linked if not host.oem and host.product.id in reached]
        cite = self._printed.cited(rule.cite, situation.selected)
        self._add((*rule.to, *hosts), Reason("link", cite, rule.text, rule.id))

    def applied(self) -> tuple[AppliedSection, ...]:
        """All of them in printed order."""
        order = sorted(self._because, key=self._printed.sections.__getitem__)
        return tuple(AppliedSection(section, tuple(self._because[section])) for section in order)

    def _add(self, sections: Iterable[SectionId], reason: Reason) -> None:
        for section in sections:
            self._because.setdefault(section, []).append(reason)
