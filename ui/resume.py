"""What a person has entered, kept for a start after a crash or a power cut (`assent/resume` 1).

It holds entries and nothing that was decided: no affirmation, no consent, no acceptance. What was
on screen is not kept either; it has to come on screen again. Personal data: the file is the user's own
(mode 0600), and goes as soon as the way is at its end or the window is closed.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal

from installer.acceptance.parties import Parties
from installer.flow.state import (
    Columns,
    ColumnsChosen,
    Decision,
    PartiesEntered,
    SectionTicked,
    SelectionChanged,
    State,
    TargetChosen,
)
from installer.flow.steps import Step  # noqa: TC001 - msgspec reads the annotation
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.flow.state import Event

FILE: Final = "resume.json"
_MOST_BYTES: Final = 1_000_000
"""More is not ours: a form holds a few kilobytes."""


@dataclass(frozen=True)
class KeptSelection:
    """A `Selection`, with types that can be read from a file."""

    products: tuple[str, ...]
    release: str | None
    host: str | None
    installed: tuple[str, ...]
    quantities: dict[str, int]
    facts: dict[str, bool]


@dataclass(frozen=True)
class Kept:
    """One document. `text` is the digest of the edition whose sections were ticked."""

    type: Literal["assent/resume"]
    version: Literal[1]
    edition: str
    text: str
    language: str
    step: Step
    parties: Parties
    selection: KeptSelection
    target: str
    columns: Columns
    ticked: list[str]


def entered(state: State) -> bool:
    """Whether a person has said anything that a start would have to ask again."""
    said = (state.parties != Parties(), state.selection != Selection(), state.ticked, state.affirmed)
    return any(map(bool, said))


def kept_of(state: State, edition: str, text: str) -> Kept | None:
    """What there is to keep of a state: nothing before an entry, and nothing after the decision."""
    from msgspec import structs  # the first page does without

    if state.decision is not Decision.OPEN or not entered(state):
        return None
    return Kept(
        type="assent/resume",
        version=1,
        edition=edition,
        text=text,
        language=state.language,
        step=state.step,
        parties=state.parties,
        selection=KeptSelection(**structs.asdict(state.selection)),
        target=state.target,
        columns=state.columns,
        ticked=sorted(state.ticked),
    )


def events(kept: Kept, text: str) -> Iterator[Event]:
    """What brings a fresh state back there. Ticks are for the same text only."""
    yield PartiesEntered(kept.parties)
    yield SelectionChanged(Selection(**asdict(kept.selection)))
    yield ColumnsChosen(kept.columns)
    if kept.target:
        yield TargetChosen(kept.target)
    if kept.text == text:
        for section in kept.ticked:
            yield SectionTicked(section, ticked=True)


def encode(kept: Kept) -> bytes:
    """The document."""
    import msgspec

    return msgspec.json.encode(kept)


def decode(data: bytes) -> Kept | None:
    """The document, or None for what we did not write in exactly this form."""
    import msgspec

    try:
        kept = msgspec.json.decode(data, type=Kept)
    except (msgspec.MsgspecError, ValueError):
        return None
    # Unknown or doubled members, or members in another order, are not of our making.
    return kept if encode(kept) == data else None


class ResumeFile:
    """Where the document waits. A folder that cannot be written to keeps nothing, and stops nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def load(self) -> Kept | None:
        """What an earlier run left; None where there is nothing of use."""
        try:
            with self.path.open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
        except OSError:
            return None
        return decode(data) if len(data) <= _MOST_BYTES else None

    def save(self, kept: Kept) -> None:
        """Replace what is there, readable by this user alone."""
        new = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new.unlink(missing_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(encode(kept))
                file.flush()
                # After a power cut an empty file would lose what this is there to keep.
                os.fsync(file.fileno())
            new.replace(self.path)
        except OSError:
            self._discard(new)

    def remove(self) -> None:
        """There is nothing to come back to."""
        self._discard(self.path)

    @staticmethod
    def _discard(path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return
