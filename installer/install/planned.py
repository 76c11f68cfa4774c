"""What a plan says, for people and machines. How it is made stands in `plan`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs

from installer.install.recovery import NOTHING, Recovery

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.external.program import Program


class Action(StrEnum):
    """What happens to one component."""

    INSTALL = "install"
    REPLACE = "replace"
    KEEP = "keep"
    REMOVE = "remove"


class PlannedComponent(msgspec.Struct, frozen=True):
    """One component of the plan; `pulled_in_by` is empty when it was asked for."""

    id: str
    version: str
    action: Action
    size: int
    """Bytes on disk."""
    files: int
    pulled_in_by: tuple[str, ...]

    @property
    def is_coming(self) -> bool:
        """Whether anything of it is brought in: then its terms must be covered."""
        return self.action in {Action.INSTALL, Action.REPLACE}


class Disk(msgspec.Struct, frozen=True):
    """What one file system must have room for, in bytes."""

    path: str
    need: int
    """Free bytes that are needed."""
    free: int
    staging: int
    """What is staged; it becomes the installed files by renaming, so it is needed once."""
    final: int
    """What is there in the end that was not there before, or takes the place of something."""
    set_aside: int
    """What is there already and goes only at the very end."""


class Downgrade(msgspec.Struct, frozen=True):
    """An older version takes the place of a newer one, because that was asked for."""

    component: str
    installed: str
    offered: str


class Plan(msgspec.Struct, frozen=True):
    """The whole plan for one target folder. Paths of files are relative to it."""

    target: Path
    components: tuple[PlannedComponent, ...]
    need_bytes: int
    free_bytes: int
    bundle: str = ""
    """SHA-256 of the bundle's manifest, hex."""
    requested: tuple[str, ...] = ()
    """The component ids that were asked for."""
    leaving: tuple[str, ...] = ()
    """The component ids that were asked to go; in `components` they are to be removed."""
    added: tuple[str, ...] = ()
    """Files that come where there is nothing yet."""
    replaced: tuple[str, ...] = ()
    """Files of an earlier install that a new version takes the place of."""
    removed: tuple[str, ...] = ()
    """Files of an earlier install that the new version no longer has."""
    saved: tuple[tuple[str, str], ...] = ()
    """Locally changed or foreign files in the way, and the name under which each is kept."""
    left: tuple[str, ...] = ()
    """Locally changed files and desktop entries that stay where they are."""
    folders: tuple[str, ...] = ()
    """Folders that are made."""
    folders_removed: tuple[str, ...] = ()
    """Folders that are removed if nothing else is in them by then."""
    entries: tuple[tuple[str, str], ...] = ()
    """Desktop entries, by their full names: `make`, `replace` or `remove`."""
    programs: tuple[Program, ...] = ()
    """External installers that are started, in order, each with its exact command."""
    privileged: tuple[tuple[str, str], ...] = ()
    """Component and what of it needs an administrator: a program, or an entry for all users."""
    disks: tuple[Disk, ...] = ()
    """The target's file system first."""
    downgrades: tuple[Downgrade, ...] = ()
    allow_downgrade: bool = False
    """Whether older versions were asked for."""
    pending: tuple[str, ...] = ()
    """Components that wait for a restart since an earlier run."""
    restart_first: bool = False
    """Whether that restart has still to come: nothing is installed before."""
    recovery: Recovery = NOTHING
    """What had to be ended first."""

    @property
    def is_done(self) -> bool:
        """Whether everything is installed already."""
        return all(component.action is Action.KEEP for component in self.components)

    def to_document(self) -> dict[str, object]:
        """The plan for machines (`assent plan --json`); sizes in bytes. See `plan_document`."""
        return {
            "type": "assent-plan",
            "version": 1,
            "target": str(self.target),
            "bundle": self.bundle,
            "components": [
                {
                    "id": component.id,
                    "version": component.version,
                    "action": component.action.value,
                    "size": component.size,
                    "files": component.files,
                    "pulled_in_by": list(component.pulled_in_by),
                }
                for component in self.components
            ],
            "need_bytes": self.need_bytes,
            "free_bytes": self.free_bytes,
            "disks": [structs.asdict(disk) for disk in self.disks],
            "added": list(self.added),
            "replaced": list(self.replaced),
            "removed": list(self.removed),
            "saved": [{"path": path, "as": kept} for path, kept in self.saved],
            "left": list(self.left),
            "folders": list(self.folders),
            "folders_removed": list(self.folders_removed),
            "entries": [{"path": path, "action": action} for path, action in self.entries],
            "programs": [_program(program) for program in self.programs],
            "privileged": [{"component": found, "what": what} for found, what in self.privileged],
            "downgrades": [structs.asdict(found) for found in self.downgrades],
            "pending": list(self.pending),
            "restart_first": self.restart_first,
            "recovery": self.recovery.ending.value,
            "recovery_left": list(self.recovery.left),
        }


def _program(program: Program) -> dict[str, Any]:
    return {
        "component": program.component,
        "kind": program.kind,
        "command": list(program.command),
        "folder": program.folder,
        "environment": dict(program.sets),
        "passes": list(program.passes),
        "timeout": program.timeout,
        "undo": list(program.undo) if program.can_be_undone else None,
    }
