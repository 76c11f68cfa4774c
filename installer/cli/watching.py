"""Showing the progress of an install beside its result: never on standard output.

With `--json` each moment is one line of JSON on standard error. On a terminal there is a bar. Where
nobody looks (a pipe, a file, a service) nothing is written.
"""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from installer.progress import Spaced, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from installer.cli.options import Face
    from installer.i18n import Translator
    from installer.progress import Cancel, Progress, Report


@contextmanager
def watching(face: Face) -> Iterator[Report]:
    """The report to give to the work that is done within."""
    if face.as_json:
        yield Spaced(_print_line)
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bar(face.translator()) as report:
            yield Spaced(report)
    else:
        yield ignore


def _print_line(progress: Progress, /) -> None:
    if sys.stderr is None:
        return  # started without one, or whoever listened has gone
    import json  # a silent run may have nobody to tell

    try:
        sys.stderr.write(json.dumps(progress.to_document()) + "\n")
        sys.stderr.flush()
    except OSError:
        # Whoever listened has gone; the install goes on.
        sys.stderr = None


@contextmanager
def _bar(tr: Translator) -> Iterator[Report]:
    # Imported here: 60 ms, for people at a terminal only.
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    from installer.sentences.amounts import said

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None, said="")

        def report(progress: Progress, /) -> None:
            bar.update(
                task,
                description=f"{phase_name(progress.phase, tr)} {progress.component}",
                completed=progress.fraction,
                total=1.0,
                said=said(progress, tr),
                refresh=True,
            )

        yield report


def phase_name(phase: str, tr: Translator) -> str:
    """What is being done, for people."""
    return {
        "check": tr("Checking:"),
        "stage": tr("Unpacking and checking:"),
        "flush": tr("Finishing writing"),
        "commit": tr("Putting in place:"),
        "remove": tr("Removing:"),
        "external": tr("Running the installer of:"),
    }.get(phase, phase)


@contextmanager
def stopping(cancel: Cancel) -> Iterator[None]:
    """Within it SIGINT and SIGTERM ask the work to stop at its next safe point and roll back."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        cancel.request()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
