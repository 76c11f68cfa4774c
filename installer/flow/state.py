"""The frozen state of one run, and the events that make a new one (design §3.3, style 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from installer.acceptance.channel import Given
from installer.acceptance.parties import Parties
from installer.flow.steps import Step
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import SectionId
    from installer.i18n import Language


class Decision(StrEnum):
    """What was decided about the agreement."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Columns(StrEnum):
    """What the reader shows."""

    BOTH = "both"
    TRANSLATION = "translation"
    GOVERNING = "governing"


@dataclass(frozen=True)
class State:
    """Everything the person has said so far. Made new by `flow.apply.apply(state, event)`."""

    step: Step = Step.LANGUAGE
    language: Language = "en"
    parties: Parties = field(default_factory=Parties)
    selection: Selection = field(default_factory=Selection)
    columns: Columns = Columns.BOTH
    seen: frozenset[tuple[SectionId, Language]] = frozenset()
    """Sections that were on screen, with the language of the wording."""
    ticked: frozenset[SectionId] = frozenset()
    """Sections that the person ticked as read in the outline."""
    affirmed: Mapping[str, Given] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    """Consent id to given (True) or refused (False); absent means not answered."""
    consents_how: Mapping[str, Given] = field(default_factory=dict)
    """How each of the consents was answered; the same ids."""
    target: str = ""
    named: str = ""
    """`EDITION@DIGEST` that was named without a screen; empty when a reader shows the text."""
    decision: Decision = Decision.OPEN
    covered: bool = False
    """Nothing was accepted in this run: an earlier acceptance of the same wording covers it."""
    installed: bool = False


@dataclass(frozen=True)
class LanguageChosen:
    """The interface language, which is also the language of the translation shown."""

    language: Language


@dataclass(frozen=True)
class PartiesEntered:
    """The whole form of the parties page, at each change."""

    parties: Parties


@dataclass(frozen=True)
class SelectionChanged:
    """The whole selection, at each change. Voids affirmations when the sections change."""

    selection: Selection


@dataclass(frozen=True)
class ColumnsChosen:
    """Which columns the reader shows."""

    columns: Columns


@dataclass(frozen=True)
class SectionSeen:
    """Some clause of the section was on screen in that language."""

    section: SectionId
    language: Language


@dataclass(frozen=True)
class SectionTicked:
    """The person ticked (or unticked) the section as read."""

    section: SectionId
    ticked: bool


@dataclass(frozen=True)
class EditionNamed:
    """The text was named by `EDITION@DIGEST` instead of being read on a screen."""

    named: str


@dataclass(frozen=True)
class Affirmed:
    """One "yes", and how it was given. `how` None takes it back."""

    id: str
    how: Given | None


@dataclass(frozen=True)
class ConsentAnswered:
    """A voluntary consent was given, refused, or (None) left unanswered.

    `how` says by what; a face that can tell a key from a click should.
    """

    id: str
    given: bool | None
    how: Given = Given.CLICK


@dataclass(frozen=True)
class TargetChosen:
    """The folder to install into."""

    target: str


@dataclass(frozen=True)
class Entered:
    """The person arrived at a step, forwards or backwards."""

    step: Step


@dataclass(frozen=True)
class Decided:
    """The statement of acceptance or decline is durable in the log."""

    decision: Decision


@dataclass(frozen=True)
class Covered:
    """The statement that an earlier acceptance covers this selection is durable in the log."""


@dataclass(frozen=True)
class InstallFinished:
    """Everything that was planned is in place."""


Event: TypeAlias = (
    LanguageChosen
    | PartiesEntered
    | SelectionChanged
    | ColumnsChosen
    | SectionSeen
    | SectionTicked
    | EditionNamed
    | Affirmed
    | ConsentAnswered
    | TargetChosen
    | Entered
    | Decided
    | Covered
    | InstallFinished
)
