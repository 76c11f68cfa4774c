"""The frozen state of one run, and the events that make a new one (design §3.3, style 3)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

from installer.acceptance.channel import Given
from installer.acceptance.parties import Parties
from installer.flow.steps import Step
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.clause import SectionId
    from installer.i18n import Language
    from installer.install.restart import Restart


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


class Difference(NamedTuple):
    """A change that was shown as such, in one language."""

    item: str
    """The clause, or the part of the edition that lies in no clause."""
    language: Language
    since: str
    """Digest of the earlier edition: since another one, it is another difference."""


class State(msgspec.Struct, frozen=True):
    """Everything the person has said so far. Made new by `flow.apply.apply(state, event)`."""

    step: Step = Step.LANGUAGE
    language: Language = "en"
    parties: Parties = msgspec.field(default_factory=Parties)
    selection: Selection = msgspec.field(default_factory=Selection)
    columns: Columns = Columns.BOTH
    seen: frozenset[tuple[SectionId, Language]] = frozenset()
    """Sections that were on screen, with the language of the wording."""
    differences: frozenset[Difference] = frozenset()
    """What was shown as changed since an edition that was accepted before."""
    ticked: frozenset[SectionId] = frozenset()
    """Sections that the person ticked as read in the outline."""
    affirmed: Mapping[str, Given] = msgspec.field(default_factory=dict)
    consents: Mapping[str, bool] = msgspec.field(default_factory=dict)
    """Consent id to given (True) or refused (False); absent means not answered."""
    consents_how: Mapping[str, Given] = msgspec.field(default_factory=dict)
    """How each of the consents was answered; the same ids."""
    target: str = ""
    named: str = ""
    """`EDITION@DIGEST` that was named without a screen; empty when a reader shows the text."""
    decision: Decision = Decision.OPEN
    covered: bool = False
    """Nothing was accepted in this run: an earlier acceptance of the same wording covers it."""
    installed: bool = False
    restart: Restart | None = None
    """Why the computer must restart before everything that was installed works; None: it need not."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do: installed, declined, or accepted where no installing follows."""
        accepted = self.decision is Decision.ACCEPTED
        return (
            self.installed
            or self.decision is Decision.DECLINED
            or (accepted and not self.parties.occasion.installs)
        )


class LanguageChosen(msgspec.Struct, frozen=True):
    """The language that the agreement is read in; the interface speaks it where it can."""

    language: Language


class PartiesEntered(msgspec.Struct, frozen=True):
    """The whole form of the parties page, at each change."""

    parties: Parties


class SelectionChanged(msgspec.Struct, frozen=True):
    """The whole selection, at each change. Voids affirmations when the sections change."""

    selection: Selection


class ColumnsChosen(msgspec.Struct, frozen=True):
    """Which columns the reader shows."""

    columns: Columns


class SectionSeen(msgspec.Struct, frozen=True):
    """Some clause of the section was on screen in that language."""

    section: SectionId
    language: Language


class DifferencesShown(msgspec.Struct, frozen=True):
    """These changes came on screen, or were printed, as differences."""

    differences: frozenset[Difference]


class SectionTicked(msgspec.Struct, frozen=True):
    """The person ticked (or unticked) the section as read."""

    section: SectionId
    ticked: bool


class EditionNamed(msgspec.Struct, frozen=True):
    """The text was named by `EDITION@DIGEST` instead of being read on a screen."""

    named: str


class Affirmed(msgspec.Struct, frozen=True):
    """One "yes", and how it was given. `how` None takes it back."""

    id: str
    how: Given | None


class ConsentAnswered(msgspec.Struct, frozen=True):
    """A voluntary consent was given, refused, or (None) left unanswered.

    `how` says by what; a face that can tell a key from a click should.
    """

    id: str
    given: bool | None
    how: Given = Given.CLICK


class TargetChosen(msgspec.Struct, frozen=True):
    """The folder to install into."""

    target: str


class Entered(msgspec.Struct, frozen=True):
    """The person arrived at a step, forwards or backwards."""

    step: Step


class Decided(msgspec.Struct, frozen=True):
    """The statement of acceptance or decline is durable in the log."""

    decision: Decision


class Covered(msgspec.Struct, frozen=True):
    """The statement that an earlier acceptance covers this selection is durable in the log."""


class InstallFinished(msgspec.Struct, frozen=True):
    """Everything that was planned is in place, or comes after a restart of the computer."""

    restart: Restart | None = None


Event: TypeAlias = (
    LanguageChosen
    | PartiesEntered
    | SelectionChanged
    | ColumnsChosen
    | SectionSeen
    | DifferencesShown
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
