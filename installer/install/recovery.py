"""Ending what an earlier process began: forward or back, by the journal alone, and saying which."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from installer.errors import AssentError, Code, Unavailable
from installer.install.destination import Root, unmake_target
from installer.install.journal import JOURNAL, Abort, Done, Journal, Undone, read_journal
from installer.install.lock import lock
from installer.install.names import OWN_FOLDER
from installer.install.steps import (
    backward,
    differing,
    forward,
    is_by_digest,
    new_state,
    not_restored,
    old_folder,
    stage_folder,
)
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.journal import Commit, Step, Story


class Ending(StrEnum):
    """How an unfinished transaction ended."""

    NOTHING = "nothing"
    """There was none."""
    ROLLED_BACK = "rolled-back"
    """The old state is back, proven by digest."""
    FINISHED = "finished"
    """The new state is in place, proven by digest."""


@dataclass(frozen=True)
class Recovery:
    """What `recover` did. `kind` is `install`, `uninstall` or empty."""

    ending: Ending
    kind: str = ""
    states: tuple[tuple[str, str], ...] = ()
    """When finished: component id and what became of it."""
    made: int = 0
    """Levels of the target's own folders that the transaction had made."""


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
        return NOTHING
    if story.done or story.undone or story.commit is None:
        ending = Ending.FINISHED if story.done and not story.undone else Ending.ROLLED_BACK
    else:
        ending = _settle(root, story, story.commit)
    tidy(root, story.begin.id, story.commit if ending is Ending.FINISHED else None)
    states = story.commit.states if story.commit is not None and ending is Ending.FINISHED else ()
    return Recovery(ending, story.begin.kind, states, story.begin.made)


def _settle(root: Root, story: Story, commit: Commit) -> Ending:
    journal = Journal.reopen(root, story)
    try:
        if not story.aborted and _finish(root, commit):
            journal.append(Done())
            return Ending.FINISHED
        roll_back(root, journal, commit.steps)
        return Ending.ROLLED_BACK
    finally:
        journal.close()


def _finish(root: Root, commit: Commit) -> bool:
    """Whether the new state could be reached; every file is checked before it is moved, and after."""
    try:
        forward(root, commit.steps, _no_tick, lambda move: is_by_digest(root, move))
    except (OSError, AssentError):
        return False
    if differing(root, new_state(commit.steps)):
        return False
    root.sync()
    return True


def _no_tick(_step: Step) -> None:
    """Nobody listens and nobody cancels: the target must reach one state or the other."""


def roll_back(root: Root, journal: Journal, steps: tuple[Step, ...]) -> None:
    """Undo the steps of a commit (none where it had not begun) and prove the old state by digest.

    The journal then says so. Raises Unavailable(ROLLBACK_INCOMPLETE, paths, count, path) naming
    what is not proven; the journal and what was set aside stay, so that the next start can try again.
    """
    failure: OSError | AssentError | None = None
    restored: set[str] = set()
    try:
        journal.append(Abort())
        restored = backward(root, steps)
        root.sync()
    except (OSError, AssentError) as exc:
        failure = exc
    wrong = not_restored(root, steps, restored)
    if failure is None and not wrong:
        try:
            journal.append(Undone())
        except OSError as exc:
            failure = exc
    if failure is not None or wrong:
        names = ", ".join(wrong[:_MOST_NAMED]) or JOURNAL
        raise Unavailable(
            Code.ROLLBACK_INCOMPLETE, paths=names, count=len(wrong), path=str(root.path)
        ) from failure


def tidy(root: Root, transaction: str, finished: Commit | None) -> None:
    """Forget what a decided transaction set aside, then its journal. May be interrupted and repeated."""
    root.empty_and_remove(stage_folder(transaction))
    root.empty_and_remove(old_folder(transaction))
    for folder in finished.prune if finished is not None else ():
        with suppress(FileNotFoundError):
            root.remove_folder(folder)
    root.remove(JOURNAL)
    root.sync_folder(OWN_FOLDER)
