"""The one way in which a target changes: begin, stage, commit by renames, end. Or back to the start."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from installer.errors import AssentError
from installer.install import durable
from installer.install.journal import INVENTORY, Begin, Commit, Done, Journal, MakeFolder, Move
from installer.install.recovery import roll_back, tidy
from installer.install.steps import forward, old_folder, stage_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from installer.install.changes import FileChange
    from installer.install.destination import Found, Root
    from installer.install.journal import Step

_INVENTORY_MODE = 0o644


@dataclass(frozen=True)
class Job:
    """What a transaction changes. `inventory` is the new one's bytes, None when nothing is left."""

    kind: Literal["install", "uninstall"]
    made: int
    changes: tuple[FileChange, ...]
    folders: tuple[str, ...]
    """To be made, parents first."""
    inventory: bytes | None
    prune: tuple[str, ...]
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Hooks:
    """What the engine calls. Whatever they raise rolls the transaction back and goes on upwards."""

    stage: Callable[[Mapping[str, str]], None]
    """Given the name in the stage for each new path: write and verify all of them."""
    confirm: Callable[[], None]
    """Last question before the target's own files are touched."""
    tick: Callable[[Step], None]
    """Before each step of the commit."""


@dataclass(frozen=True)
class _Arranged:
    steps: tuple[Step, ...]
    staged: dict[str, str]
    seen: dict[str, Found]

    def is_unchanged(self, root: Root) -> Callable[[Move], bool]:
        """Whether a file is still as the plan saw it, without reading it again; staged ones are ours."""
        return lambda move: move.source not in self.seen or root.is_still(move.source, self.seen[move.source])


def missing_folders(root: Root, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that must be made for these files, parents first. Raises Refused(TARGET_FOREIGN)."""
    missing: dict[str, None] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            parent = folder.rpartition("/")[0]
            if folder not in missing and (parent in missing or not root.has_folder(folder)):
                missing[folder] = None
    return tuple(missing)


def carry_out(root: Root, job: Job, hooks: Hooks) -> None:
    """Run one transaction on a locked target without an unfinished one.

    Returns when the new state is in place and durable. Otherwise the old state is back and proven
    by digest and what went wrong is raised, or Unavailable(ROLLBACK_INCOMPLETE, …) is.
    """
    transaction = os.urandom(8).hex()
    arranged = _arrange(root, job, transaction)
    begin = Begin("assent-journal", 1, transaction, job.kind, job.made)
    commit = Commit(arranged.steps, job.prune, job.states)
    journal = Journal.create(root, begin)
    touched: tuple[Step, ...] = ()
    try:
        _stage(root, job, arranged, hooks, transaction)
        hooks.confirm()
        touched = commit.steps
        journal.append(commit)
        forward(root, commit.steps, hooks.tick, arranged.is_unchanged(root))
        root.sync()
        journal.append(Done())
    except BaseException:
        try:
            roll_back(root, journal, touched)
        finally:
            journal.close()
        _tidy(root, transaction, None)
        raise
    journal.close()
    _tidy(root, transaction, commit)


def _tidy(root: Root, transaction: str, finished: Commit | None) -> None:
    # The outcome is decided and on the disk; what cannot be cleaned now is cleaned at the next start.
    with suppress(OSError, AssentError):
        tidy(root, transaction, finished)


def _stage(root: Root, job: Job, arranged: _Arranged, hooks: Hooks, transaction: str) -> None:
    root.make_folder(stage_folder(transaction))
    root.make_folder(old_folder(transaction))
    hooks.stage(arranged.staged)
    if job.inventory is not None:
        handle = root.create(arranged.staged[INVENTORY])
        try:
            durable.write_all(handle, job.inventory)
            os.fchmod(handle, _INVENTORY_MODE)
        finally:
            os.close(handle)
    # Before the journal says "commit": after a power cut every staged file must still be whole.
    root.sync()


def _arrange(root: Root, job: Job, transaction: str) -> _Arranged:
    """The steps: make folders, then file by file the old one aside and the new one in."""
    old, stage = old_folder(transaction), stage_folder(transaction)
    steps: list[Step] = [MakeFolder(folder) for folder in job.folders]
    staged: dict[str, str] = {}
    seen: dict[str, Found] = {}
    for number, change in enumerate(job.changes):
        if change.old is not None:
            aside = change.saved_as or f"{old}/{number}"
            steps.append(Move(change.path, aside, change.old.sha256, change.old.mode))
            seen[change.path] = change.old
        if change.new is not None:
            staged[change.path] = f"{stage}/{number}"
            steps.append(Move(staged[change.path], change.path, change.new.sha256, change.new.mode))
    number = len(job.changes)
    present = root.look(INVENTORY)
    if present is not None:
        steps.append(Move(INVENTORY, f"{old}/{number}", present.sha256, present.mode))
    if job.inventory is not None:
        staged[INVENTORY] = f"{stage}/{number}"
        digest = hashlib.sha256(job.inventory).hexdigest()
        steps.append(Move(staged[INVENTORY], INVENTORY, digest, _INVENTORY_MODE))
    return _Arranged(tuple(steps), staged, seen)
