"""What a face tells the record about its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from installer.agreement.clause import SectionId
    from installer.flow.steps import Step
    from installer.i18n import Language

SavedAs: TypeAlias = Literal["pdf", "html", "text"]
"""A kind of file that the agreement was saved as."""


class PageVisit(msgspec.Struct, frozen=True):
    """A page that was on screen, in one language. Times are aware and in UTC."""

    step: Step
    language: Language
    entered: datetime
    left: datetime


class SectionShown(msgspec.Struct, frozen=True):
    """What of a section was on screen in one language."""

    section: SectionId
    language: Language
    clauses: tuple[str, ...]
    """The last parts of the clauses' ids, in the order of the text."""
    seconds: int
    """How long any of them was on screen: whole seconds, rounded down."""


class Grab(msgspec.Struct, frozen=True):
    """A picture of our own window."""

    step: Step
    png: bytes
    width: int
    height: int
    masked: bool
    """Whether something in it was covered, because it names a person."""

    @property
    def sha256(self) -> str:
        """The digest of the picture, hex: its name in the record and beside the receipt."""
        # Imported here: OpenSSL comes with it, and the first page of the wizard has no use for it.
        import hashlib

        return hashlib.sha256(self.png).hexdigest()


class Shown(msgspec.Struct, frozen=True):
    """What was on a screen until somebody decided. A face without one has nothing to tell."""

    pages: tuple[PageVisit, ...] = ()
    sections: tuple[SectionShown, ...] = ()
    searches: int = 0
    printed: int = 0
    saved: tuple[SavedAs, ...] = ()
    labels: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The exact labels of the controls beside the decision, by control."""
    ticked_by_default: tuple[str, ...] = ()
    """Controls that were ticked when they were first shown."""
    grabs: tuple[Grab, ...] = ()


NOTHING_SHOWN: Final = Shown()


class Presentation(msgspec.Struct, frozen=True):
    """What a face showed, for the record: exact labels, languages, the words above the button."""

    button: str = ""
    """The exact label of the button that was pressed (empty when there is none)."""
    above_button: str = ""
    """The exact sentence directly above it."""
    language: Language = ""
    """Interface language at that moment."""
    read_back: Mapping[Language, str] = msgspec.field(default_factory=dict)
    """SHA-256 (hex) of the whole wording as read back from what was on screen, by language:
    the clause texts joined with "\n". Empty when nothing was on a screen."""
    shown: Shown = NOTHING_SHOWN
    """What was on the screen before that."""
