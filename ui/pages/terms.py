"""Step 4: which terms apply and why, what is open, what must be known."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from installer.flow.steps import Step
from ui.citation import clause_links, section_name
from ui.clause_view import ClauseView
from ui.document import Document, DocumentView
from ui.pages.base import Page
from ui.pages.split import Split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Language, Translator
    from installer.terms.determination import Determination, Item


class TermsPage(Page):
    """The determination at the left; the clause that was last asked for at the right."""

    step: ClassVar[Step] = Step.TERMS
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._clause: ClauseId | None = None
        self._answer = DocumentView()
        self._answer.setObjectName("determination")
        self._clause_view = ClauseView()
        self._clause_view.setObjectName("clause")
        body.addWidget(Split(self._answer, self._clause_view), 1)
        for view in (self._answer, self._clause_view):
            view.clause_chosen.connect(self._on_clause_chosen)

    def heading_text(self, tr: Translator) -> str:
        return tr("Terms that apply")

    def lead_text(self, tr: Translator) -> str:
        return tr("This is what the agreement says about your choice. Each link opens the clause beside it.")

    def retranslate(self, tr: Translator) -> None:
        self._answer.setAccessibleName(tr("Terms that apply"))

    def refresh(self) -> None:
        self.attempt(self._fill)

    def first_focus(self) -> QWidget | None:
        return self._answer

    def _fill(self) -> None:
        determination = self.session.determination
        tr, edition = self.tr_, self.session.edition
        document = Document()
        self._items(document, tr("Not allowed by the agreement"), determination.conflicts)
        self._items(document, tr("Left open by the agreement"), determination.undecided)
        document.heading(tr("Sections that apply"), 3)
        reasons = _by_reason(determination, tr.language)
        for (text, cite), sections in reasons:
            document.heading(" · ".join(section_name(edition, each, tr.language) for each in sections), 4)
            document.item(text, clause_links(edition, cite, tr))
        self._items(document, tr("Terms of others"), determination.acknowledgements)
        self._items(document, tr("What you undertake"), determination.obligations)
        self._items(document, tr("What you should know"), determination.notices)
        self._answer.show_document(document)
        first = next((clause for (_, cite), _ in reasons for clause in cite), None)
        self._show_clause(self._clause or first)

    def _items(self, document: Document, heading: str, items: Iterable[Item]) -> None:
        tr = self.tr_
        document.items(
            heading,
            [
                (
                    item.text[tr.language],
                    [
                        *clause_links(self.session.edition, item.cite, tr),
                        *((link, link) for link in item.links),
                    ],
                )
                for item in items
            ],
        )

    def _show_clause(self, clause: ClauseId | None) -> None:
        self._clause = clause
        if clause is not None:
            self._clause_view.show_clause(self.session, clause, self.tr_)

    def _on_clause_chosen(self, clause: str) -> None:
        self._show_clause(clause)


def _by_reason(
    determination: Determination, language: Language
) -> list[tuple[tuple[str, tuple[ClauseId, ...]], list[SectionId]]]:
    """The sections under each reason, the most particular reasons first.

    Twenty general sections share one reason; it is said once, at the end.
    """
    found: dict[tuple[str, tuple[ClauseId, ...]], list[SectionId]] = {}
    for applied in determination.applies:
        for reason in applied.because:
            found.setdefault((reason.text[language], reason.cite), []).append(applied.section)
    return sorted(found.items(), key=lambda entry: len(entry[1]))
