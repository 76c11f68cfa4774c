"""What was answered in a wizard, as an answer file for the next computer. It accepts nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, Unavailable
from installer.evidence.durable import write_whole
from installer.session.answer_file import answers_text

if TYPE_CHECKING:
    from pathlib import Path

    from installer.flow.state import State
    from installer.i18n import Translator


def save_answers(path: Path, edition: str, state: State, tr: Translator) -> None:
    """Write the state's answers for its owner's eyes alone; a file of that name is replaced.

    Raises Unavailable FILE_UNWRITABLE (path, detail).
    """
    notes = (
        tr("Answers for an unattended install. This file accepts nothing by itself."),
        tr("“assent answers check” says what has to be accepted and affirmed with it."),
        tr("It names people: keep it where only those read it who need it."),
    )
    try:
        write_whole(path, answers_text(edition, state, notes).encode("utf-8", "replace"))
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc
