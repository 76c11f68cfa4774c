"""Doing the steps of a transaction, undoing them, and proving by digest where that led.

Every move has one name that belongs to the transaction alone (a staged file, or the place where an
old file waits). Whether a move has been done can therefore be seen, and both directions may be
interrupted and started again as often as it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from installer.errors import AssentError, Code, Refused
from installer.install.files import files
from installer.install.journal import INVENTORY, MakeFolder, Move, Register, RemoveFolder
from installer.install.names import OWN_FOLDER
from installer.install.registration.places import open_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.install.destination import Root
    from installer.install.journal import Step
    from installer.install.registration.places import Open

Expected: TypeAlias = "dict[str, tuple[str, int] | None]"
"""Path to digest and mode, or None: nothing of that name."""

_STAGED: Final = f"{OWN_FOLDER}/stage-"
_OLD: Final = f"{OWN_FOLDER}/old-"


def stage_folder(transaction: str) -> str:
    """Where verified new files wait."""
    return f"{_STAGED}{transaction}"


def old_folder(transaction: str) -> str:
    """Where replaced and removed files wait until the end."""
    return f"{_OLD}{transaction}"


def is_aside(path: str) -> bool:
    """Whether it is such a folder of some transaction."""
    return path.startswith((_STAGED, _OLD))


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
        match step:
            case MakeFolder():
                if not root.has_folder(step.path):
                    root.make_folder(step.path)
            case RemoveFolder():
                if _is_folder(root, step.path):
                    root.remove_folder(step.path)
            case Register():
                _register(step)
            case Move():
                _move(root, step, is_as_planned)


def _move(root: Root, step: Move, is_as_planned: Callable[[Move], bool]) -> None:
    if _is_done(root, step):
        return
    if root.exists(step.to) or not is_as_planned(step):
        name = step.to if _is_staged(step) else step.source
        raise Refused(Code.PLAN_STALE, path=str(root.path / name))
    root.move(step.source, step.to)


def _register(step: Register, open_: Open = open_place) -> None:
    """Bring an entry from its old text to its new one."""
    place = open_(step.kind, step.folder)
    now = place.read(step.name)
    if now == step.new:
        return
    if now != step.old:
        raise Refused(Code.PLAN_STALE, path=place.where(step.name))
    if step.new is None:
        place.remove(step.name)
    else:
        place.write(step.name, step.new)


def _unregister(step: Register, open_: Open = open_place) -> None:
    """Bring an entry back to its old text, unless somebody has changed it since: then it is theirs."""
    place = open_(step.kind, step.folder)
    now = place.read(step.name)
    if step.old is None and now in {None, step.new}:
        # Also what was about to be written when the process died.
        place.remove(step.name)
    elif step.old is not None and now in {step.old, step.new}:
        # Written even where it is the old one already: what waited beside it goes by that.
        place.write(step.name, step.old)


def _is_folder(root: Root, path: str) -> bool:
    """Whether a folder has this name; a file or a link is none."""
    try:
        return root.has_folder(path)
    except Refused:
        return False


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
    aside = {step.source: step.to for step in steps if isinstance(step, Move) and not _is_staged(step)}
    for step in reversed(steps):
        if isinstance(step, Move):
            # What still waits aside is not back, even where what came looks the same.
            is_away = step.to in aside and root.exists(aside[step.to])
            old = None if is_away else before.get(step.to)
            if _has_parent(root, step.to) and _is_done(root, step) and _move_back(root, step, old):
                restored.add(step.source)
        else:
            _undo(root, step)
    return restored


def _undo(root: Root, step: MakeFolder | RemoveFolder | Register) -> None:
    match step:
        case Register():
            _unregister(step)
        case MakeFolder():
            if _is_folder(root, step.path):
                root.remove_folder(step.path)
        case RemoveFolder():
            if _has_parent(root, step.path) and not root.exists(step.path):
                root.make_folder(step.path)
                files.set_folder_mode(root.folder(step.path), step.mode)


def _move_back(root: Root, move: Move, before: tuple[str, int] | None) -> bool:
    """Undo a move that has been done; whether a file of the target is back by it."""
    if not _is_staged(move):
        return _put_back(root, move)
    _take_out(root, move, before)
    return False


def _take_out(root: Root, move: Move, before: tuple[str, int] | None) -> None:
    found = root.look(move.to)
    if found is None or (found.sha256, found.mode) == before:
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
    return _is_folder(root, path.rpartition("/")[0])


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
        return None if _has_no_file(root, path) else "something else"
    return None if found is None else (found.sha256, found.mode)


def _has_no_file(root: Root, path: str) -> bool:
    """Whether a folder has this name, or a file the name of one of its folders: then no file has it."""
    try:
        return not _has_parent(root, path) or _is_folder(root, path)
    except OSError:
        return False
