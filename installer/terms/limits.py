"""Quantities that the agreement bounds: by a number, or by the licences obtained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.answers import Found, Kind
from installer.terms.determination import Item
from installer.terms.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Words
    from installer.terms.phrases import Speaker
    from installer.terms.printed import Printed
    from installer.terms.schema import Limit, LimitRule
    from installer.terms.situation import Situation


class LimitCheck:
    """Asks one limit rule after the other. A quantity that was not given breaks nothing."""

    def __init__(
        self, situation: Situation, speaker: Speaker, printed: Printed, names: Mapping[str, Words]
    ) -> None:
        self._situation = situation
        self._speaker = speaker
        self._printed = printed
        self._names = names

    def check(self, rule: LimitRule) -> tuple[Found, ...]:
        """A conflict of kind `limit` where a given quantity breaks a bound."""
        broken = [text for limit in rule.limits if (text := self._broken(limit)) is not None]
        if not broken:
            return ()
        text = {
            language: " ".join([*(each[language] for each in broken), rule_text])
            for language, rule_text in rule.text.items()
        }
        cite = self._printed.cited(rule.cite, self._situation.selected)
        return (Found(Kind.CONFLICT, Item(rule.id, "limit", cite, text)),)

    def _broken(self, limit: Limit) -> Words | None:
        given = self._situation.selection.quantities
        value = given.get(limit.quantity)
        if value is None:
            return None
        if limit.at_least is not None and value < limit.at_least:
            return self._say(Phrase.BELOW_LIMIT, limit, value, limit.at_least)
        most = given.get(limit.at_most_of) if limit.at_most_of is not None else limit.at_most
        if most is not None and value > most:
            return self._say(Phrase.ABOVE_LIMIT, limit, value, most)
        return None

    def _say(self, phrase: Phrase, limit: Limit, given: int, bound: int) -> Words:
        return self._speaker.say(
            phrase, quantity=self._names[limit.quantity], given=str(given), bound=str(bound)
        )
