"""How far work has come, for people: files, megabytes, time left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.progress import Progress

_MEGABYTE: Final = 1_000_000


def said(progress: Progress, tr: Translator) -> str:
    """Files, megabytes and the time left, where it is known."""
    text = tr("{done} of {total} files").format(done=progress.done_files, total=progress.total_files)
    if progress.total_bytes:
        text += " · " + tr("{done} of {total} MB").format(
            done=progress.done_bytes // _MEGABYTE, total=-(-progress.total_bytes // _MEGABYTE)
        )
    if progress.seconds_left is not None:
        minutes, seconds = divmod(progress.seconds_left, 60)
        text += " · " + tr("{time} left").format(time=f"{minutes}:{seconds:02}")
    return text
