"""Step 7: everything that will be done, before it is done."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from installer.errors import AssentError
from installer.flow.state import TargetChosen
from installer.flow.steps import Step
from installer.unattended.saving import save_answers
from ui import amounts, messages
from ui.answers import AnswerDocument, AnswerView
from ui.citation import section_name
from ui.clause_view import ClauseDialog
from ui.pages.base import Page
from ui.pages.fields import Field
from ui.pages.plan_sections import PlanSections
from ui.translation import language_name

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.i18n import Translator
    from installer.session.planning import Review
    from installer.terms.determination import Reason, ReasonedSection

_ANSWERS: Final = "answers.toml"
"""What the saved answers are called unless somebody says otherwise."""


class ReviewPage(Page):
    """The target folder, the plan for it, and what was accepted."""

    step: ClassVar[Step] = Step.REVIEW
    scrolls: ClassVar[bool] = False
    commits: ClassVar[bool] = True
    hints: ClassVar[bool] = False
    """What is wrong stands under the folder that it is about."""

    def build(self, body: QVBoxLayout) -> None:
        self._unfolded: set[str] = set()
        self._found: Review | None = None
        self._target = Field("target", touched=True)
        self._browse = QPushButton()
        self._browse.setObjectName("browse")
        self._plan = AnswerView()
        self._plan.setObjectName("plan")
        self._save = QPushButton()
        self._save.setObjectName("save-answers")
        self._status = QLabel()
        self._status.setObjectName("hint")
        self._status.setWordWrap(True)
        self._status.hide()
        row = QHBoxLayout()
        row.addWidget(self._target, 1)
        row.addWidget(self._browse, alignment=Qt.AlignmentFlag.AlignBottom)
        body.addLayout(row)
        body.addWidget(self._plan, 1)
        body.addWidget(self._status)
        body.addWidget(self._save, alignment=Qt.AlignmentFlag.AlignLeft)
        self._connect()

    def heading_text(self, tr: Translator) -> str:
        return tr("Review")

    def lead_text(self, tr: Translator) -> str:
        if self.session.state.covered:
            return tr(
                "An earlier acceptance covers this; nothing is installed yet. This is what will be done."
            )
        return tr("You have accepted; nothing is installed yet. This is what will be done.")

    def next_text(self, tr: Translator) -> str:
        return tr("&Install")

    def retranslate(self, tr: Translator) -> None:
        self._target.set_words(tr("Install into this &folder"))
        self._browse.setText(tr("B&rowse…"))
        self._plan.setAccessibleName(tr("What will be done"))
        self._save.setText(tr("&Save answers…"))
        self._save.setToolTip(tr("Saves your answers to a file for installing without a screen elsewhere"))
        self._status.hide()

    def refresh(self) -> None:
        self._target.set_value(self.session.state.target)
        self._show_plan()

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        # Asked again and again; the answer is that of the plan on screen, which was made once.
        return self.built and self._found is not None and not self._found.problems

    def first_focus(self) -> QWidget | None:
        return self._target.input

    def choose_target(self, target: str) -> None:
        """Plan for another folder."""
        self.send(TargetChosen(target))
        self.refresh()
        self.announce()

    def save_to(self, path: Path) -> None:
        """Write the answers for an install without a screen, and say where they are."""
        session, tr = self.session, self.tr_
        try:
            save_answers(path, session.edition.id, session.state, tr)
        except AssentError as error:
            self._status.hide()
            self.notice.show_error(error, tr)
            return
        said = tr(
            "Saved: {path}. The file accepts nothing by itself; “assent answers check” says what it needs."
        ).format(path=path)
        self._status.setText(said)
        self._status.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _connect(self) -> None:
        self._target.edited.connect(self._on_target_edited)
        self._browse.clicked.connect(self._on_browse_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self._plan.clause_chosen.connect(self._on_clause_chosen)
        self._plan.step_chosen.connect(self._on_step_chosen)
        self._plan.colours_changed.connect(self._show_plan)

    def _on_target_edited(self) -> None:
        self.send(TargetChosen(self._target.value))
        self._show_plan()
        self.announce()

    def _on_browse_clicked(self) -> None:
        target = QFileDialog.getExistingDirectory(
            self, self.tr_("Folder to install into"), self._target.value
        )
        if target:
            self.choose_target(target)

    def _on_save_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr_("Save answers"), str(Path.home() / _ANSWERS), "TOML (*.toml)"
        )
        if name:
            self.save_to(Path(name))

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()

    def _on_step_chosen(self, name: str) -> None:
        """A long list is asked for as a whole."""
        self._unfolded.add(name)
        self._show_plan()

    def _show_plan(self) -> None:
        tr = self.tr_
        self._found = self.session.review()
        self._target.set_error(" ".join(messages.hint(problem, tr) for problem in self._found.problems))
        document = AnswerDocument(self.session.edition, tr, self._plan.muted)
        plan = self._found.plan
        if plan is not None:
            names = {item.id: item.name[tr.language] for item in self.session.catalogue.components}
            sections = PlanSections(document, plan, names, self._unfolded)
            sections.what_matters(tr)
            self._describe_terms(document)
            sections.names_of_files(tr)
        else:
            self._describe_terms(document)
        self._plan.show_document(document)

    def _describe_terms(self, document: AnswerDocument) -> None:
        tr, session = self.tr_, self.session
        edition, determination = session.edition, session.determination
        document.heading(tr("What binds"), 3)
        document.paragraph(
            tr("{title} ({date}). Accepted in this language: {language}.").format(
                title=edition.title[tr.language],
                date=amounts.date(edition.date, tr.language),
                language=language_name(session.state.language, tr),
            )
        )
        governing = edition.prevailing
        document.paragraph(
            tr("All languages of the text are equal.")
            if governing is None
            else tr("The text in this language governs: {language}.").format(
                language=language_name(governing, tr)
            )
        )
        for because, group in _together(determination.applies):
            names = [section_name(edition, section, tr.language) for section in group]
            if len(names) == 1:
                document.heading(names[0], 4)
            for reason in because:
                document.reason(reason)
            if len(names) > 1:
                document.bullets(names)


def _together(
    applies: tuple[ReasonedSection, ...],
) -> list[tuple[tuple[Reason, ...], list[SectionId]]]:
    """The sections that bind for the same reasons, each reason said once."""
    groups: list[tuple[tuple[Reason, ...], list[SectionId]]] = []
    for applied in applies:
        alike = next((group for because, group in groups if because == applied.because), None)
        if alike is None:
            groups.append((applied.because, [applied.section]))
        else:
            alike.append(applied.section)
    return groups
