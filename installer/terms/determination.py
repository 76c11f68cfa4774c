"""What the terms engine answers for a selection: every item with its citations (design §6, §12)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Words
    from installer.terms.selected import Selection


class Reason(msgspec.Struct, frozen=True):
    """Why a section applies: a sentence in each language, resting on clauses."""

    kind: str
    """`general`, `own` or `link`; why a section does not apply has kinds of its own."""
    cite: tuple[ClauseId, ...]
    text: Words
    id: str = ""
    """Id of the rule that says so."""


class ReasonedSection(msgspec.Struct, frozen=True):
    """A section of the agreement with the reasons for what is said of it."""

    section: SectionId
    because: tuple[Reason, ...]

    @property
    def cite(self) -> tuple[ClauseId, ...]:
        """All clauses that its reasons rest on, each once."""
        return _once(clause for reason in self.because for clause in reason.cite)

    @property
    def text(self) -> Words:
        """All its reasons as one text in each language."""
        languages = _once(language for reason in self.because for language in reason.text)
        return {
            language: " ".join(_once(reason.text[language] for reason in self.because))
            for language in languages
        }


class AppliedSection(ReasonedSection, frozen=True):
    """A section that binds for this selection."""


class ExcludedSection(ReasonedSection, frozen=True):
    """A section that does not bind for this selection; kinds of reason: `not-selected`, `not-used`, `oem`."""


class DeadlineUnit(StrEnum):
    """How a deadline is measured. The last three have no amount: the agreement names none."""

    DAYS = "days"
    BUSINESS_DAYS = "business-days"
    YEARS = "years"
    PROMPTLY = "promptly"
    """As soon as the start has happened."""
    BEFORE = "before"
    """Ahead of the start."""
    IN_TIME = "in-time"
    """Early enough that the start does not happen."""


class Deadline(msgspec.Struct, frozen=True):
    """By when something is to be done."""

    unit: DeadlineUnit
    amount: int | None
    start: Words
    """What the time is counted from, or what must come first or after."""


class Item(msgspec.Struct, frozen=True):
    """One answer: a conflict, an open point, an acknowledgement, an obligation, a notice."""

    id: str
    kind: str
    cite: tuple[ClauseId, ...]
    text: Words
    links: tuple[str, ...] = ()
    deadline: Deadline | None = None
    form: Words = msgspec.field(default_factory=dict)
    """How it is to be done, such as in writing; empty where the agreement asks for no form."""


class Affirmation(msgspec.Struct, frozen=True):
    """One separately given "yes": the exact words shown, and the clauses they rest on."""

    id: str
    cite: tuple[ClauseId, ...]
    text: Words
    links: tuple[str, ...] = ()


class Determination(msgspec.Struct, frozen=True):
    """The outcome for one selection. All tuples are in the order of the printed agreement."""

    edition: str
    selection: Selection
    applies: tuple[AppliedSection, ...]
    conflicts: tuple[Item, ...]
    undecided: tuple[Item, ...]
    acknowledgements: tuple[Item, ...]
    affirmations: tuple[Affirmation, ...]
    obligations: tuple[Item, ...]
    notices: tuple[Item, ...]
    does_not_apply: tuple[ExcludedSection, ...]
    """The sections of all products that `applies` leaves out."""

    @property
    def sections(self) -> tuple[SectionId, ...]:
        """Ids of the sections that apply, in printed order."""
        return tuple(applied.section for applied in self.applies)

    def to_document(self) -> dict[str, Any]:
        """The answer as design §12 has it, ready for JSON; equal selections give equal bytes."""
        return {
            "edition": self.edition,
            "applies": [_reasoned(applied) for applied in self.applies],
            "conflicts": [_item(item) for item in self.conflicts],
            "undecided": [_item(item) for item in self.undecided],
            "acknowledgements": [_item(item) for item in self.acknowledgements],
            "affirmations": [_affirmation(affirmation) for affirmation in self.affirmations],
            "obligations": [_item(item) for item in self.obligations],
            "notices": [_item(item) for item in self.notices],
            "does_not_apply": [_reasoned(excluded) for excluded in self.does_not_apply],
        }


def _once(values: Iterable[str]) -> tuple[str, ...]:
    """The values in order, each once."""
    return tuple(dict.fromkeys(values))


def _reasoned(found: ReasonedSection) -> dict[str, Any]:
    return {
        "id": found.section,
        "section": found.section,
        "cite": list(found.cite),
        "text": dict(found.text),
        "because": [
            {"id": reason.id, "kind": reason.kind, "cite": list(reason.cite), "text": dict(reason.text)}
            for reason in found.because
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": item.id,
        "kind": item.kind,
        "cite": list(item.cite),
        "text": dict(item.text),
        "links": list(item.links),
    }
    if item.deadline is not None:
        document["deadline"] = {
            "unit": item.deadline.unit.value,
            "amount": item.deadline.amount,
            "from": dict(item.deadline.start),
        }
    if item.form:
        document["form"] = dict(item.form)
    return document


def _affirmation(affirmation: Affirmation) -> dict[str, Any]:
    return {
        "id": affirmation.id,
        "cite": list(affirmation.cite),
        "text": dict(affirmation.text),
        "links": list(affirmation.links),
    }
