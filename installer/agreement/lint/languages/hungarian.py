"""Hungarian."""

from __future__ import annotations

from typing import Final

from installer.agreement.lint.vocabulary import Bound, Vocabulary

_ONES: Final = "egy kettő három négy öt hat hét nyolc kilenc".split()
_TENS: Final = "harminc negyven ötven hatvan hetven nyolcvan kilencven".split()
_NUMBERS: Final = {
    "nulla": 0,
    **{word: value for value, word in enumerate(_ONES, start=1)},
    "egyetlen": 1,
    "két": 2,
    "tíz": 10,
    **{f"tizen{one}": 10 + ones for ones, one in enumerate(_ONES, start=1)},
    "húsz": 20,
    **{f"huszon{one}": 20 + ones for ones, one in enumerate(_ONES, start=1)},
    **{ten: value for value, ten in zip(range(30, 100, 10), _TENS, strict=True)},
    **{
        f"{ten}{one}": tens + ones
        for tens, ten in zip(range(30, 100, 10), _TENS, strict=True)
        for ones, one in enumerate(_ONES, start=1)
    },
    "száz": 100,
    "ezer": 1000,
}

VOCABULARY: Final = Vocabulary(
    numbers=_NUMBERS,
    articles=frozenset({"egy", "egyetlen"}),
    number_endings=(
        r"(?:n[áé]l|[aeoö]t|t|b[ae]n|b[óő]l|b[ae]|r[ae]|r[óő]l|t[óő]l|n[ae]k|[vrtnglc][ae]l|h[oeö]z|ig)?"
    ),
    unlimited=r"(?:korlátlan|korlátozás nélküli) szám\w*",
    grouping=" .",
    decimal=",",
    units={
        "business-day": r"munkanap\w*",
        "calendar-day": r"naptári nap\w*",
        "day": r"nap\w*",
        "week": r"h[eé]t\w*",
        "month": r"hónap\w*",
        "year": r"[eé]v(?!\w*zred)\w*",
        "hour": r"[óo]r[aá]\w*",
        "minute": r"perc\w*",
        "percent": r"(?:százalék\w*|%)",
    },
    bounds={
        "more-than": Bound(before=r"\b(?:több,? mint|meghaladó)\s+", after=r"(?:-?n[áé]l)?\s+több\b"),
        "at-most": Bound(before=r"\b(?:legfeljebb|maximum|maximálisan)\s+"),
        "at-least": Bound(before=r"\b(?:legalább|minimum)\s+"),
        "less-than": Bound(before=r"\bkevesebb,? mint\s+", after=r"(?:-?n[áé]l)?\s+kevesebb\b"),
        "within": Bound(after=r"\s+belül\b"),
        "after": Bound(after=r"\s+(?:elteltével|elteltét követően|múlva|után)\b"),
    },
    months=tuple(
        "január február március április május június július augusztus szeptember október november "
        "december".split()
    ),
    dates=(r"(?P<y>\d{4})\.? (?P<m>MONTH)(?:i|[aáeé]\w*)?(?: (?P<d>\d{1,2})(?:\.|-\w+))?",),
    paragraph=(
        r"(?:\b(?:(?P<below>alábbi|lenti)|(?P<above>fenti|fentebbi))\s+)?"
        r"(?P<numbers>\d+\.(?:(?:\s*,\s*|\s+(?:és|vagy|illetve)\s+)\d+\.)*)\s+bekezdés\w*"
    ),
    section_before=r"\bfeltételei\w*,\s+(?:az?\s+)?",
    section_after=r"\s+(?:című\s+)?(?:pont|szakasz|rész|fejezet|bekezdés)\w*",
    only=r"\b(?:csak(?:is)?|csupán|kizárólag(?:os\w*)?|egyedül)\b",
    prohibition=(
        r"\bnem\s+(?:(?:is|már|sem)\s+)?\w+?h[ae]t"
        r"(?:ó|ő|ók|ők|ja|i|juk|jük|játok|ják|itek|ik|nak|nek|ok|ek|sz|tok|tek|unk|ünk)?\b"
        r"|\bnem\s+szabad\b|\bnem\s+tud\w*|\bnem\s+jogosult\w*|\btilos\b|\b(?:meg)?tilt\w+"
    ),
    harmless=r"\bnem kizárólagos(?:an)?\b|\bnem?\s?(?:csak|csupán|kizárólag)\b",
)
