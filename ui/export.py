"""The agreement as a file or on paper, before anybody accepts it (the wording is the core's rendering)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.agreement.render import render_html, render_text
from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator


def save(edition: Edition, languages: Sequence[Language], tr: Translator, path: Path) -> None:
    """Write HTML where the name ends so, else plain text. Raises Unavailable FILE_UNWRITABLE."""
    render = render_html if path.suffix.lower() in {".html", ".htm"} else render_text
    try:
        path.write_text(render(edition, edition.rows(), languages, tr), encoding="utf-8")
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def print_to(printer: QPrinter, edition: Edition, languages: Sequence[Language], tr: Translator) -> None:
    """Print both languages side by side, as the saved page has them."""
    from PySide6.QtGui import QTextDocument  # a page that nobody prints does not pay for it

    document = QTextDocument()
    document.setHtml(render_html(edition, edition.rows(), languages, tr))
    document.print_(printer)
