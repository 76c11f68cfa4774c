"""French."""

from __future__ import annotations

from typing import Final

from installer.agreement.lint.vocabulary import Bound, Vocabulary

_SMALL: Final = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf"
).split()
_TENS: Final = "vingt trente quarante cinquante soixante".split()
_NUMBERS: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    "une": 1,
    **{ten: value for value, ten in zip(range(20, 70, 10), _TENS, strict=True)},
    **{
        f"{ten}-{one}": tens + ones
        for tens, ten in zip(range(20, 70, 10), _TENS, strict=True)
        for ones, one in enumerate(_SMALL[2:10], start=2)
    },
    "soixante-dix": 70,
    "quatre-vingts": 80,
    "quatre-vingt-dix": 90,
    "cent": 100,
    "mille": 1000,
}

VOCABULARY: Final = Vocabulary(
    numbers=_NUMBERS,
    articles=frozenset({"un", "une"}),
    number_endings="",
    unlimited=r"nombre (?:illimité|non limité)",
    grouping=" .",
    decimal=",",
    units={
        "business-day": r"jours? (?:ouvrables?|ouvrés?)",
        "calendar-day": r"jours? (?:civils?|calendaires?)",
        "day": r"jours?",
        "week": r"semaines?",
        "month": r"mois",
        "year": r"an(?:s|nées?)?\b",
        "hour": r"heures?",
        "minute": r"minutes?",
        "percent": r"(?:pour cent|pour-cent|%)",
    },
    bounds={
        "more-than": Bound(before=r"\bplus de\s+"),
        "at-most": Bound(
            before=r"\b(?:au plus|au maximum|maximum|jusqu['’]à)\s+",
            after=r"\s+(?:\w+\s+)?(?:au plus|au maximum)\b",
        ),
        "at-least": Bound(
            before=r"\b(?:au moins|au minimum)\s+", after=r"\s+(?:\w+\s+)?(?:au moins|au minimum)\b"
        ),
        "less-than": Bound(before=r"\bmoins de\s+"),
        "within": Bound(before=r"\b(?:dans les|dans un délai de|sous)\s+"),
        "after": Bound(before=r"\baprès\s+"),
    },
    months=tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    ),
    dates=(r"(?:(?P<d>\d{1,2})(?:er)? )?(?P<m>MONTH) (?P<y>\d{4})",),
    paragraph=(
        r"\b(?:paragraphes?|alinéas?)\s+(?P<numbers>\d+(?:(?:\s*,\s*|\s+(?:et|ou|à)\s+)\d+)*)"
        r"(?:\s+(?:(?P<below>ci-dessous)|(?P<above>ci-dessus)))?"
    ),
    section_before=r"\b(?:sections?|clauses?|chapitres?)\s+",
    section_after=r"(?!)",
    only=r"\b(?:seulement|uniquement|exclusivement|seule?s?|exclusi(?:fs?|ves?))\b|\bne\s+(?:\w+\s+){1,6}?que\b",
    prohibition=(
        r"\b(?:ne|n['’])\s*(?:peu(?:t|vent)|doi(?:t|vent)|pourra(?:it)?)(?:\s+\w+)?"
        r"\s+(?:pas|plus|en aucun cas)\b"
        r"|\binterdit\w*|\bprohibé\w*"
    ),
    harmless=r"\b(?:pas|non) seulement\b|\bà sa seule discrétion\b",
)
