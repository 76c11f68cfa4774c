"""The records of a journal: what each line may say. Version 1; the order they come in says the rest."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from installer.install.external.program import Program  # noqa: TC001 - msgspec reads the fields at run time
from installer.install.external.spec import Meaning  # noqa: TC001 - as above
from installer.install.registration.places import Kind  # noqa: TC001 - as above

_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{16}\Z")]


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="move"):
    """Rename `source` to `to`, both relative to the target; digest and mode of the file moved.

    One of the two names is this transaction's alone, so whether the move has been done can be read
    off the file system.
    """

    source: str
    to: str
    sha256: _Digest
    mode: Annotated[int, msgspec.Meta(ge=0, le=0o7777)]


class MakeFolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="folder"):
    """Make a folder that is not there yet."""

    path: str


class RemoveFolder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="clear"):
    """Remove a folder that the steps before have emptied, so that a file can take its name."""

    path: str
    mode: Annotated[int, msgspec.Meta(ge=0, le=0o7777)]


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="register"):
    """Make, replace or remove one entry on the desktop; the texts are small and stand here whole."""

    kind: Kind
    folder: str
    name: str
    old: str | None
    new: str | None


Step: TypeAlias = Move | MakeFolder | RemoveFolder | Register


class Begin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="begin"):
    """A transaction starts to stage; the target's own files are still untouched."""

    type: Literal["assent-journal"]
    version: Literal[1]
    id: _Id
    kind: Literal["install", "uninstall", "repair", "modify"]
    made: Annotated[int, msgspec.Meta(ge=0, le=4096)]
    """Levels of folders that were made for the target itself."""


class Commit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="commit"):
    """Everything is staged, verified and durable; the steps are about to be done, in order."""

    steps: tuple[Step, ...]
    prune: tuple[str, ...]
    """Folders to remove at the very end where they are empty, deepest first."""
    states: tuple[tuple[str, str], ...]
    """Component id and what becomes of it."""
    programs: tuple[Program, ...] = ()
    """External installers, started after the steps, in order. Without any, this is the decision."""


class Started(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="start"):
    """A program is about to be started. Without an `Ended` it may have run: it is never started again."""

    at: Annotated[int, msgspec.Meta(ge=0)]


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="ended"):
    """A program has ended and this is what its status said; None: it was ended, or never began."""

    at: Annotated[int, msgspec.Meta(ge=0)]
    meaning: Meaning | None
    ran: bool


class Undid(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="undid"):
    """What a program did has been taken back, or not."""

    at: Annotated[int, msgspec.Meta(ge=0)]
    gone: bool


class Settle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="settle"):
    """All programs have run, or the rest waits for a restart: from here on it only goes forward."""

    steps: tuple[Step, ...]
    states: tuple[tuple[str, str], ...]


class Abort(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="abort"):
    """The steps are about to be undone, last first."""


class Undone(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="undone"):
    """The old state is back, by digest; what was staged may go."""

    left: tuple[str, ...] = ()
    """Components of external installers that could not be taken back, or of which nobody knows."""


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="done"):
    """The new state is in place and durable; what was set aside may go."""


Entry: TypeAlias = Begin | Commit | Started | Ended | Undid | Settle | Abort | Undone | Done
