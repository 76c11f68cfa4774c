"""The core's sentences as a document: each with links to its clauses, and with steps that can be taken."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from ui.citation import clause_links, web_address
from ui.document import Document, DocumentView

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtWidgets import QWidget

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Edition
    from installer.i18n import Translator
    from installer.terms.determination import Affirmation, Item, Reason, ReasonedSection

STEP_SCHEME: Final = "step"
MORE_SCHEME: Final = "more"
_FEW: Final = 2
"""Links that stand under a sentence where the others are folded; one more is not worth folding."""


class AnswerDocument(Document):
    """A `Document` that speaks the determination's own types.

    With `unfolded`, the names of what was asked for whole, a sentence that rests on many clauses names
    the first ones, and one more link brings the others.
    """

    def __init__(
        self, edition: Edition, tr: Translator, muted: str, unfolded: Collection[str] | None = None
    ) -> None:
        super().__init__()
        self._edition = edition
        self._tr = tr
        self._muted = muted
        self._unfolded = unfolded

    def answer(self, item: Item | Affirmation) -> None:
        """One sentence with its clauses and its addresses, which are shown as they are."""
        links = [(link, web_address(link)) for link in item.links]
        self.item(item.text[self._tr.language], [*self._clauses(item.cite), *links])

    def said(self, text: str, cite: Iterable[ClauseId]) -> None:
        """A sentence of ours with the clauses it points to."""
        self.item(text, self._clauses(tuple(cite)))

    def reason(self, reason: Reason) -> None:
        """Why a section applies, with its clauses."""
        self.said(reason.text[self._tr.language], reason.cite)

    def answers(self, heading: str, items: Iterable[Item | Affirmation]) -> None:
        """A heading with sentences; nothing at all where there are none."""
        found = tuple(items)
        if found:
            self.heading(heading, 3)
        for item in found:
            self.answer(item)

    def steps(self, lead: str, steps: Iterable[tuple[str, str]]) -> None:
        """What can be done about the sentence above: words and name of each step, as links after `lead`."""
        links = " · ".join(
            f'<a href="{STEP_SCHEME}:{escape(name)}">{escape(words)}</a>' for words, name in steps
        )
        self._parts.append(f"<p>{escape(lead)} {links}</p>")

    def aside(self, heading: str, found: ReasonedSection) -> None:
        """A section with its reasons in the muted colour."""
        self._parts.append(f'<h4><font color="{self._muted}">{escape(heading)}</font></h4>')
        for reason in found.because:
            text = escape(reason.text[self._tr.language])
            links = " · ".join(
                f'<a href="{escape(href)}">{escape(words)}</a>'
                for words, href in clause_links(self._edition, reason.cite, self._tr)
            )
            self._parts.append(f'<p><font color="{self._muted}">{text}</font><br/>{links}</p>')

    def _clauses(self, cite: tuple[ClauseId, ...]) -> list[tuple[str, str]]:
        links, name = clause_links(self._edition, cite, self._tr), ",".join(cite)
        count = len(links) - _FEW
        if self._unfolded is None or count <= 1 or name in self._unfolded:
            return links
        more = self._tr.n("{count} more clause", "{count} more clauses", count).format(count=count)
        return [*links[:_FEW], (more, f"{MORE_SCHEME}:{name}")]

    def place(self, name: str) -> None:
        """A place that `DocumentView.scrollToAnchor` finds."""
        self._parts.append(f'<a name="{escape(name)}"></a>')


class AnswerView(DocumentView):
    """Shows an `AnswerDocument`.

    Signals:
        step_chosen(str): the link to a step was followed.
        more_asked(str): so was the one that stands for folded links; by their name.
        colours_changed(): what was filled in with the old colours should be filled anew.
    """

    step_chosen = Signal(str)
    more_asked = Signal(str)
    colours_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = ""
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self._on_telling_due)

    @property
    def muted(self) -> str:
        """The colour for what stands back, `#rrggbb`; `tests/ui/theme` computes its contrast."""
        self._asked = self._muted_now()
        return self._asked

    def show_more(self, document: AnswerDocument) -> None:
        """Fill it with what was folded. The keyboard stays where the link was: Tab goes on from there."""
        place = self.textCursor().selectionStart()
        self.show_document(document)
        cursor, scrolled = self.textCursor(), self.verticalScrollBar().value()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say when the colours are others, once: Qt changes a palette back and forth for one new look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._telling.start()

    @staticmethod
    def _muted_now() -> str:
        # Not the view's own palette: there the style sheet gives all of its roles the colour of text.
        return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText).name()

    def _on_telling_due(self) -> None:
        # What is not on screen is filled anew when it comes.
        if self.isVisible() and self._asked != self._muted_now():
            self.colours_changed.emit()

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() == STEP_SCHEME:
            self.step_chosen.emit(url.path())
        elif url.scheme() == MORE_SCHEME:
            self.more_asked.emit(url.path())
        else:
            super()._on_anchor_clicked(url)
