"""What has changed since the edition that was accepted before, and how much of that was shown."""

from typing import Literal, TypeAlias

from installer.evidence.predicates.basics import Document, EditionRef

PartName: TypeAlias = Literal["prevailing", "licensor", "languages", "separate"]


class DifferenceSeen(Document, frozen=True, kw_only=True):
    """Differences that were on screen, or printed to a terminal, in this language.

    `clauses` by their ids, `parts` as in `Changes`, each in the order of `Changes`. That anybody read
    them is not said.
    """

    language: str
    clauses: list[str]
    parts: list[PartName]


class Changes(Document, frozen=True, kw_only=True):
    """What has changed `since` the edition that was accepted before, and concerns what is accepted now.

    `clauses` by their ids, a clause that is gone by its last one; `parts` what an edition says of itself
    and not in a clause. `shown` by language: nothing where there was no screen.
    """

    since: EditionRef
    change_class: Literal["notify", "required", "personal"]
    clauses: list[str]
    parts: list[PartName]
    shown: list[DifferenceSeen]
