"""German."""

from __future__ import annotations

from typing import Final

from installer.agreement.lint.vocabulary import Bound, Vocabulary

_SMALL: Final = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
).split()
_TENS: Final = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_NUMBERS: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    "eins": 1,
    **{ten: value for value, ten in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{one}und{ten}": tens + ones
        for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for ones, one in enumerate(_SMALL[1:10], start=1)
    },
    "hundert": 100,
    "tausend": 1000,
}

VOCABULARY: Final = Vocabulary(
    numbers=_NUMBERS,
    articles=frozenset({"ein"}),
    number_endings=r"(?:e[mnrs]?)?",
    unlimited=r"(?:unbeschränkte|unbegrenzte|beliebige)[nrs]? (?:An)?zahl",
    grouping=". ",
    decimal=",",
    units={
        "business-day": r"(?:Arbeits|Werk|Geschäfts)tag\w*",
        "calendar-day": r"Kalendertag\w*",
        "day": r"Tag\w*",
        "week": r"Woche\w*",
        "month": r"Monat\w*",
        "year": r"Jahr\w*",
        "hour": r"Stunde\w*",
        "minute": r"Minute\w*",
        "percent": r"(?:Prozent|%)",
    },
    bounds={
        "more-than": Bound(before=r"\b(?<!nicht )(?:mehr als|über)\s+"),
        "at-most": Bound(before=r"\b(?:höchstens|maximal|bis zu|nicht mehr als)\s+"),
        "at-least": Bound(before=r"\b(?:mindestens|wenigstens)\s+"),
        "less-than": Bound(before=r"\bweniger als\s+"),
        "within": Bound(before=r"\b(?:innerhalb von|binnen)\s+"),
        "after": Bound(before=r"\bnach\s+"),
    },
    months=tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    ),
    dates=(r"(?:(?P<d>\d{1,2})\. ?)?(?P<m>MONTH) (?P<y>\d{4})",),
    paragraph=(
        r"(?:\b(?:(?P<below>nachstehende[mnrs]?)|(?P<above>obige[mnrs]?))\s+)?"
        r"\b(?:Absatz|Absätze[n]?|Ziffern?|Nummern?)\s+"
        r"(?P<numbers>\d+(?:(?:\s*,\s*|\s+(?:und|oder|bis)\s+)\d+)*)"
    ),
    section_before=r"\b(?:Abschnitt\w*|Ziffer|Kapitel\w*|Klausel)\s+",
    section_after=r"(?!)",
    only=r"\b(?:nur|lediglich|ausschließlich\w*|allein(?:ig\w*)?)\b",
    prohibition=(
        r"\b(?:darf|dürfen|kann|können)\s+(?:\w+\s+){0,6}?(?:nicht|kein\w*)\b"
        r"|\bverboten\w*|\buntersagt\w*|\bunzulässig\w*"
    ),
    harmless=r"\bnicht nur\b|\bnach alleinigem Ermessen\b",
)
