"""The agreement as a file or on paper, before anybody accepts it (the wording is the core's rendering)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.render import render_html, render_text
from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator
    from installer.session.presentation import SavedAs


_MARGIN: Final = 16
"""Millimetres around a page of the saved document."""


def kind_of(path: Path) -> SavedAs:
    """As what a file of this name is written: plain text unless the name says otherwise."""
    kinds: dict[str, SavedAs] = {".pdf": "pdf", ".html": "html", ".htm": "html"}
    return kinds.get(path.suffix.lower(), "text")


def save(edition: Edition, languages: Sequence[Language], tr: Translator, path: Path) -> None:
    """Write the whole text as `kind_of` says. Raises Unavailable FILE_UNWRITABLE (path, detail)."""
    try:
        match kind_of(path):
            case "pdf":
                path.write_bytes(make_pdf(edition, languages, tr))
            case "html":
                path.write_text(render_html(edition, edition.rows(), languages, tr), encoding="utf-8")
            case "text":
                path.write_text(render_text(edition, edition.rows(), languages, tr), encoding="utf-8")
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def make_pdf(edition: Edition, languages: Sequence[Language], tr: Translator) -> bytes:
    """The text as a document of A4 pages, numbered, as the saved HTML has it."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(edition.title.get(tr.language, edition.id))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    _document(edition, languages, tr).print_(writer)
    buffer.close()
    return bytes(data.data())


def print_to(printer: QPrinter, edition: Edition, languages: Sequence[Language], tr: Translator) -> None:
    """Print both languages side by side, as the saved page has them."""
    _document(edition, languages, tr).print_(printer)


def _document(edition: Edition, languages: Sequence[Language], tr: Translator) -> QTextDocument:
    from PySide6.QtGui import QTextDocument  # a page that nobody prints does not pay for it

    document = QTextDocument()
    document.setHtml(render_html(edition, edition.rows(), languages, tr))
    return document
