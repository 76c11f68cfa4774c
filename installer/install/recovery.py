"""Ending what an earlier process began: forward or back, by the journal alone, and saying which."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import AssentError, Code, Unavailable
from installer.install.destination import Root, unmake_target
from installer.install.external import private
from installer.install.journal import JOURNAL, Abort, Done, Journal, Marks, Undone, read_journal
from installer.install.lock import lock
from installer.install.names import OWN_FOLDER
from installer.install.steps import (
    backward,
    differing,
    forward,
    is_aside,
    is_by_digest,
    new_state,
    not_restored,
    old_folder,
    stage_folder,
)
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.install.external.program import Program
    from installer.install.journal import Commit, Settle, Step, Story


class Ending(StrEnum):
    """How an unfinished transaction ended."""

    NOTHING = "nothing"
    """There was none."""
    ROLLED_BACK = "rolled-back"
    """The old state is back, proven by digest."""
    FINISHED = "finished"
    """The new state is in place, proven by digest."""


class Recovery(msgspec.Struct, frozen=True):
    """What `recover` did. `kind` is `install`, `uninstall` or empty."""

    ending: Ending
    kind: str = ""
    states: tuple[tuple[str, str], ...] = ()
    """When finished: component id and what became of it."""
    made: int = 0
    """Levels of the target's own folders that the transaction had made."""
    left: tuple[str, ...] = ()
    """When rolled back: components whose installers ran, or may have run, and could not be undone."""


class Back(msgspec.Struct, frozen=True):
    """What is to be undone: nothing where the commit had not begun."""

    commit: Commit | None = None
    settle: Settle | None = None
    marks: Marks = msgspec.field(default_factory=Marks)


NOTHING: Final = Recovery(Ending.NOTHING)

_MOST_NAMED: Final = 20
"""Files named in ROLLBACK_INCOMPLETE; the count says how many there are."""


def recover(target: Path) -> Recovery:
    """End an unfinished transaction of a target, if there is one.

    Back unless everything had been staged and verified; then forward, or back where that fails.
    Raises Unavailable(BUSY, pid, path) while another install runs, UntrustedData(JOURNAL_BROKEN,
    path), Unavailable(ROLLBACK_INCOMPLETE, paths, count, path) when the state cannot be proven, and
    what `trouble.from_os_error` says.
    """
    with as_ours(target):
        try:
            with Root(target) as root:
                if not root.has_folder(OWN_FOLDER) or not root.exists(JOURNAL):
                    return NOTHING
                with lock(root):
                    found = recover_locked(root)
        except FileNotFoundError:
            if target.exists():
                raise
            return NOTHING
    if found.ending is Ending.ROLLED_BACK:
        unmake_target(target, found.made)
    return found


def recover_locked(root: Root) -> Recovery:
    """As `recover`, for a holder of the lock, which keeps the target folder itself."""
    story = read_journal(root)
    if story is None:
        # At most a journal that was torn before its first record: nothing had begun.
        root.remove(JOURNAL)
        _sweep(root)
        return NOTHING
    left: tuple[str, ...] = ()
    if story.done or story.undone or story.commit is None:
        ending = Ending.FINISHED if story.done and not story.undone else Ending.ROLLED_BACK
        left = story.undone.left if story.undone else ()
    else:
        ending, left = _end(root, story, story.commit)
    tidy(root, story.begin.id, story.commit if ending is Ending.FINISHED else None)
    states = _states(story) if ending is Ending.FINISHED else ()
    return Recovery(ending, story.begin.kind, states, story.begin.made, left)


def _sweep(root: Root) -> None:
    """Remove what an earlier transaction had to leave because a program still ran from it."""
    for name in root.names(OWN_FOLDER):
        path = f"{OWN_FOLDER}/{name}"
        if is_aside(path):
            root.empty_and_remove(path)


def _states(story: Story) -> tuple[tuple[str, str], ...]:
    decided = story.settle or story.commit
    return decided.states if decided is not None else ()


def _end(root: Root, story: Story, commit: Commit) -> tuple[Ending, tuple[str, ...]]:
    """Forward where everything is decided, else back; and the components that could not be undone.

    No installer is ever started here: with programs on the way it goes forward only when all of them
    have ended and that has been written down.
    """
    if commit.programs:
        from installer.install.external.running import require_ended

        require_ended(root, commit.programs, story.marks)
    journal = Journal.reopen(root, story)
    steps = commit.steps + (story.settle.steps if story.settle else ())
    is_decided = not commit.programs or story.settle is not None
    try:
        if is_decided and not story.aborted and _finish(root, steps):
            journal.append(Done())
            return Ending.FINISHED, ()
        left = roll_back(root, journal, Back(commit, story.settle, story.marks))
        return Ending.ROLLED_BACK, left
    finally:
        journal.close()


def _finish(root: Root, steps: tuple[Step, ...]) -> bool:
    """Whether the new state could be reached; every file is checked before it is moved, and after."""
    try:
        forward(root, steps, _no_tick, lambda move: is_by_digest(root, move))
    except (OSError, AssentError):
        return False
    if differing(root, new_state(steps)):
        return False
    root.sync()
    return True


def _no_tick(_step: Step) -> None:
    """Nobody listens and nobody cancels: the target must reach one state or the other."""


def roll_back(root: Root, journal: Journal, back: Back) -> tuple[str, ...]:
    """Undo a commit, last first, and prove the old state of the files by digest.

    The journal then says so. Returns the components of external installers that could not be undone,
    or of which nobody knows. Raises Unavailable(ROLLBACK_INCOMPLETE, paths, count, path) naming the
    files that are not proven; the journal and what was set aside stay, so that the next start can try
    again.
    """
    failure: OSError | AssentError | None = None
    restored: set[str] = set()
    left: tuple[str, ...] = ()
    steps = back.commit.steps if back.commit else ()
    settled = back.settle.steps if back.settle else ()
    try:
        journal.append(Abort())
        restored |= backward(root, settled)
        if back.commit is not None:
            left = _take_back(root, journal, back.commit.programs, back.marks)
        restored |= backward(root, steps)
        root.sync()
    except (OSError, AssentError) as exc:
        failure = exc
    wrong = not_restored(root, steps + settled, restored)
    if failure is None and not wrong:
        try:
            journal.append(Undone(left))
        except OSError as exc:
            failure = exc
    if failure is not None or wrong:
        names = ", ".join(wrong[:_MOST_NAMED]) or JOURNAL
        raise Unavailable(
            Code.ROLLBACK_INCOMPLETE, paths=names, count=len(wrong), path=str(root.path)
        ) from failure
    return left


def _take_back(root: Root, journal: Journal, programs: Sequence[Program], marks: Marks) -> tuple[str, ...]:
    """Undo the programs, where there are any: most transactions start none."""
    if not programs:
        return ()
    from installer.install.external.running import take_back

    return take_back(root, journal, programs, marks)


def tidy(root: Root, transaction: str, finished: Commit | None) -> None:
    """Forget what a decided transaction set aside, then its journal. May be interrupted and repeated."""
    root.empty_and_remove(stage_folder(transaction))
    root.empty_and_remove(old_folder(transaction))
    private.clear(root)
    pruned = finished.prune if finished is not None else ()
    for folder in pruned:
        with suppress(FileNotFoundError):
            root.remove_folder(folder)
    if pruned:
        # Were the journal gone after a power cut and a folder not, nobody would know whose that is.
        root.sync()
    root.remove(JOURNAL)
    root.sync_folder(OWN_FOLDER)
