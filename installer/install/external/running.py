"""External steps of a transaction: journalled before and after, started at most once, taken back.

What is proven and what is not: a program that has ended, has ended; what it did is what its status
says. Of one that was running when the process died nobody knows: it "may have run". It is not started
again. Where it can be undone it is, and where it can be seen the result is looked at.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from installer import logs, paths
from installer.errors import AssentError, Cancelled, Code, Unavailable
from installer.install.external import private
from installer.install.external.codes import meaning_of
from installer.install.external.process import End, Start, environment_of, run, still_running
from installer.install.external.spec import Meaning
from installer.install.journal import Ended, Started, Undid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.install.destination import Root
    from installer.install.external.process import Ran
    from installer.install.external.program import Program
    from installer.install.journal import Journal, Marks

_DETECT_SECONDS = 60
_LOCKED = b"lock was locked by another process"
"""dpkg has no status of its own for this; it says so in the C locale, in which we start it."""


class Watch(msgspec.Struct, frozen=True):
    """Who looks on. `enter` is called before each program and may raise to stop."""

    enter: Callable[[Program], None]
    cancelled: Callable[[], bool]


def install(root: Root, journal: Journal, programs: Sequence[Program], watch: Watch) -> tuple[Meaning, ...]:
    """Start each program once, in order. Fewer meanings than programs: the rest waits for a restart.

    Raises Unavailable(EXTERNAL_FAILED, component, status, detail), (EXTERNAL_TIMEOUT, component,
    seconds), (EXTERNAL_BUSY, component), (EXTERNAL_NOT_STARTED, component, reason),
    Cancelled(EXTERNAL_CANCELLED, component) when its own window was, Cancelled(CANCELLED), what
    `private.check_installer` raises, and OSError of the journal.
    """
    meanings: list[Meaning] = []
    for number, program in enumerate(programs):
        watch.enter(program)
        private.check_installer(root, program)
        journal.append(Started(number))
        ran = _run(program.command, program, watch.cancelled)
        meaning = _meaning(program, ran)
        journal.append(Ended(number, meaning, ran.end is not End.NOT_STARTED))
        _raise_for(program, ran, meaning)
        meanings.append(meaning or Meaning.FAILURE)
        if meaning is Meaning.REBOOT_FIRST:
            break
    return tuple(meanings)


def _meaning(program: Program, ran: Ran) -> Meaning | None:
    if ran.end is not End.EXITED:
        return None
    meaning = meaning_of(program.codes, ran.status)
    if program.kind == "deb" and meaning is Meaning.FAILURE and _LOCKED in ran.output:
        return Meaning.BUSY
    return meaning


def _raise_for(program: Program, ran: Ran, meaning: Meaning | None) -> None:
    component = program.component
    match ran.end:
        case End.CANCELLED:
            raise Cancelled(Code.CANCELLED)
        case End.TIMEOUT:
            raise Unavailable(Code.EXTERNAL_TIMEOUT, component=component, seconds=program.timeout)
        case End.NOT_STARTED | End.UNKNOWN:
            path, reason = program.command[0], os.strerror(ran.status)
            raise Unavailable(Code.EXTERNAL_NOT_STARTED, component=component, path=path, reason=reason)
        case End.EXITED:
            pass
    if meaning is Meaning.CANCEL:
        raise Cancelled(Code.EXTERNAL_CANCELLED, component=component)
    if meaning is Meaning.BUSY:
        raise Unavailable(Code.EXTERNAL_BUSY, component=component)
    if meaning is Meaning.FAILURE:
        detail = ran.last_line
        raise Unavailable(Code.EXTERNAL_FAILED, component=component, status=ran.status, detail=detail)


def _run(command: Sequence[str], program: Program, cancelled: Callable[[], bool], seconds: int = 0) -> Ran:
    environment = environment_of(program.passes, program.sets)
    folder = program.folder if os.path.isdir(program.folder) else os.sep  # noqa: PTH112 - text from a journal
    ran = run(Start(command, folder, seconds or program.timeout, environment), cancelled)
    # What it printed may name people and places, so only its length is kept.
    figures = {"exit": ran.status, "bytes": ran.printed, "milliseconds": ran.milliseconds}
    said = {"component": program.component, "step": ran.end.value, **figures}
    logs.logger(__name__, paths.state_root()).info("install.external", extra=said)
    return ran


def is_there(program: Program) -> bool | None:
    """Whether the component can be seen on the system; None where there is no way to look."""
    if program.detect_path:
        return _exists(program.detect_path)
    if not program.detect:
        return None
    ran = _run(program.detect, program, _never, _DETECT_SECONDS)
    if ran.end is not End.EXITED:
        return None
    printed = ran.output.decode("utf-8", "replace").strip()
    return ran.status == 0 and program.prints in {"", printed}


def _exists(path: str) -> bool | None:
    """Whether anything has this name; None where the system cannot say, which is not "no"."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return None
    return True


def require_ended(root: Root, programs: Sequence[Program], marks: Marks) -> None:
    """Raise Unavailable(BUSY, pid, path) while a program still runs whose starter has died."""
    for number in marks.started.difference(marks.ended, marks.undid):
        pid = still_running(programs[number].command)
        if pid:
            raise Unavailable(Code.BUSY, pid=pid, path=str(root.path))


def take_back(root: Root, journal: Journal, programs: Sequence[Program], marks: Marks) -> tuple[str, ...]:
    """Undo what has run or may have run, last first. Ids of the components that may still be there.

    Raises OSError where the journal cannot be written.
    """
    left = []
    for number in sorted(marks.started, reverse=True):
        program = programs[number]
        gone = marks.undid.get(number)
        if gone is None:
            gone = _take_back(root, program, marks.ended.get(number))
            journal.append(Undid(number, gone))
        if not gone:
            left.append(program.component)
    return tuple(reversed(left))


def _take_back(root: Root, program: Program, ended: Ended | None) -> bool:
    """Whether nothing of it is left, as far as can be known."""
    if ended is not None and (not ended.ran or ended.meaning is Meaning.BUSY):
        return True
    there = is_there(program)
    if program.removes:
        # What an uninstaller took away does not come back: at best it took nothing.
        return there is True
    if there is False:
        return True
    if not program.can_be_undone:
        # Windows Installer puts back what it did when it fails or is cancelled.
        meaning = ended.meaning if ended is not None else None
        return program.kind == "msiexec" and meaning in {Meaning.FAILURE, Meaning.CANCEL}
    return undo(root, program)


def undo(root: Root, program: Program) -> bool:
    """Run a program's own uninstaller. Whether the component is gone, by looking where that is possible."""
    try:
        private.require_private(root)
    except AssentError:
        # The command stands in a file that others may have written.
        return False
    ran = _run(program.undo, program, _never)
    there = is_there(program)
    if there is not None:
        return not there
    worked = {Meaning.SUCCESS, Meaning.REBOOT, Meaning.REBOOT_FIRST}
    return ran.end is End.EXITED and meaning_of(program.codes, ran.status) in worked


def _never() -> bool:
    """Looking and undoing are not cancelled: the system must reach one state or the other."""
    return False
