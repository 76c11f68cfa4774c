"""English."""

from __future__ import annotations

from typing import Final

from installer.agreement.lint.vocabulary import Bound, Vocabulary

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{ten: value for value, ten in zip(range(20, 100, 10), _TENS, strict=True)},
    **{
        f"{ten}-{one}": tens + ones
        for tens, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for ones, one in enumerate(_SMALL[1:10], start=1)
    },
    "single": 1,
    "hundred": 100,
    "thousand": 1000,
}

VOCABULARY: Final = Vocabulary(
    numbers=_NUMBERS,
    articles=frozenset({"single"}),
    number_endings="",
    unlimited=r"un(?:restricted|limited) number",
    grouping=",",
    decimal=".",
    units={
        "business-day": r"(?:business|working)[ -]days?",
        "calendar-day": r"calendar[ -]days?",
        "day": r"days?",
        "week": r"weeks?",
        "month": r"months?",
        "year": r"years?",
        "hour": r"hours?",
        "minute": r"minutes?",
        "percent": r"(?:per ?cents?|%)",
    },
    bounds={
        "more-than": Bound(before=r"\b(?<!no )(?<!not )(?:more than|over|exceeding)\s+"),
        "at-most": Bound(before=r"\b(?:up to|at most|(?:a )?maximum(?: of)?|no more than|not more than)\s+"),
        "at-least": Bound(before=r"\b(?:at least|(?:a )?minimum(?: of)?|no(?:t)? less than)\s+"),
        "less-than": Bound(before=r"\b(?<!no )(?<!not )(?:less|fewer) than\s+"),
        "within": Bound(before=r"\bwithin(?: a period of)?\s+"),
        "after": Bound(before=r"\bafter\s+"),
    },
    months=tuple(
        "January February March April May June July August September October November December".split()
    ),
    dates=(
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<m>MONTH),? (?P<y>\d{4})",
        r"(?P<m>MONTH) (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
        r"(?P<m>MONTH) (?P<y>\d{4})",
    ),
    paragraph=(
        r"\bparagraphs?\s+(?P<numbers>\d+(?:(?:\s*,\s*|\s+(?:and|or|to)\s+)\d+)*)"
        r"(?:\s+(?:(?P<below>below)|(?P<above>above)))?"
    ),
    section_before=r"(?:\b(?:sections?|clauses?|chapters?)|\bgeneral terms(?: of [\w ]{1,30})?,)\s+",
    section_after=r"\s+(?:section|clause|chapter)\b",
    only=r"\b(?:only|solely|exclusively|sole)\b",
    prohibition=(
        r"\b(?:may|must|shall|can)(?:,?\s+(?:therefore|hence|also|however|for instance))*"
        r",?\s+(?:not|no longer)\b"
        r"|\bcannot\b|\bunable to\b|\bnon-\w+able\b|\bprohibit\w*|\bforbidden\b"
    ),
    harmless=r"\bsole discretion\b|\bnot only\b|\b(?:may|shall|must) not be (?:obliged|obligated)\b",
)
