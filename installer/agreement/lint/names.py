"""Names: of products, as the edition's own headings keep them in both languages; codes; abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind
from installer.agreement.lint.context import bare_heading, masked
from installer.agreement.lint.finding import Token
from installer.agreement.lint.urls import URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.agreement.edition import Edition
    from installer.agreement.lint.context import Context
    from installer.i18n import Language

CODE: Final = re.compile(r"(?<![\w-])(?:[A-Z]{1,4}[.-]?\d+\w*|\d+[A-Z]\w*|\d+º)")
"""A type code or a release: `M20`, `350T`, `H.265`, `R2`, `360º`."""

_WORD: Final = re.compile(r"[^\W\d_]+")

_ENDING: Final = 3
"""Small letters that may follow an abbreviation as its ending (`NVRs`)."""

_OFTEN: Final = 10
"""Uses of an identifier from which its absence in a translation shows a habit, not a mistake."""

_MARKS: Final = re.compile(r"[®™©]")


def names(text: str, context: Context) -> list[Token]:
    """Each product's name, type code and identifier. Endings of inflection belong to no name."""
    text = masked(text, (URL,))
    found: list[Token] = []
    if context.names:
        expression = _names_pattern(tuple(context.names))
        for match in expression.finditer(text):
            plain = " ".join(_MARKS.sub("", match[0]).split())
            found.append(Token(context.names[plain], match[0], match.start()))
        text = masked(text, (expression,))
    found += [Token(match[0], match[0], match.start()) for match in CODE.finditer(text)]
    found += [token for token in _identifiers(masked(text, (CODE,))) if token.key not in context.translated]
    return found


def _identifiers(text: str) -> list[Token]:
    """Abbreviations (`NVRs` counts as `NVR`) and words with a capital inside (`OpenStreetMap`)."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word[1:] != word[1:].lower():
            stem = word.rstrip("".join(filter(str.islower, word)))
            abbreviated = stem.isupper() and len(stem) > 1 and len(word) - len(stem) <= _ENDING
            found.append(Token(stem if abbreviated else word, word, match.start()))
    return found


def translated_identifiers(edition: Edition, languages: Iterable[Language]) -> frozenset[str]:
    """Identifiers that one language uses often and another at most half as often: words, no names."""
    totals = [
        Counter(
            token.key
            for clause in edition.texts[language].clauses.values()
            for token in _identifiers(masked(clause.text, (URL, CODE)))
        )
        for language in languages
    ]
    return frozenset(
        key
        for key in set().union(*totals)
        if max(total[key] for total in totals) >= max(_OFTEN, 2 * min(total[key] for total in totals))
    )


def names_of(edition: Edition, languages: Iterable[Language]) -> Mapping[str, str]:
    """Written form of a name to what it is counted as, from the headings that all `languages` share.

    The first words that two headings have in common are a name: "Acme Drill Pro" and "Acme Drill Pro
    készlet" give "Acme Drill Pro". The word that most names begin with is the vendor's; it may be
    left out, and so may the family's after it where at least two words remain.
    """
    headings = [
        [_words(edition, row.clause, language) for language in languages]
        for row in edition.rows()
        if None not in row.wordings.values()
        and next(clause.kind for clause in row.wordings.values() if clause) is ClauseKind.HEADING
    ]
    found = {name for heading in headings if (name := _common_start(heading))}
    vendor = _usual_start(found)
    short = {name[1:] if name[0] == vendor else name for name in found} - {()}
    family = _usual_start(short)
    written: dict[str, str] = {}
    for name in sorted(short):
        stem = name[1:] if name[0] == family else name
        counted = " ".join(name)
        written[counted] = counted
        if len(stem) > 1:
            written[" ".join(stem)] = counted
    return written


def _words(edition: Edition, clause_id: str, language: Language) -> list[str]:
    clause = edition.clause(clause_id, language)
    return bare_heading(_MARKS.sub("", clause.text)).split() if clause is not None else []


def _common_start(heading: list[list[str]]) -> tuple[str, ...]:
    common: list[str] = []
    for words in zip(*heading, strict=False):
        if len(set(words)) > 1 or not re.match(r"[^\W_]", words[0]) or words[0].islower():
            break
        common.append(words[0])
    return tuple(common)


def _usual_start(names: set[tuple[str, ...]]) -> str:
    """The word that at least half of the names begin with, where there are three names or more."""
    counted = Counter(name[0] for name in names)
    word, count = max(counted.items(), key=lambda item: item[1], default=("", 0))
    return word if count * 2 >= len(names) >= 3 else ""  # noqa: PLR2004 - two names prove no habit


@cache
def _names_pattern(written: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(written, key=len, reverse=True)
    forms = (r"[®™©]*\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    # A name may carry an ending (`Pro-val`, `Pros`), which is written small.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![A-Z0-9+])")
