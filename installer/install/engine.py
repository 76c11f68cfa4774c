"""The one way in which a target changes: begin, stage, commit by renames, end. Or back to the start."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

import msgspec

from installer.errors import AssentError, Code, Unavailable
from installer.install import durable
from installer.install.files import files
from installer.install.journal import INVENTORY, Begin, Commit, Done, Journal, MakeFolder, Move, Settle
from installer.install.recovery import Back, roll_back, tidy
from installer.install.steps import forward, old_folder, stage_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from installer.install.changes import FileChange
    from installer.install.destination import Found, Root
    from installer.install.external.program import Program
    from installer.install.external.running import Watch
    from installer.install.external.spec import Meaning
    from installer.install.journal import Register, RemoveFolder, Step

_PAPER_MODE = 0o644


class Job(msgspec.Struct, frozen=True):
    """What a transaction changes. `inventory` is the new one's bytes, None when nothing is left."""

    kind: Literal["install", "uninstall", "repair", "modify"]
    made: int
    changes: tuple[FileChange, ...]
    folders: tuple[str, ...]
    """To be made, parents first."""
    inventory: bytes | None
    prune: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    cleared: tuple[RemoveFolder, ...] = ()
    """Folders whose names files take, deepest first; the changes before empty them."""
    entries: tuple[Register, ...] = ()
    papers: tuple[tuple[str, bytes | None], ...] = ()
    """Documents of ours beside the inventory: name and new bytes, None to remove."""
    programs: tuple[Program, ...] = ()
    """External installers in order. With any, inventory and papers are written when they have ended."""


class Settled(msgspec.Struct, frozen=True):
    """What is written down when the programs have ended."""

    inventory: bytes | None
    papers: tuple[tuple[str, bytes | None], ...]
    states: tuple[tuple[str, str], ...]


class Hooks(msgspec.Struct, frozen=True):
    """What the engine calls. Whatever they raise rolls the transaction back and goes on upwards."""

    stage: Callable[[Mapping[str, str]], None]
    """Given the name in the stage for each new path: write and verify all of them."""
    confirm: Callable[[], None]
    """Last question before the target's own files are touched."""
    tick: Callable[[Step], None]
    """Before each step of the commit."""
    watch: Watch | None = None
    """Looks on while programs run; there where the job has any, as `settle`."""
    settle: Callable[[tuple[Meaning, ...]], Settled] | None = None
    """Given what each program that ran has said; fewer than there are: the rest waits for a restart."""


class _Arranged(msgspec.Struct, frozen=True):
    steps: tuple[Step, ...]
    staged: dict[str, str]
    seen: dict[str, Found]
    folders: tuple[str, str]
    """Where old files wait, and where new ones are staged."""
    free_number: int
    """The first that names no file there."""

    def is_unchanged(self, root: Root) -> Callable[[Move], bool]:
        """Whether a file is still as the plan saw it, without reading it again; staged ones are ours."""
        return lambda move: move.source not in self.seen or root.is_still(move.source, self.seen[move.source])


def missing_folders(root: Root | None, paths: Iterable[str], going: Collection[str] = ()) -> tuple[str, ...]:
    """The folders that must be made for these files, parents first; files that are `going` make room.

    Raises Refused(TARGET_FOREIGN).
    """
    missing: dict[str, None] = {}
    for deepest in dict.fromkeys(path.rpartition("/")[0] for path in paths):
        parts = deepest.split("/") if deepest else []
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            parent = folder.rpartition("/")[0]
            if folder in missing:
                continue
            is_new = root is None or parent in missing or folder in going
            if is_new or (root is not None and not root.has_folder(folder)):
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
    commit = Commit(arranged.steps, job.prune, job.states, job.programs)
    journal = Journal.create(root, begin)
    begun = False
    left: tuple[str, ...] = ()
    try:
        _stage(root, job, arranged, hooks, transaction)
        hooks.confirm()
        begun = True
        journal.append(commit)
        forward(root, commit.steps, hooks.tick, arranged.is_unchanged(root))
        if job.programs:
            _run_programs(root, job, hooks, journal, arranged)
        root.sync()
        journal.append(Done())
    except BaseException as exc:
        try:
            back = Back(commit, journal.settle, journal.marks()) if begun else Back()
            left = roll_back(root, journal, back)
        finally:
            journal.close()
        _tidy(root, transaction, None)
        if left:
            raise Unavailable(Code.EXTERNAL_LEFT, components=", ".join(left), path=str(root.path)) from exc
        raise
    journal.close()
    _tidy(root, transaction, commit)


def _run_programs(root: Root, job: Job, hooks: Hooks, journal: Journal, arranged: _Arranged) -> None:
    """Start the programs; when they have ended, write down what is installed now: the decision."""
    from installer.install.external.running import install  # most installs start no program

    assert hooks.watch is not None  # noqa: S101 - see Hooks
    assert hooks.settle is not None  # noqa: S101 - see Hooks
    root.sync()
    settled = hooks.settle(install(root, journal, job.programs, hooks.watch))
    papers = ((INVENTORY, settled.inventory), *settled.papers)
    steps, staged = _paper_steps(root, papers, arranged.folders, arranged.free_number)
    _write_papers(root, papers, staged)
    root.sync()
    journal.append(Settle(steps, settled.states))
    forward(root, steps, _no_tick, arranged.is_unchanged(root))


def _no_tick(_step: Step) -> None:
    """The programs have run: nobody cancels any more."""


def _tidy(root: Root, transaction: str, finished: Commit | None) -> None:
    # The outcome is decided and on the disk; what cannot be cleaned now is cleaned at the next start.
    with suppress(OSError, AssentError):
        tidy(root, transaction, finished)


def _stage(root: Root, job: Job, arranged: _Arranged, hooks: Hooks, transaction: str) -> None:
    root.make_folder(stage_folder(transaction))
    root.make_folder(old_folder(transaction))
    hooks.stage(arranged.staged)
    if not job.programs:
        _write_papers(root, _papers(job), arranged.staged)
    # Before the journal says "commit": after a power cut every staged file must still be whole.
    root.sync()


def _papers(job: Job) -> tuple[tuple[str, bytes | None], ...]:
    return ((INVENTORY, job.inventory), *job.papers)


def _write_papers(root: Root, papers: Iterable[tuple[str, bytes | None]], staged: Mapping[str, str]) -> None:
    for name, text in papers:
        if text is not None:
            handle = root.create(staged[name])
            try:
                durable.write_all(handle, text)
                files.finish(handle, _PAPER_MODE)
            finally:
                os.close(handle)


def _arrange(root: Root, job: Job, transaction: str) -> _Arranged:
    """The steps: what goes first, so that folders and files can trade names; then what comes.

    A file that a new one replaces goes right before it, so that the name is free for a moment only.
    """
    folders = (old_folder(transaction), stage_folder(transaction))
    old, stage = folders
    gone: list[Step] = []
    coming: list[Step] = []
    staged: dict[str, str] = {}
    seen: dict[str, Found] = {}
    for number, change in enumerate(job.changes):
        steps = gone if change.new is None else coming
        if change.old is not None:
            aside = change.saved_as or f"{old}/{number}"
            steps.append(Move(change.path, aside, change.old.sha256, change.old.mode))
            seen[change.path] = change.old
        if change.new is not None:
            staged[change.path] = f"{stage}/{number}"
            mode = files.kept_mode(change.new.mode)
            steps.append(Move(staged[change.path], change.path, change.new.sha256, mode))
    papers: tuple[Step, ...] = ()
    if not job.programs:
        papers, more = _paper_steps(root, _papers(job), folders, len(job.changes))
        staged |= more
    made = map(MakeFolder, job.folders)
    steps_of_all = (*gone, *job.cleared, *made, *coming, *job.entries, *papers)
    return _Arranged(steps_of_all, staged, seen, folders, len(job.changes))


def _paper_steps(
    root: Root, papers: Iterable[tuple[str, bytes | None]], folders: tuple[str, str], number: int
) -> tuple[tuple[Step, ...], dict[str, str]]:
    """The old documents aside, the new ones in; and the names under which the new ones are staged."""
    old, stage = folders
    steps: list[Step] = []
    staged: dict[str, str] = {}
    for place, (name, text) in enumerate(papers, number):
        present = root.look(name)
        if present is not None:
            steps.append(Move(name, f"{old}/{place}", present.sha256, present.mode))
        if text is not None:
            staged[name] = f"{stage}/{place}"
            steps.append(Move(staged[name], name, hashlib.sha256(text).hexdigest(), _PAPER_MODE))
    return tuple(steps), staged
