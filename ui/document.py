"""A readable page of headings, sentences and links, filled by code and never by hand-made HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QTextBrowser, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CLAUSE_SCHEME: Final = "clause"

_STYLE: Final = (
    "h3 { margin-top: 14px; margin-bottom: 4px } h4 { margin-top: 10px; margin-bottom: 2px } "
    "p { margin-top: 4px; margin-bottom: 6px; line-height: 125% } "
    "ul { margin-top: 2px; margin-left: -18px } li { line-height: 125% }"
)
_MARGIN: Final = 12.0
"""Pixels around the text."""


class Document:
    """Builds the contents of a `DocumentView`. All words are escaped here, once.

    There are no tables: in the text that a screen reader gets, Qt marks their cells with U+FDD0 and
    U+FDD1, which are heard as noise.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; screen readers jump between them."""
        self._parts.append(f"<h{level}>{escape(text)}</h{level}>")

    def paragraph(self, text: str) -> None:
        """A sentence of its own."""
        self._parts.append(f"<p>{escape(text)}</p>")

    def item(self, text: str, links: Iterable[tuple[str, str]] = ()) -> None:
        """A sentence with links after it: pairs of words and address."""
        shown = _linked(links)
        self._parts.append(f"<p>{escape(text)}{'<br/>' if shown else ''}{shown}</p>")

    def items(self, heading: str, items: Sequence[tuple[str, Iterable[tuple[str, str]]]]) -> None:
        """A heading with sentences and their links; nothing at all where there are none."""
        if not items:
            return
        self.heading(heading, 3)
        for text, links in items:
            self.item(text, links)

    def bullets(self, texts: Iterable[str]) -> None:
        """A list."""
        self._parts.append(f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>")

    def links(self, links: Iterable[tuple[str, str]]) -> None:
        """Links in one paragraph."""
        self._parts.append(f"<p>{_linked(links)}</p>")

    def command(self, text: str) -> None:
        """A command line, as it is typed."""
        self._parts.append(f"<p><code>{escape(text)}</code></p>")

    def warning(self, text: str) -> None:
        """A sentence that must not be missed."""
        self._parts.append(f"<p><b>{escape(text)}</b></p>")

    def note(self, text: str) -> None:
        """A remark of ours about what stands above it."""
        self._parts.append(f"<p><i>{escape(text)}</i></p>")

    def html(self) -> str:
        """What `QTextBrowser.setHtml` takes."""
        return "".join(self._parts)


def _linked(links: Iterable[tuple[str, str]]) -> str:
    return " · ".join(f'<a href="{escape(href)}">{escape(words)}</a>' for words, href in links)


def clause_link(clause: str) -> str:
    """The address of a clause inside a document."""
    return f"{CLAUSE_SCHEME}:{clause}"


class DocumentView(QTextBrowser):
    """Shows a `Document`. Links are reached with Tab and followed with Enter.

    Signals:
        clause_chosen(str): a link to a clause was followed. Other addresses open in the browser.
    """

    clause_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._shown: Document | None = None
        self._link = QColor()
        self._recolouring = QTimer(self, singleShot=True, interval=0)
        self._recolouring.timeout.connect(self._on_recolouring_due)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another look: links take their colour only when the contents are filled in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolouring.start()

    def inputMethodQuery(  # noqa: N802 - Qt's name
        self,
        query: Qt.InputMethodQuery,
        argument: Any = None,  # noqa: ANN401 - Qt's signature
        /,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """An area around it scrolls to all of it, not to a text cursor that may be far out of sight."""
        if query is Qt.InputMethodQuery.ImCursorRectangle:
            return QWidget.inputMethodQuery(self, query)
        return super().inputMethodQuery(query, argument)

    def _on_recolouring_due(self) -> None:
        if self._shown is not None and self._link != QGuiApplication.palette().link().color():
            self.show_document(self._shown)

    def show_document(self, document: Document) -> None:
        """Replace the contents, keeping the place on screen."""
        self._shown = document
        self._link = QGuiApplication.palette().link().color()
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_STYLE)
        self.document().setDocumentMargin(_MARGIN)
        self.setHtml(document.html())
        self.verticalScrollBar().setValue(place)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() == CLAUSE_SCHEME:
            self.clause_chosen.emit(url.path())
        else:
            QDesktopServices.openUrl(url)
