"""Ways of using a product that the agreement allows to some products only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.answers import Found, Kind
from installer.terms.determination import Item
from installer.terms.phrases import Phrase

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.terms.phrases import Speaker
    from installer.terms.printed import Printed
    from installer.terms.schema import UseRule
    from installer.terms.situation import Situation


class UseCheck:
    """Asks one use rule after the other."""

    def __init__(self, situation: Situation, speaker: Speaker, printed: Printed) -> None:
        self._situation = situation
        self._speaker = speaker
        self._printed = printed

    def check(self, rule: UseRule) -> tuple[Found, ...]:
        """A conflict for selected products that forbid it, an open point for those that are silent."""
        expand = self._situation.catalogue.expand
        concerned = (self._situation.selected & expand(rule.scope)) - expand(rule.allow)
        forbidden = concerned & expand(rule.forbid)
        return (
            *self._found(rule, Kind.CONFLICT, Phrase.USE_FORBIDDEN, forbidden),
            *self._found(rule, Kind.UNDECIDED, Phrase.USE_UNLISTED, concerned - forbidden),
        )

    def _found(
        self, rule: UseRule, kind: Kind, phrase: Phrase, products: frozenset[SectionId]
    ) -> tuple[Found, ...]:
        if not products:
            return ()
        catalogue = self._situation.catalogue
        subjects = self._speaker.subjects(catalogue.by_id[each] for each in catalogue.ordered(products))
        text = self._speaker.say(phrase, subject=subjects, rule=rule.text)
        cite = self._printed.cited(rule.cite, products)
        return (Found(kind, Item(rule.id, rule.category, cite, text)),)
