"""`compare`: every difference between two editions, each with what it asks for.

What a change of each kind asks for when the publisher says nothing, and the least that the
publisher may state:

| kind | unstated | at least |
|---|---|---|
| added, removed, reworded | required | notify |
| moved to another section | required | notify |
| moved within its section | notify | none |
| typography of a wording that governs | required | none |
| a translation alone | notify | none |

A clause that is accepted in person (`personal` or `separate` of either edition) asks for `personal`
instead, whatever is stated, as soon as one of its governing words differs, or it is new or gone.
A statement holds only for the edition that it names by id and digest; towards any other it says nothing.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from installer.agreement.change_class import ChangeClass
from installer.agreement.compare.change import (
    ChangeKind,
    ClauseChange,
    Comparison,
    EditionChange,
    EditionPart,
    Ground,
    Wording,
)
from installer.agreement.compare.match import governing_languages, match, words_of
from installer.agreement.compare.words import runs, without_typography
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer.agreement.clause import ClauseId
    from installer.agreement.compare.match import Pair
    from installer.agreement.edition import Edition, Row
    from installer.agreement.history import ChangeStatement
    from installer.i18n import Language

_UNSTATED: Final[Mapping[ChangeKind, ChangeClass]] = MappingProxyType(
    {
        ChangeKind.ADDED: ChangeClass.REQUIRED,
        ChangeKind.REMOVED: ChangeClass.REQUIRED,
        ChangeKind.REWORDED: ChangeClass.REQUIRED,
        ChangeKind.TYPOGRAPHY: ChangeClass.REQUIRED,
        ChangeKind.MOVED: ChangeClass.NOTIFY,
        ChangeKind.TRANSLATION: ChangeClass.NOTIFY,
    }
)
_HARMLESS: Final = frozenset({ChangeKind.TYPOGRAPHY, ChangeKind.MOVED, ChangeKind.TRANSLATION})
"""Kinds in which no governing word differs."""


def compare(old: Edition, new: Edition) -> Comparison:
    """What is different in `new`, for somebody who has accepted `old`.

    Raises BadInput EDITIONS_UNRELATED (edition, other) for editions of two agreements.
    """
    if old.id.partition("/")[0] != new.id.partition("/")[0]:
        raise BadInput(Code.EDITIONS_UNRELATED, edition=new.id, other=old.id)
    stated = new.changes_since(old.id, old.digest)
    by_clause = {clause: entry for entry in stated for clause in (*entry.clauses, *entry.removed)}
    changes = tuple(_changes(old, new, by_clause))
    named = {change.clause for change in changes}
    return Comparison(
        old=old.id,
        old_digest=old.digest,
        new=new.id,
        new_digest=new.digest,
        edition_changes=tuple(_edition_changes(old, new)),
        changes=changes,
        unused=tuple(clause for clause in by_clause if clause not in named),
    )


def _changes(
    old: Edition, new: Edition, stated: Mapping[ClauseId, ChangeStatement]
) -> Iterator[ClauseChange]:
    personal = (*old.in_person, *new.in_person)
    for pair in match(old, new):
        kind = _kind(old, new, pair)
        if kind is None:
            continue
        before, after = _id(pair.old), _id(pair.new)
        statement = stated.get(after or before or "")
        in_person = any(_is_within(clause, personal) for clause in (before, after) if clause)
        change_class, ground = _class(kind, pair, statement, in_person=in_person)
        yield ClauseChange(
            kind=kind,
            old=before,
            new=after,
            change_class=change_class,
            ground=ground,
            reason=MappingProxyType({}) if statement is None else statement.reason,
            stated=None if statement is None else statement.change_class,
            wordings=_wordings(old, new, pair),
        )


def _class(
    kind: ChangeKind, pair: Pair, statement: ChangeStatement | None, *, in_person: bool
) -> tuple[ChangeClass, Ground]:
    moved_away = pair.old is not None and pair.new is not None and pair.old.section != pair.new.section
    harmless = kind in _HARMLESS and not moved_away
    if in_person and not harmless:
        return ChangeClass.PERSONAL, Ground.IN_PERSON
    if statement is None:
        unstated = ChangeClass.REQUIRED if moved_away else _UNSTATED[kind]
        return unstated, Ground.UNSTATED
    least = ChangeClass.NONE if harmless else ChangeClass.NOTIFY
    if statement.change_class.rank < least.rank:
        return _UNSTATED[kind] if not moved_away else ChangeClass.REQUIRED, Ground.LIFTED
    return statement.change_class, Ground.STATED


def _kind(old: Edition, new: Edition, pair: Pair) -> ChangeKind | None:
    """None where nothing differs in any language."""
    if pair.old is None:
        return ChangeKind.ADDED
    if pair.new is None:
        return ChangeKind.REMOVED
    before, after = _governing(old, new, pair.old, pair.new)
    if before != after:
        plain = [
            {language: without_typography(words) for language, words in side.items()}
            for side in (before, after)
        ]
        return ChangeKind.TYPOGRAPHY if plain[0] == plain[1] else ChangeKind.REWORDED
    if pair.old.clause != pair.new.clause:
        return ChangeKind.MOVED
    same = all(wording.old == wording.new for wording in _texts(old, new, pair).values())
    return None if same else ChangeKind.TRANSLATION


def _governing(
    old: Edition, new: Edition, before: Row, after: Row
) -> tuple[dict[Language, str], dict[Language, str]]:
    """Both wordings in the languages that govern on either side and that both editions have.

    That another language governs, or one is gone, is a change of the edition and not of each clause.
    """
    governing = {*governing_languages(old, before), *governing_languages(new, after)}
    shared = [found for found in new.languages if found in governing and found in old.languages]
    return _words(before, shared), _words(after, shared)


def _words(row: Row, languages: Iterable[Language]) -> dict[Language, str]:
    found = {language: row.wordings.get(language) for language in languages}
    return {language: words_of(clause) for language, clause in found.items() if clause is not None}


def _texts(old: Edition, new: Edition, pair: Pair) -> dict[Language, Wording]:
    """Both texts of every language, the difference not yet worked out."""
    languages = dict.fromkeys((*new.languages, *old.languages))
    return {
        language: Wording(_text(pair.old, language), _text(pair.new, language), ()) for language in languages
    }


def _wordings(old: Edition, new: Edition, pair: Pair) -> Mapping[Language, Wording]:
    return MappingProxyType(
        {
            language: Wording(found.old, found.new, runs(found.old or "", found.new or ""))
            for language, found in _texts(old, new, pair).items()
        }
    )


def _text(row: Row | None, language: Language) -> str | None:
    clause = None if row is None else row.wordings.get(language)
    return None if clause is None else clause.text


def _id(row: Row | None) -> ClauseId | None:
    return None if row is None else row.clause


def _is_within(clause: ClauseId, named: tuple[str, ...]) -> bool:
    return clause in named or clause.partition("/")[0] in named


def _edition_changes(old: Edition, new: Edition) -> Iterator[EditionChange]:
    """Another law of precedence or another party: nobody accepts that for somebody else."""
    parts = (
        (EditionPart.PREVAILING, (old.prevailing or "none",), (new.prevailing or "none",)),
        (EditionPart.LICENSOR, (old.licensor,), (new.licensor,)),
    )
    for part, before, after in parts:
        if before != after:
            yield EditionChange(part, before, after, ChangeClass.PERSONAL)
    gone = [language for language in old.languages if language not in new.languages]
    come = [language for language in new.languages if language not in old.languages]
    if gone or come:
        # A language that governed and is gone changes the agreement itself; a translation does not.
        governs = new.prevailing is None or old.prevailing is None
        asked = ChangeClass.PERSONAL if governs else ChangeClass.NOTIFY
        yield EditionChange(EditionPart.LANGUAGES, old.languages, new.languages, asked)
    added = tuple(clause for clause in new.separate if clause not in old.separate)
    if added:
        yield EditionChange(EditionPart.SEPARATE, old.separate, new.separate, ChangeClass.REQUIRED)
