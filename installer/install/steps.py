"""Doing the steps of a transaction, undoing them, and proving by digest where that led.

Every move has one name that belongs to the transaction alone (a staged file, or the place where an
old file waits). Whether a move has been done can therefore be seen, and both directions may be
interrupted and started again as often as it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from installer.errors import AssentError, Code, Refused
from installer.install.journal import INVENTORY, MakeFolder, Move
from installer.install.names import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.install.destination import Root
    from installer.install.journal import Step

Expected: TypeAlias = "dict[str, tuple[str, int] | None]"
"""Path to digest and mode, or None: nothing of that name."""

_STAGED: Final = f"{OWN_FOLDER}/stage-"


def stage_folder(transaction: str) -> str:
    """Where verified new files wait."""
    return f"{_STAGED}{transaction}"


def old_folder(transaction: str) -> str:
    """Where replaced and removed files wait until the end."""
    return f"{OWN_FOLDER}/old-{transaction}"


def _is_staged(move: Move) -> bool:
    return move.source.startswith(_STAGED)


def _is_done(root: Root, move: Move) -> bool:
    if _is_staged(move):
        return not root.exists(move.source)
    return root.exists(move.to)


def forward(
    root: Root,
    steps: Sequence[Step],
    tick: Callable[[Step], None],
    is_as_planned: Callable[[Move], bool],
) -> None:
    """Do what is not done yet, in order; `tick` is called before each step and may raise to stop.

    `is_as_planned` says whether the file to be moved is still the one that the plan saw. Raises
    Refused(PLAN_STALE, path) where it is not, or where something new is in the way.
    """
    for step in steps:
        tick(step)
        if isinstance(step, MakeFolder):
            if not root.has_folder(step.path):
                root.make_folder(step.path)
        elif not _is_done(root, step):
            if root.exists(step.to) or not is_as_planned(step):
                name = step.to if _is_staged(step) else step.source
                raise Refused(Code.PLAN_STALE, path=str(root.path / name))
            root.move(step.source, step.to)


def is_by_digest(root: Root, move: Move) -> bool:
    """Whether the file to be moved holds what the journal says."""
    found = root.look(move.source)
    return found is not None and found.sha256 == move.sha256


def backward(root: Root, steps: Sequence[Step]) -> set[str]:
    """Undo what is done, last first; the names of the files that were put back.

    Folders that meanwhile hold somebody's files stay. A file that somebody changed or put there
    after the commit began is kept under another name beside it. What was set aside and is damaged
    is not put back: the proof then misses it by name.
    """
    restored = set()
    before = old_state(steps)
    for step in reversed(steps):
        if not _has_parent(root, step.path if isinstance(step, MakeFolder) else step.to):
            continue
        if isinstance(step, MakeFolder):
            root.remove_folder(step.path)
        elif _is_done(root, step):
            if _is_staged(step):
                _take_out(root, step, before.get(step.to))
            elif _put_back(root, step):
                restored.add(step.source)
    return restored


def _take_out(root: Root, move: Move, before: tuple[str, int] | None) -> None:
    found = root.look(move.to)
    if found is None or (before is not None and found.sha256 == before[0]):
        # Nothing there, or the old file is back already and only the staged one got lost.
        return
    is_ours = found.sha256 == move.sha256
    root.move(move.to, move.source if is_ours else root.kept_name(move.to))


def _put_back(root: Root, move: Move) -> bool:
    found = root.look(move.to)
    is_private = move.to.startswith(f"{OWN_FOLDER}/")
    if found is None or (is_private and found.sha256 != move.sha256):
        return False
    if root.exists(move.source):
        root.move(move.source, root.kept_name(move.source))
    root.move(move.to, move.source)
    return True


def _has_parent(root: Root, path: str) -> bool:
    """Whether the folder of `path` is there: where it was never made, nothing was moved into it."""
    return root.has_folder(path.rpartition("/")[0])


def old_state(steps: Sequence[Step]) -> Expected:
    """What the target's names held before the steps."""
    expected: Expected = {}
    for step in steps:
        if isinstance(step, Move):
            expected.setdefault(step.source, (step.sha256, step.mode))
            expected.setdefault(step.to, None)
    return _of_target(expected)


def new_state(steps: Sequence[Step]) -> Expected:
    """What the target's names hold after the steps."""
    expected: Expected = {}
    for step in steps:
        if isinstance(step, Move):
            expected[step.source] = None
            expected[step.to] = (step.sha256, step.mode)
    return _of_target(expected)


def _of_target(expected: Expected) -> Expected:
    return {
        path: value
        for path, value in expected.items()
        if path == INVENTORY or not path.startswith(f"{OWN_FOLDER}/")
    }


def differing(root: Root, expected: Expected) -> list[str]:
    """The names that do not hold what is expected, by SHA-256 and mode; every file is read whole."""
    return [path for path, value in expected.items() if _found(root, path) != value]


def not_restored(root: Root, steps: Sequence[Step], restored: set[str]) -> list[str]:
    """The names that do not hold the old state again, by SHA-256 and mode.

    What was put back must hold what it held, and nothing may be missing. A file that was not moved,
    or is long back, and that somebody has changed since is theirs and no failure of ours.
    """
    expected = old_state(steps)
    return [
        path
        for path in differing(root, expected)
        if path in restored or (expected[path] is not None and _found(root, path) is None)
    ]


def _found(root: Root, path: str) -> tuple[str, int] | str | None:
    try:
        found = root.look(path)
    except (AssentError, OSError):
        return "something else"
    return None if found is None else (found.sha256, found.mode)
