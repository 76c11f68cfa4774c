"""The plan as a document, type `assent-plan` version 1: its shape for the published JSON Schema.

`Plan.to_document` makes it; `assent plan` adds the terms. Sizes are in bytes, paths of files are relative
to the target, commands are lists of arguments.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

_Digest = Annotated[str, msgspec.Meta(pattern=r"\A(?:[0-9a-f]{64})?\Z")]
_Bytes = Annotated[int, msgspec.Meta(ge=0)]


class ComponentPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happens to one component, and which others pull it in."""

    id: str
    version: str
    action: Literal["install", "replace", "keep", "remove"]
    size: _Bytes
    files: _Bytes
    pulled_in_by: list[str]


class DiskPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one file system must have room for."""

    path: str
    need: _Bytes
    free: _Bytes
    staging: _Bytes
    final: _Bytes
    set_aside: _Bytes


class SavedPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody's file that is in the way, and the name under which it is kept."""

    path: str
    as_: str = msgspec.field(name="as")


class EntryPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A desktop entry, by its full name."""

    path: str
    action: Literal["make", "replace", "remove"]


class ProgramPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An external installer: the exact command, and its undoing (null: it cannot be undone)."""

    component: str
    kind: Literal["msiexec", "exe", "deb", "program"]
    command: list[str]
    folder: str
    environment: dict[str, str]
    passes: list[str]
    timeout: int
    undo: list[str] | None


class PrivilegedPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of a component needs an administrator."""

    component: str
    what: str


class DowngradePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An older version in place of a newer one."""

    component: str
    installed: str
    offered: str


class SectionPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section that will bind, and the clauses that say so."""

    id: str
    cite: list[str]
    text: dict[str, str]


class ConflictPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the agreement forbids of this selection."""

    id: str
    cite: list[str]
    text: dict[str, str]


class ChoicePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A component of several products: which terms bind depends on the product."""

    component: str
    products: list[str]


class TermsPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which text will be read, in which language, and which of its sections will bind."""

    edition: str
    digest: _Digest
    prevailing: str | None
    """The language that governs; null where all are equal."""
    language: str
    """The language in which the text will be read beside the governing one."""
    products: list[str]
    sections: list[SectionPart]
    conflicts: list[ConflictPart]
    to_choose: list[ChoicePart]
    unknown: list[str]
    """Products that the edition does not know: nothing of them can be accepted."""


class PlanDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an install will do."""

    type: Literal["assent-plan"]
    version: Literal[1]
    target: str
    bundle: _Digest
    components: list[ComponentPart]
    need_bytes: _Bytes
    free_bytes: _Bytes
    disks: list[DiskPart]
    added: list[str]
    replaced: list[str]
    removed: list[str]
    saved: list[SavedPart]
    left: list[str]
    folders: list[str]
    folders_removed: list[str]
    entries: list[EntryPart]
    programs: list[ProgramPart]
    privileged: list[PrivilegedPart]
    downgrades: list[DowngradePart]
    pending: list[str]
    restart_first: bool
    recovery: Literal["nothing", "rolled-back", "finished"]
    recovery_left: list[str]
    terms: TermsPart | None = None
