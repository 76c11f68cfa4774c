"""The changes since an earlier edition as a person meets them: in words, with marks, and as they are heard.

What was deleted is struck through and what was added is underlined, so that no colour is needed; and
whoever hears it hears "deleted" and "added".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from installer.agreement.compare import render
from installer.agreement.compare.words import Op, Run
from ui.citation import clause_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer.agreement.clause import ClauseId
    from installer.agreement.compare import ClauseChange, EditionChange
    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator
    from installer.session.reacceptance import Renewal


LEFT_OUT: Final = "[…]"
"""Stands for unchanged words."""
_AROUND: Final = 8
"""How many unchanged words are kept on either side of a change."""
_WORD: Final = re.compile(r"\s*\S+\s*")


class Colours(NamedTuple):
    """Text and ground of what was deleted, then of what was added, as CSS writes them."""

    removed: str
    removed_ground: str
    added: str
    added_ground: str


@dataclass(frozen=True)
class Change:
    """One change as it is shown. `item` is its name in `Renewal.items`."""

    item: str
    title: str
    about: str
    """What happened, what that asks for, and why: sentences."""
    wordings: tuple[tuple[Language, tuple[Run, ...]], ...] = ()
    """The languages side by side; none for what lies in no clause."""
    clause: ClauseId | None = None
    """Where it stands in the text of now; None where it stands no more."""


def changes_of(
    renewal: Renewal, edition: Edition, languages: Sequence[Language], tr: Translator
) -> tuple[Change, ...]:
    """All changes in the order of `Renewal.items`, each in these languages as far as they have it."""
    comparison = renewal.comparison
    return (
        *(_of_part(part, tr) for part in comparison.edition_changes),
        *(_of_clause(change, edition, languages, tr) for change in comparison.changes),
    )


def marked(runs: Iterable[Run], colours: Colours) -> str:
    """The words as rich text: struck through what was deleted, underlined what was added."""
    styles = {
        Op.SAME: "",
        Op.REMOVED: f"text-decoration: line-through; color: {colours.removed}; "
        f"background-color: {colours.removed_ground}",
        Op.ADDED: f"text-decoration: underline; color: {colours.added}; "
        f"background-color: {colours.added_ground}; font-weight: 600",
    }
    return "".join(
        f'<span style="{styles[run.op]}">{escape(run.text)}</span>' if styles[run.op] else escape(run.text)
        for run in runs
    )


def spoken(runs: Iterable[Run], tr: Translator) -> str:
    """The words as they are heard."""
    marks = {
        Op.SAME: "{words}",
        Op.REMOVED: tr("(deleted: {words})"),
        Op.ADDED: tr("(added: {words})"),
    }
    return " ".join(marks[run.op].format(words=run.text.strip()) for run in runs if run.text.strip())


def condensed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The changed words with some of the unchanged ones around them; `LEFT_OUT` stands for the rest.

    So that what changed is on screen, and not somewhere in a long clause. The whole clause stands below.
    """
    last = len(runs) - 1
    return tuple(
        Run(run.op, _shortened(run.text, first=place == 0, last=place == last)) if run.op is Op.SAME else run
        for place, run in enumerate(runs)
    )


def _shortened(text: str, *, first: bool, last: bool) -> str:
    if first and last:
        return text
    words = _WORD.findall(text)
    before = [] if first else words[:_AROUND]
    behind = [] if last else words[len(words) - _AROUND :]
    if len(words) <= len(before) + len(behind) + 1:
        return text
    return "".join((*before, f"{LEFT_OUT} ", *behind))


def _of_part(part: EditionChange, tr: Translator) -> Change:
    return Change(
        item=part.part.value,
        title=tr("The agreement as a whole"),
        about=f"{render.part_words(part, tr)} {render.class_words(part.change_class, tr)}",
    )


def _of_clause(
    change: ClauseChange, edition: Edition, languages: Sequence[Language], tr: Translator
) -> Change:
    said = (
        render.kind_words(change.kind, tr),
        render.class_words(change.change_class, tr),
        render.ground_words(change.ground, tr),
        render.reason_of(change, tr.language),
    )
    wordings = dict(render.concerned(change, languages))
    return Change(
        item=change.clause,
        title=_title(change.clause, edition, tr),
        about=" ".join(part for part in said if part),
        wordings=tuple(
            (language, condensed(wordings[language].runs)) for language in languages if language in wordings
        ),
        clause=change.new,
    )


def _title(clause: ClauseId, edition: Edition, tr: Translator) -> str:
    """A section that is gone has no heading any more; then the clause goes by its id."""
    section = clause.partition("/")[0]
    return clause_name(edition, clause, tr) if section in edition.section_ids() else clause
