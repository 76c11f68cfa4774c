"""The system's print dialogue, answered without a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def answer_print_dialogues(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The first one is cancelled; the second prints to `path`, as a PDF. There is no third."""
    answers = iter([False, True])

    class Dialogue:
        def __init__(self, printer: QPrinter, _parent: object) -> None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(path))

        def exec(self) -> bool:
            return next(answers)

    monkeypatch.setattr("PySide6.QtPrintSupport.QPrintDialog", Dialogue)
