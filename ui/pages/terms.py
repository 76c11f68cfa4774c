"""Step 4: which terms apply and why, which do not, what is open, what must be known."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from installer.flow.steps import Step
from ui.answers import AnswerDocument, AnswerView
from ui.citation import section_name
from ui.clause_view import ClauseView
from ui.pages.base import Page
from ui.pages.layout import pane_height
from ui.pages.split import Split

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Language, Translator
    from installer.terms.determination import Determination

_EXCLUDED: Final = "does-not-apply"


class TermsPage(Page):
    """The determination at the left; the clause that was last asked for at the right."""

    step: ClassVar[Step] = Step.TERMS
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._clause: ClauseId | None = None
        self._answer = AnswerView()
        self._answer.setObjectName("determination")
        self._unfold = QPushButton()
        self._unfold.setObjectName("unfold")
        self._unfold.setCheckable(True)
        self._clause_view = ClauseView()
        self._clause_view.setObjectName("clause")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._answer, 1)
        column.addWidget(self._unfold)
        body.addWidget(Split(left, self._clause_view), 1)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("Terms that apply")

    def lead_text(self, tr: Translator) -> str:
        return tr(
            "This is what the agreement says about your choice. Each link opens the clause on this page."
        )

    def retranslate(self, tr: Translator) -> None:
        self._answer.setAccessibleName(tr("Terms that apply"))

    def refresh(self) -> None:
        self.attempt(self._fill)

    def first_focus(self) -> QWidget | None:
        return self._answer

    def set_tight(self, *, tight: bool) -> None:
        super().set_tight(tight=tight)
        for pane in (self._answer, self._clause_view):
            pane_height(pane, tight=tight)

    def _connect(self) -> None:
        for view in (self._answer, self._clause_view):
            view.clause_chosen.connect(self._on_clause_chosen)
        self._answer.colours_changed.connect(self.refresh)
        self._unfold.toggled.connect(self._on_unfold_toggled)

    def _fill(self) -> None:
        determination = self.session.determination
        tr, edition = self.tr_, self.session.edition
        document = AnswerDocument(edition, tr, self._answer.muted)
        document.answers(tr("Not allowed by the agreement"), determination.conflicts)
        document.answers(tr("Left open by the agreement"), determination.undecided)
        document.heading(tr("Sections that apply"), 3)
        reasons = _by_reason(determination, tr.language)
        for (text, cite), sections in reasons:
            names = [section_name(edition, each, tr.language) for each in sections]
            count = len(names)
            document.heading(
                names[0]
                if count == 1
                else tr.n("{count} section", "{count} sections", count).format(count=count),
                4,
            )
            document.said(text, cite)
            if count > 1:
                document.paragraph(" · ".join(names))
        document.answers(tr("Terms of others"), determination.acknowledgements)
        document.answers(tr("What you will affirm"), determination.affirmations)
        document.answers(tr("What you undertake"), determination.obligations)
        document.answers(tr("What you should know"), determination.notices)
        self._add_excluded(document, determination)
        self._answer.show_document(document)
        cited = [item.cite for item in (*determination.conflicts, *determination.undecided)]
        first = next(
            (clause for cite in (*cited, *(cite for (_, cite), _ in reasons)) for clause in cite), None
        )
        self._show_clause(self._clause or first)

    def _add_excluded(self, document: AnswerDocument, determination: Determination) -> None:
        """What does not apply, and why: folded away until asked for."""
        tr, left_out = self.tr_, determination.does_not_apply
        count = len(left_out)
        self._unfold.setVisible(count > 0)
        show, hide = self._unfold_words(count)
        self._unfold.setText(hide if self._unfold.isChecked() else show)
        if not self._unfold.isChecked():
            return
        document.place(_EXCLUDED)
        document.heading(tr("Sections that do not apply"), 3)
        for excluded in left_out:
            document.aside(section_name(self.session.edition, excluded.section, tr.language), excluded)

    def _unfold_words(self, count: int) -> tuple[str, str]:
        tr = self.tr_
        show = tr.n(
            "Show the {count} section that does not apply",
            "Show the {count} sections that do not apply",
            count,
        )
        hide = tr.n(
            "Hide the {count} section that does not apply",
            "Hide the {count} sections that do not apply",
            count,
        )
        return show.format(count=count), hide.format(count=count)

    def _show_clause(self, clause: ClauseId | None) -> None:
        self._clause = clause
        if clause is not None:
            self._clause_view.show_clause(self.session, clause, self.tr_)

    def _on_clause_chosen(self, clause: str) -> None:
        self._show_clause(clause)

    def _on_unfold_toggled(self, unfolded: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.refresh()
        if unfolded:
            self._answer.scrollToAnchor(_EXCLUDED)


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
