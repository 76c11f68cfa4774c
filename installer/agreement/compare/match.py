"""Which clause of the earlier edition became which of the later one.

In this order, so that a clause is never taken for another while its own words still stand somewhere:

1. the same id and the same words;
2. the same words under another number of the same section, then in another section;
3. words that differ only in their typography, in the same order of places;
4. within a section, words that are alike, the most alike first;
5. the same id. What is left was removed or added.

"Words" are those of all languages that govern, without a printed number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind
from installer.agreement.compare.words import likeness, without_typography

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from installer.agreement.clause import Clause, ClauseId, SectionId
    from installer.agreement.edition import Edition, Row
    from installer.i18n import Language

_ALIKE: Final = 0.6
"""Below it, two wordings have hardly more in common than any two of one agreement have."""


@dataclass(frozen=True)
class Pair:
    """The rows of one clause. `old` is None when it was added, `new` when it was removed."""

    old: Row | None
    new: Row | None


@dataclass(frozen=True)
class _Place:
    """One clause to be matched."""

    row: Row
    words: str

    @property
    def id(self) -> ClauseId:
        return self.row.clause

    @property
    def section(self) -> SectionId:
        return self.row.section


@dataclass
class _Matching:
    """What is still unmatched on either side, and the pairs so far, by the new id."""

    old: dict[ClauseId, _Place]
    new: dict[ClauseId, _Place]
    pairs: dict[ClauseId, Pair] = field(default_factory=dict)

    def take(self, old: _Place, new: _Place) -> None:
        """Both are the same clause."""
        del self.old[old.id], self.new[new.id]
        self.pairs[new.id] = Pair(old.row, new.row)


def match(old: Edition, new: Edition) -> tuple[Pair, ...]:
    """All clauses of both editions in the new one's order, each removed one after what it followed."""
    shared = tuple(language for language in new.languages if language in old.languages)
    same_rule = old.prevailing == new.prevailing and set(old.languages) == set(new.languages)
    # Where another wording governs now, only a language that both have can tell what became of a clause.
    by = () if same_rule else shared
    matching = _Matching(_places(old, by), _places(new, by))
    _same_id(matching, lambda before, after: before.words == after.words)
    _by_key(matching, lambda place: (place.section, place.words))
    _by_key(matching, lambda place: ("", place.words))
    _same_id(matching, lambda before, after: _plain(before) == _plain(after))
    _by_key(matching, lambda place: (place.section, _plain(place)))
    _alike(matching)
    _same_id(matching, lambda _before, _after: True)
    return _in_order(old, new, matching)


def governing_languages(edition: Edition, row: Row) -> tuple[Language, ...]:
    """The languages whose wording of this clause governs.

    All that have it where all are equal, and also where the prevailing one lacks it.
    """
    if edition.prevailing is not None and row.wordings.get(edition.prevailing) is not None:
        return (edition.prevailing,)
    return tuple(language for language, clause in row.wordings.items() if clause is not None)


def words_of(clause: Clause) -> str:
    """A clause's text without its printed number."""
    return clause.text.partition(" ")[2] if clause.kind is ClauseKind.NUMBERED else clause.text


def _places(edition: Edition, languages: Sequence[Language]) -> dict[ClauseId, _Place]:
    places: dict[ClauseId, _Place] = {}
    for row in edition.rows():
        clauses = (row.wordings[language] for language in languages or governing_languages(edition, row))
        words = "\n".join(words_of(clause) for clause in clauses if clause is not None)
        places[row.clause] = _Place(row, words)
    return places


def _plain(place: _Place) -> str:
    return without_typography(place.words)


def _same_id(matching: _Matching, same: Callable[[_Place, _Place], bool]) -> None:
    for clause_id in [clause_id for clause_id in matching.new if clause_id in matching.old]:
        before, after = matching.old[clause_id], matching.new[clause_id]
        if same(before, after):
            matching.take(before, after)


def _by_key(matching: _Matching, key: Callable[[_Place], tuple[str, str]]) -> None:
    """Equal keys belong together; of several, the first with the first."""
    waiting: dict[tuple[str, str], list[_Place]] = {}
    for place in matching.old.values():
        if place.words:
            waiting.setdefault(key(place), []).append(place)
    for place in list(matching.new.values()):
        if found := waiting.get(key(place)):
            matching.take(found.pop(0), place)


def _alike(matching: _Matching) -> None:
    scored = sorted(
        (
            (likeness(before.words, after.words), before.id == after.id, before, after)
            for before, after in _same_section(matching.old.values(), matching.new.values())
        ),
        key=lambda scored: scored[:2],
        reverse=True,
    )
    for score, _, before, after in scored:
        if score >= _ALIKE and before.id in matching.old and after.id in matching.new:
            matching.take(before, after)


def _same_section(old: Iterable[_Place], new: Iterable[_Place]) -> Iterator[tuple[_Place, _Place]]:
    by_section: dict[SectionId, list[_Place]] = {}
    for place in old:
        by_section.setdefault(place.section, []).append(place)
    for after in new:
        for before in by_section.get(after.section, ()):
            yield before, after


def _in_order(old: Edition, new: Edition, matching: _Matching) -> tuple[Pair, ...]:
    ordered = [matching.pairs.get(row.clause) or Pair(None, row) for row in new.rows()]
    place_of = {pair.old.clause: pair for pair in ordered if pair.old is not None}
    follows: Pair | None = None
    for row in old.rows():
        if row.clause in place_of:
            follows = place_of[row.clause]
            continue
        removed = Pair(row, None)
        ordered.insert(0 if follows is None else ordered.index(follows) + 1, removed)
        follows = removed
    return tuple(ordered)
