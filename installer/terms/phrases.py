"""How an outcome is said: sentence patterns of the edition, filled with names of its products."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.i18n import Language, Words
    from installer.terms.catalogue import Product
    from installer.terms.host import Host


class Phrase(StrEnum):
    """The patterns that an edition must bring, in each of its languages."""

    AND = "and"
    """Stands between the last two of several names that all count."""
    OR = "or"
    """Stands between the last two of several names any of which will do."""
    OEM_VERSION = "oem-version"
    """What follows "may be used with" for an OEM version."""
    OWN = "own"
    """Why a product's own section applies."""
    NOT_SELECTED = "not-selected"
    """Why the section of a product does not apply: the product is not selected."""
    NOT_USED = "not-used"
    """Nor is it what the selected products are used with."""
    ONLY_OEM = "only-oem"
    """What they are used with is an OEM version of it."""
    FORBIDDEN = "forbidden"
    UNLISTED = "unlisted"
    OEM_UNNAMED = "oem-unnamed"
    HOST_UNNAMED = "host-unnamed"
    AMBIGUOUS = "ambiguous"
    RELEASE_TOO_LOW = "release-too-low"
    RELEASE_UNCLEAR = "release-unclear"
    RELEASE_YEAR_ONLY = "release-year-only"
    """Only a year is given, and the earliest release lies within that year."""
    RELEASE_UNNAMED = "release-unnamed"
    RELEASE_UNNAMED_UNCLEAR = "release-unnamed-unclear"
    """No release is given, and whether the earliest one is a condition is open."""
    MISSING = "missing"
    USE_FORBIDDEN = "use-forbidden"
    USE_UNLISTED = "use-unlisted"
    ABOVE_LIMIT = "above-limit"
    BELOW_LIMIT = "below-limit"


_JUDGED: Final = frozenset({"Subject", "subject", "used_with", "from_release", "release"})
_ABOUT: Final = frozenset({"Subject", "subject", "rule"})
_COUNTED: Final = frozenset({"quantity", "given", "bound"})

PLACEHOLDERS: Final[Mapping[Phrase, frozenset[str]]] = {
    Phrase.AND: frozenset(),
    Phrase.OR: frozenset(),
    Phrase.OEM_VERSION: frozenset({"Subject", "subject"}),
    Phrase.OWN: _ABOUT,
    Phrase.NOT_SELECTED: _ABOUT,
    Phrase.NOT_USED: _ABOUT,
    Phrase.ONLY_OEM: _ABOUT,
    Phrase.FORBIDDEN: _JUDGED,
    Phrase.UNLISTED: _JUDGED,
    Phrase.OEM_UNNAMED: _JUDGED,
    Phrase.HOST_UNNAMED: _ABOUT,
    Phrase.AMBIGUOUS: _ABOUT | {"used_with"},
    Phrase.RELEASE_TOO_LOW: _JUDGED,
    Phrase.RELEASE_UNCLEAR: _JUDGED,
    Phrase.RELEASE_YEAR_ONLY: _JUDGED,
    Phrase.RELEASE_UNNAMED: _JUDGED,
    Phrase.RELEASE_UNNAMED_UNCLEAR: _JUDGED,
    Phrase.MISSING: _ABOUT | {"needs"},
    Phrase.USE_FORBIDDEN: _ABOUT,
    Phrase.USE_UNLISTED: _ABOUT,
    Phrase.ABOVE_LIMIT: _COUNTED,
    Phrase.BELOW_LIMIT: _COUNTED,
}
"""What each pattern may name. `{Subject}`: the product, with a capital; `{used_with}`: the hosts;
`{rule}`: the rule's own text. The rule's text follows by itself where a pattern may not name it."""


class Speaker:
    """Fills patterns. Values are words in every language of the edition."""

    def __init__(self, phrases: Mapping[str, Words]) -> None:
        self._phrases = phrases

    def say(self, phrase: Phrase, **values: Words | str) -> Words:
        """The pattern in every language. `Subject` follows from `subject`, with a capital."""
        return {
            language: pattern.format_map(_filled(language, values))
            for language, pattern in self._phrases[phrase].items()
        }

    def subjects(self, products: Iterable[Product]) -> Words:
        """Those products as the subject of a sentence."""
        return self._joined([product.subject for product in products], Phrase.AND)

    def any_of(self, products: Iterable[Product]) -> Words:
        """Those products, any of which will do."""
        return self._joined([product.subject for product in products], Phrase.OR)

    def used_with(self, hosts: Iterable[Host]) -> Words:
        """Those hosts after "may be used with"."""
        return self._joined([self._host(host) for host in hosts], Phrase.AND)

    def _host(self, host: Host) -> Words:
        if not host.oem:
            return host.product.used_with
        return self.say(Phrase.OEM_VERSION, subject=host.product.subject)

    def _joined(self, names: list[Words], between: Phrase) -> Words:
        return {
            language: _listed([name[language] for name in names], word)
            for language, word in self._phrases[between].items()
        }


def _listed(names: list[str], between: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {between} {names[-1]}"


def _filled(language: Language, values: Mapping[str, Words | str]) -> dict[str, str]:
    filled = {name: value if isinstance(value, str) else value[language] for name, value in values.items()}
    if "subject" in filled:
        filled["Subject"] = filled["subject"][:1].upper() + filled["subject"][1:]
    return filled
