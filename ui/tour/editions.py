"""A later edition of the agreement that the program ships, with changes of every class."""

from __future__ import annotations

import re
import runpy
import shutil
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.agreement.signing import sign_sealed
from ui.keyboard import TourFailed
from ui.tour.waiting import expect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer.agreement.change_class import ChangeClass
    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.edition import Edition

_ROOT: Final = Path(__file__).parents[2]
_PHRASE: Final = 4
"""Words that are replaced in each clause."""
_LONG_ENOUGH: Final = 30
"""Words of a clause in which there is something to find."""
_ONLY_WORDS: Final = re.compile(r"[\w ]+")


def make_later(
    first: Path, root: Path, sections: Sequence[SectionId], classes: Sequence[ChangeClass]
) -> Edition:
    """Copy the edition in `first` under `root`, and its successor beside it.

    In the successor one clause of `sections` for each of `classes` says something else, in every
    language, and the publisher states that class for it. Signed with the sample publisher's key.
    """
    old = load_edition(shutil.copytree(first, root / first.parent.name / first.name))
    day = date.fromisoformat(old.date)
    newer = day.replace(year=day.year + 1).isoformat()
    folder = root / "making" / newer
    shutil.copytree(first, folder)
    clauses = _clauses(old, sections)[: len(classes)]
    expect(len(clauses) == len(classes), "the agreement has too few clauses to change")
    for language in old.languages:
        path = folder / f"{language}.md"
        text = path.read_text("utf-8")
        for clause in clauses:
            text = _changed(text, old, clause, language)
        path.write_text(text, "utf-8", newline="\n")
    _rename(folder, old, f"{first.parent.name}/{newer}", newer)
    (folder / "changes.toml").write_text(_statement(old, dict(zip_longest(clauses, classes))), "utf-8")
    seal_edition(folder)
    sign_sealed(folder, sample_key())
    return load_edition(folder.rename(root / first.parent.name / newer))


@cache
def sample_key() -> bytes:
    """The sample publisher's private key: the program trusts it, and everybody has it."""
    key: bytes = runpy.run_path(str(_ROOT / "scripts" / "make_sample_bundle.py"))["SAMPLE_KEY"]
    return key


def _clauses(edition: Edition, sections: Sequence[SectionId]) -> list[ClauseId]:
    """The first long paragraph of each of these sections, as far as every language has it.

    Not of those whose every change the edition has accepted in person.
    """
    found: dict[SectionId, ClauseId] = {}
    for row in edition.rows():
        clauses = [clause for clause in row.wordings.values() if clause is not None]
        is_long = min(len(clause.text.split()) for clause in clauses) >= _LONG_ENOUGH
        is_paragraph = clauses[0].kind is ClauseKind.PARAGRAPH and len(clauses) == len(edition.languages)
        free = {row.clause, row.section}.isdisjoint(edition.in_person)
        if row.section in sections and is_paragraph and is_long and free:
            found.setdefault(row.section, row.clause)
    return list(found.values())


def _changed(text: str, edition: Edition, clause_id: ClauseId, language: str) -> str:
    """The text with other words in the middle of that clause: some go, and a few come."""
    clause = edition.clause(clause_id, language)
    found = "" if clause is None else clause.text
    # What a divergence quotes has to stay.
    quoted = [each.phrases[language] for each in edition.divergences if each.clause == clause_id]
    for phrase in _phrases(found.split()):
        words = phrase.split()
        instead = " ".join([words[0], f"({edition.licensor})", *words[2:]])
        changed = found.replace(phrase, instead)
        if text.count(phrase) == 1 and all(words in changed for words in quoted):
            return text.replace(phrase, instead)
    msg = f"{clause_id} has no words in {language} that could be others"
    raise TourFailed(msg)


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """From the middle on."""
    for start in range(len(words) // 2, len(words) - _PHRASE):
        phrase = " ".join(words[start : start + _PHRASE])
        if _ONLY_WORDS.fullmatch(phrase):
            yield phrase


def _rename(folder: Path, old: Edition, new_id: str, day: str) -> None:
    for path in folder.glob("*.toml"):
        said = path.read_text("utf-8").replace(old.id, new_id)
        said = said.replace(f'date = "{old.date}"', f'date = "{day}"')
        path.write_text(said, "utf-8", newline="\n")


def _statement(old: Edition, changes: dict[ClauseId, ChangeClass]) -> str:
    """The publisher's `changes.toml`."""
    reason = ", ".join(f'{language} = "{_REASONS.get(language, _REASON)}"' for language in old.languages)
    head = f'type = "assent/changes"\nversion = 1\n[[since]]\nedition = "{old.id}"\ndigest = "{old.digest}"\n'
    entries = (
        f'[[since.changes]]\nclass = "{change_class}"\nclauses = ["{clause}"]\nreason = {{ {reason} }}\n'
        for clause, change_class in changes.items()
    )
    return head + "".join(entries)


_REASON: Final = "The licensor is named here."
_REASONS: Final = {"hu": "Itt a licenciaadó neve szerepel."}
